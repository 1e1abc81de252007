"""What somebody has stored already from the very page that they send again: by a second press, or by "back".

Only what is still the last word counts as that: whatever was said since, by whatever way, makes it a new one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import Child, Person
from consents.models import Answer, Signature, Withdrawal

Kind = Answer.Kind


def _last(child: Child, person: Person, codes: Iterable[str]) -> list[Answer]:
    """The last answer of one person to each of these uses. One query."""
    rows = Answer.objects.filter(child=child, person=person, purpose__in=list(codes))
    last = {row.purpose_id: row for row in rows.order_by("at", "sequence")}
    return list(last.values())


def withdrawal(
    child: Child, person: Person, *, by: Person | None, codes: Iterable[str], seen: int, note: str = ""
) -> Withdrawal | None:
    """The same No: about the same uses, by the same hand, in the same words, since the child's answer `seen`."""
    wanted = set(codes)
    rows = _last(child, person, wanted)
    if (
        len(rows) != len(wanted)
        or not _from_one_page(rows, by, seen)
        or any(row.note != note for row in rows)
    ):
        return None
    [one, *more] = {row.withdrawal_id for row in rows}
    found = None if one is None or more else Withdrawal.objects.filter(pk=one).first()
    return found if found and found.answers.count() == len(wanted) else None


def signature(
    child: Child, person: Person, *, by: Person, said: Mapping[str, bool], seen: int, **common: Any
) -> Signature | None:
    """The same form: every use answered alike, and `common` (name, day, way) the same."""
    rows = _last(child, person, said)
    if len(rows) != len(said) or not _from_one_page(rows, by, seen):
        return None
    [one, *more] = {row.signature_id for row in rows}
    found = None if one is None or more else Signature.objects.filter(pk=one, **common).first()
    return found if found and _answers_of(found) == dict(said) else None


def _from_one_page(rows: list[Answer], by: Person | None, seen: int) -> bool:
    """Whether one hand stored all of them after the page was drawn."""
    hand = by.pk if by else None
    return bool(rows) and all(row.entered_by_id == hand and row.sequence > seen for row in rows)


def _answers_of(signed: Signature) -> dict[str, bool]:
    """What stood on the form, also where a No overtook it."""
    rows = signed.answers.exclude(kind=Kind.WITHDRAWN).values_list("purpose", "kind")
    return {code: kind == Kind.GRANTED for code, kind in rows}
