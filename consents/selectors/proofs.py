"""What a seal seals, read from the rows; and whose signature or withdrawal somebody may see."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from accounts.models import Child, Person
from consents import sealing
from consents.models import Answer, Seal, Signature, Withdrawal
from consents.permissions import can_see_answers
from notifications.recipients import find
from workflow import audit, clock
from workflow.history import DOUBLE_PRESS

# No signature has this number.
NOBODYS = uuid.UUID(int=0)


def sealed(seal: Seal, answers: Iterable[Answer]) -> dict[str, Any]:
    """The parts of `sealing.FIELDS` by the seal's recipe, from its rows. `answers` have their notices at hand."""
    about = seal.about
    both = {
        "address": seal.address,
        "answers": [_answer(row) for row in sorted(answers, key=lambda row: row.sequence)],
        "at": about.at,
        "capacity": about.capacity,
        "child": about.child_id,
        "entered_by": about.entered_by_id,
        "link": seal.link_id,
        "local_time": seal.local_time,
        "means": about.means,
        "means_said": seal.means_said,
        "number": seal.number,
        "previous": seal.previous,
        "recipe": seal.recipe,
        "responsibility": about.responsibility,
        "shown_sha256": about.shown_sha256,
    }
    if isinstance(about, Withdrawal):
        return both | {"language": about.language, "person": about.person_id, "withdrawal": about.pk}
    return both | _of_signature(seal, about)


def _of_signature(seal: Seal, signature: Signature) -> dict[str, Any]:
    said = {
        "declaration": seal.declaration,
        "form": seal.form_id,
        "signature": signature.pk,
        "signed_on": signature.signed_on,
        "signer": signature.person_id,
        "typed_name": signature.typed_name,
    }
    if seal.recipe < sealing.SIGNED:
        return said
    return said | {
        "drawn_sha256": audit.sha256(signature.drawn) if signature.drawn else "",
        "introduction": seal.introduction,
        "language": signature.language,
    }


def _answer(row: Answer) -> list[Any]:
    notice = row.notice
    told = (notice.number, notice.text_hash) if notice else (None, None)
    return [row.sequence, row.purpose_id, row.kind, *told, row.valid_until]


def answers_of(seal: Seal | None) -> list[Answer]:
    """The answers of one sitting with their notices. One query, also for nobody's."""
    if seal is not None and seal.withdrawal_id:
        rows = Answer.objects.filter(withdrawal=seal.withdrawal_id)
    else:
        rows = Answer.objects.filter(signature=(seal.signature_id if seal else None) or NOBODYS)
    return list(rows.select_related("notice").order_by("sequence"))


def holds(seal: Seal, answers: Iterable[Answer]) -> bool:
    """Whether the recipe, followed on the rows as they are now, gives the seal and its code again."""
    if seal.signature is None and seal.withdrawal is None:
        # The row that it seals is gone.
        return False
    try:
        value = sealing.seal(sealing.text(sealed(seal, answers)))
    except (KeyError, ValueError):
        # No such recipe, or the recipe of something else.
        return False
    return (value, sealing.code_of(value)) == (seal.value, seal.code)


def certificate_of(person: Person, signature_id: uuid.UUID, *, is_guest: bool) -> Seal | None:
    """The seal whose certificate a person may have: of their own signature, or as one who may see answers.

    A guest came in by a link: it opens what is their own, whatever they are here.
    """
    found = _seals().filter(signature=signature_id).first()
    return found if found and _may_have(person, found, is_guest=is_guest) else None


def receipt_of(person: Person, withdrawal_id: uuid.UUID, *, is_guest: bool) -> Seal | None:
    """The same of a withdrawal; and whoever entered it may hand it over."""
    found = _seals().filter(withdrawal=withdrawal_id).first()
    if found is None or _may_have(person, found, is_guest=is_guest):
        return found
    has_entered = found.about.entered_by_id == person.pk and person.is_staff_member
    return found if has_entered and not is_guest else None


def _seals() -> QuerySet[Seal]:
    return Seal.objects.select_related(
        "signature__child", "signature__person", "withdrawal__child", "withdrawal__person", "form", "child"
    )


def _may_have(person: Person, seal: Seal, *, is_guest: bool) -> bool:
    return seal.about.person_id == person.pk or (not is_guest and can_see_answers(person, seal.child))


def by_code(code: str) -> Seal | None:
    return Seal.objects.select_related("signature", "withdrawal").filter(code=code).first()


def of_child(child: Child) -> list[Seal]:
    """Everything that was sealed about a child, the earliest first. One query."""
    seals = Seal.objects.select_related("signature__person", "withdrawal__person")
    return list(seals.filter(child=child).order_by("number"))


def last_of(person: Person) -> tuple[dict[uuid.UUID, uuid.UUID], dict[uuid.UUID, uuid.UUID]]:
    """Child → somebody's last signature, and child → their last withdrawal. One query."""
    own = Seal.objects.filter(Q(signature__person=person) | Q(withdrawal__person=person)).order_by("number")
    signed: dict[uuid.UUID, uuid.UUID] = {}
    withdrew: dict[uuid.UUID, uuid.UUID] = {}
    for child_id, signature_id, withdrawal_id in own.values_list("child", "signature", "withdrawal"):
        if signature_id:
            signed[child_id] = signature_id
        else:
            withdrew[child_id] = withdrawal_id
    return signed, withdrew


def just_signed(person: Person, child: Child) -> Signature | None:
    """What somebody has signed about a child so short a time ago that it is the same press of the button."""
    own = Signature.objects.filter(person=person, child=child, entered_by=None)
    return own.filter(at__gte=clock.now() - DOUBLE_PRESS).order_by("-at").first()


def address_of(person_id: uuid.UUID) -> str:
    """Where somebody is written to; nothing without an address."""
    found = find([person_id]).get(person_id)
    return found.address if found else ""


def language_of(person: Person) -> str:
    """The language in which somebody last read and signed for themselves; the setting's own without one."""
    known = dict(settings.LANGUAGES)
    said = Signature.objects.filter(person=person, entered_by=None).order_by("-at")
    last = said.values_list("language", flat=True).first()
    return last if last in known else settings.LANGUAGE_CODE
