"""Withdrawing: by anybody with parental responsibility, by any route, without a reason, at once (domain §3.7)."""

import uuid
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Child, ChildContact, Person
from consents import notices as messages
from consents.actions.answering import announce_loss, numbered
from consents.actions.locking import lock_children
from consents.actions.proving import seal_of
from consents.actions.requesting import settle_if_answered
from consents.models import Answer, Means, Notice, Purpose, Withdrawal
from consents.models.answers import OWN_MEANS
from consents.permissions import contact_of
from consents.selectors import notices as shown_notices
from consents.selectors import proofs, repeated
from workflow import audit, clock, engine


def withdraw(
    child: Child,
    *,
    actor: Person,
    purposes: Iterable[str],
    means: str = Means.ACCOUNT,
    link: uuid.UUID | None = None,
    seen: int | None = None,
) -> Withdrawal:
    """Take back one's yes, or say no before anybody asked. Raises NotAllowed or ValidationError.

    `seen`: the child's last answer when the page was drawn. Sent once more from there, it is stored once.
    """
    return _withdraw(child, actor, person=actor, chosen=_chosen(purposes), means=means, link=link, seen=seen)


def enter_withdrawal(
    child: Child,
    *,
    actor: Person,
    person: Person,
    purposes: Iterable[str],
    means: str,
    note: str,
    seen: int | None = None,
) -> Withdrawal:
    """Enter what somebody said or wrote to a member of staff. It counts from the moment it is stored.

    `seen` as in `withdraw`. Raises NotAllowed, or ValidationError without how it was obtained.
    """
    if means in OWN_MEANS:
        raise ValidationError({"means": _("Choose how it reached you.")})
    if not note.strip():
        raise ValidationError({"note": _("Write down what was said, by whom and when.")})
    chosen = _chosen(purposes)
    # Their receipt is in the language in which they signed, whoever enters it.
    with override(proofs.language_of(person)):
        return _withdraw(child, actor, person=person, chosen=chosen, means=means, note=note, seen=seen)


def _withdraw(
    child: Child,
    actor: Person,
    *,
    person: Person,
    chosen: list[Purpose],
    means: str,
    note: str = "",
    link: uuid.UUID | None = None,
    seen: int | None = None,
) -> Withdrawal:
    behalf = person if actor.pk != person.pk else None
    by, codes = (actor if behalf else None), [purpose.pk for purpose in chosen]
    verb = "enter withdrawal" if behalf else "withdraw"
    with transaction.atomic(durable=True):
        record = lock_children([child.pk])[child.pk]
        contact = contact_of(person, child)
        if contact is None:
            raise engine.NotAllowed(actor, record, verb)
        if seen is not None and (
            done := repeated.withdrawal(child, person, by=by, codes=codes, seen=seen, note=note)
        ):
            return done
        current = shown_notices.current()
        withdrawal = _withdrawal(contact, chosen, current, means, by)
        rows = _answers(withdrawal, chosen, current, note)
        seal = seal_of(withdrawal, rows, link)
        contents = [withdrawal, *rows, seal]
        engine.record(record, verb, actor=actor, contents=contents, on_behalf_of=behalf, obtained=means)
        withdrawal.save(force_insert=True)
        Answer.objects.bulk_create(rows)
        seal.save(force_insert=True)
        settle_if_answered(child.pk, person.pk)
        announce_loss(record, rows)
        messages.withdrawal_stored(person, record, occasion=str(withdrawal.pk))
    return withdrawal


def _chosen(codes: Iterable[str]) -> list[Purpose]:
    """In the order of the form. Raises ValidationError for none, and for what is no use of pictures."""
    wanted = set(codes)
    found = list(Purpose.objects.filter(pk__in=wanted).order_by("position"))
    if not wanted or len(found) != len(wanted):
        raise ValidationError({"purposes": _("Choose what must no longer be shown.")})
    return found


def _withdrawal(
    contact: ChildContact,
    chosen: list[Purpose],
    current: Mapping[str, Notice],
    means: str,
    entered_by: Person | None,
) -> Withdrawal:
    told = shown_notices.words_withdrawn(chosen, current)
    shown = audit.canonical(told)
    return Withdrawal(
        child_id=contact.child_id,
        person_id=contact.person_id,
        capacity=contact.capacity,
        responsibility=contact.responsibility,
        shown=shown,
        shown_sha256=audit.sha256(shown),
        language=told["language"],
        means=means,
        at=clock.now(),
        entered_by=entered_by,
    )


def _answers(
    withdrawal: Withdrawal, chosen: list[Purpose], current: Mapping[str, Notice], note: str
) -> list[Answer]:
    rows = [
        Answer(
            child_id=withdrawal.child_id,
            purpose=purpose,
            person_id=withdrawal.person_id,
            kind=Answer.Kind.WITHDRAWN,
            notice=current.get(purpose.pk),
            withdrawal=withdrawal,
            at=withdrawal.at,
            means=withdrawal.means,
            entered_by_id=withdrawal.entered_by_id,
            note=note,
        )
        for purpose in chosen
    ]
    return numbered(withdrawal.child_id, rows)
