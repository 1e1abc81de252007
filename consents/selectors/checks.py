"""Forms and calls that somebody entered for a parent, and whether a second person has compared them with the paper."""

import dataclasses
import uuid
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as lazy

from accounts.models import ChildContact, Person, Tie
from consents.models import Answer, Purpose, Request, Signature, SignatureCheck
from consents.selectors.reasons import Why

# What a yes that somebody entered is, as long as it does not count.
BUT: dict[Why | None, Any] = {
    None: "",
    Why.NOT_CHECKED: lazy("not checked yet"),
    Why.DIFFERS: lazy("differs from the form, does not count"),
}


def entered() -> QuerySet[Signature]:
    """Signatures that somebody else entered for the signer."""
    found = Signature.objects.filter(entered_by__isnull=False)
    return found.select_related("child", "person", "entered_by")


def to_check() -> QuerySet[Signature]:
    """Forms with a yes that a second person has not compared with the paper, the oldest first."""
    yes = Answer.objects.filter(kind=Answer.Kind.GRANTED).values("signature")
    return entered().filter(checked=None, pk__in=yes).order_by("at", "pk")


def to_check_by(person: Person) -> QuerySet[Signature]:
    """Those that `person` may check: neither entered nor signed by them, nor of a child of their family."""
    own = ChildContact.objects.holding().filter(person=person).values("child")
    tied = Tie.objects.in_force().filter(person=person, child__isnull=False).values("child")
    found = to_check().exclude(entered_by=person).exclude(person=person)
    return found.exclude(child__in=own).exclude(child__in=tied)


def check_of(signature: Signature) -> SignatureCheck | None:
    return SignatureCheck.objects.filter(signature=signature).select_related("by").first()


def not_agreed(signer: Person) -> set[uuid.UUID]:
    """What was entered for somebody, and nobody has found to agree with the form. One query."""
    return set(entered().filter(person=signer).exclude(checked__agrees=True).values_list("pk", flat=True))


def but(answer: Answer, check: SignatureCheck | None) -> Any:
    """Why a yes does not count, or not yet, in a few words; nothing for all others. `check` is of its signature."""
    if answer.kind != Answer.Kind.GRANTED or answer.entered_by_id is None:
        return ""
    if check is None:
        return BUT[Why.NOT_CHECKED]
    return "" if check.agrees else BUT[Why.DIFFERS]


@dataclasses.dataclass(frozen=True)
class Line:
    """One use as it was entered.

    `note`: how it was obtained; `but`: why its yes does not count; `overtaken`: that a No arrived meanwhile.
    """

    purpose: Purpose
    is_yes: bool
    note: str
    but: Any
    overtaken: str = ""


def lines_of(signature: Signature, check: SignatureCheck | None) -> list[Line]:
    """What was entered, each use once, in the order of the form. One query."""
    rows = list(signature.answers.select_related("purpose").order_by("purpose__position", "sequence"))
    noes = {row.purpose_id: row.note for row in rows if row.kind == Answer.Kind.WITHDRAWN}
    return [
        Line(
            purpose=row.purpose,
            is_yes=row.kind == Answer.Kind.GRANTED,
            note=row.note,
            but="" if row.purpose_id in noes else but(row, check),
            overtaken=noes.get(row.purpose_id, ""),
        )
        for row in rows
        if row.kind != Answer.Kind.WITHDRAWN
    ]


def waits_for_check() -> ExpressionWrapper:
    """For requests: whether the form that answered one waits for a second person. Of several the last was answered."""
    both = {"child": OuterRef("child"), "person": OuterRef("person")}
    waiting = to_check().filter(**both, at__gte=OuterRef("asked_at")).order_by()
    asked_again = Request.objects.filter(**both, asked_at__gt=OuterRef("asked_at"))
    return ExpressionWrapper(Q(Exists(waiting)) & ~Q(Exists(asked_again)), output_field=BooleanField())
