"""Withdrawing: by anybody with parental responsibility, by any route, without a reason, at once (domain §3.7)."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from consents import notices as messages
from consents.actions.answering import announce_loss, numbered
from consents.actions.locking import lock_children
from consents.actions.requesting import settle_if_answered
from consents.models import Answer, Means, Purpose
from consents.permissions import contact_of
from consents.selectors import notices as shown_notices
from workflow import clock, engine


def withdraw(
    child: Child, *, actor: Person, purposes: Iterable[str], means: str = Means.ACCOUNT
) -> list[Answer]:
    """Take back one's yes, or say no before anybody asked. Raises NotAllowed or ValidationError."""
    return _withdraw(child, actor, person=actor, codes=purposes, means=means, note="")


def enter_withdrawal(
    child: Child, *, actor: Person, person: Person, purposes: Iterable[str], means: str, note: str
) -> list[Answer]:
    """Enter what somebody said or wrote to a member of staff. It counts from the moment it is stored.

    Raises NotAllowed, or ValidationError without how it was obtained.
    """
    if means in (Means.ACCOUNT, Means.LINK):
        raise ValidationError({"means": _("Choose how it reached you.")})
    if not note.strip():
        raise ValidationError({"note": _("Write down what was said, by whom and when.")})
    return _withdraw(child, actor, person=person, codes=purposes, means=means, note=note)


def _withdraw(
    child: Child, actor: Person, *, person: Person, codes: Iterable[str], means: str, note: str
) -> list[Answer]:
    chosen = list(dict.fromkeys(codes))
    known = set(Purpose.objects.filter(pk__in=chosen).values_list("pk", flat=True))
    if not chosen or known != set(chosen):
        raise ValidationError({"purposes": _("Choose what must no longer be shown.")})
    by_staff = actor.pk != person.pk
    verb = "enter withdrawal" if by_staff else "withdraw"
    with transaction.atomic(durable=True):
        record = lock_children([child.pk])[child.pk]
        if by_staff and contact_of(person, child) is None:
            raise engine.NotAllowed(actor, record, verb)
        current = shown_notices.current()
        rows = numbered(
            child.pk,
            [
                Answer(
                    child=child,
                    purpose_id=code,
                    person=person,
                    kind=Answer.Kind.WITHDRAWN,
                    notice=current.get(code),
                    at=clock.now(),
                    means=means,
                    entered_by=actor if by_staff else None,
                    note=note,
                )
                for code in chosen
            ],
        )
        behalf = person if by_staff else None
        engine.record(record, verb, actor=actor, contents=rows, on_behalf_of=behalf, obtained=means)
        Answer.objects.bulk_create(rows)
        settle_if_answered(child.pk, person.pk)
        announce_loss(record, rows)
        messages.withdrawal_stored(person, record, occasion=str(rows[-1].pk))
    return rows
