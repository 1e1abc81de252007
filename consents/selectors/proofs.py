"""What a seal seals, read from the rows; and whose signature somebody may see."""

import uuid
from collections.abc import Iterable
from typing import Any

from accounts.models import Person
from consents import sealing
from consents.models import Answer, Seal
from consents.permissions import can_see_answers

# No signature has this number.
NOBODYS = uuid.UUID(int=0)


def sealed(seal: Seal, answers: Iterable[Answer]) -> dict[str, Any]:
    """The parts of `sealing.FIELDS`, from a signature's rows. `answers` have their notices at hand."""
    signature = seal.signature
    return {
        "address": seal.address,
        "answers": [_answer(row) for row in sorted(answers, key=lambda row: row.sequence)],
        "at": signature.at,
        "capacity": signature.capacity,
        "child": signature.child_id,
        "declaration": seal.declaration,
        "entered_by": signature.entered_by_id,
        "form": seal.form_id,
        "link": seal.link_id,
        "local_time": seal.local_time,
        "means": signature.means,
        "means_said": seal.means_said,
        "number": seal.number,
        "previous": seal.previous,
        "recipe": seal.recipe,
        "responsibility": signature.responsibility,
        "shown_sha256": signature.shown_sha256,
        "signature": signature.pk,
        "signed_on": signature.signed_on,
        "signer": signature.person_id,
        "typed_name": signature.typed_name,
    }


def _answer(row: Answer) -> list[Any]:
    notice = row.notice
    told = (notice.number, notice.text_hash) if notice else (None, None)
    return [row.sequence, row.purpose_id, row.kind, *told, row.valid_until]


def answers_of(seal: Seal | None) -> list[Answer]:
    """The answers of one sitting with their notices. One query, also for nobody's."""
    signature_id = seal.signature_id if seal else None
    rows = Answer.objects.filter(signature_id=signature_id or NOBODYS)
    return list(rows.select_related("notice").order_by("sequence"))


def holds(seal: Seal, answers: Iterable[Answer]) -> bool:
    """Whether the recipe, followed on the rows as they are now, gives the seal and its code again."""
    value = sealing.seal(sealing.text(sealed(seal, answers)))
    return (value, sealing.code_of(value)) == (seal.value, seal.code)


def certificate_of(person: Person, signature_id: uuid.UUID, *, is_guest: bool) -> Seal | None:
    """The seal whose certificate a person may have: of their own signature, or as one who may see answers.

    A guest came in by a link: it opens what is their own, whatever they are here.
    """
    seals = Seal.objects.select_related("signature__child", "signature__person", "form", "child")
    found = seals.filter(signature=signature_id).first()
    if found is None or found.signature.person_id == person.pk:
        return found
    return found if not is_guest and can_see_answers(person, found.child) else None


def by_code(code: str) -> Seal | None:
    return Seal.objects.select_related("signature").filter(code=code).first()
