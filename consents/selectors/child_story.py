"""What was done about one child's pictures, for those who ask and enter: its events in words, the newest first."""

import dataclasses
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Child
from accounts.selectors.happenings import Happening, names_of, who_did
from consents.models import Answer, Block, ConsentRecord, SignatureCheck
from consents.selectors import checks
from consents.selectors.notices import translated
from workflow.models import AuditEvent

EVENTS_SHOWN = 50
# Verbs that only safeguarding leads may know of.
BLOCKING = ("block", "unblock")

DONE: dict[str, Any] = {
    "open": lazy("Record opened"),
    "sign": lazy("Signed"),
    "refuse": lazy("Said no to everything"),
    "withdraw": lazy("Withdrew"),
    "enter signature": lazy("A form was entered"),
    "check signature": lazy("A form was checked"),
    "add scan": lazy("A scan of a form was added"),
    "take out scan": lazy("A page of a scan was taken out"),
    "forget scans": lazy("Large copies of a scan were deleted, on their day"),
    "enter withdrawal": lazy("A No was entered"),
    "print form": lazy("A form was printed"),
    "hand over": lazy("The tablet was handed over"),
    "come in": lazy("Showed on the tablet that it is them"),
    "hand back": lazy("The tablet was handed back"),
    "forget traces": lazy("From where it came was deleted, on its day"),
    "block": lazy("Blocked by the safeguarding lead"),
    "unblock": lazy("Block ended"),
}


@dataclasses.dataclass(frozen=True)
class _Sealed:
    """The rows that events speak of, by their id; and the checks once more, by what was checked."""

    answers: Mapping[str, Answer]
    checks: Mapping[str, SignatureCheck]
    blocks: Mapping[str, Block]
    checked: Mapping[uuid.UUID | None, SignatureCheck]


def story(child: Child, *, sees_blocks: bool) -> list[Happening]:
    """Six queries, whatever the number."""
    record = ConsentRecord.objects.filter(child=child).first()
    if record is None:
        return []
    chain = AuditEvent.objects.filter(object_type=record._meta.label_lower, object_id=record.pk)
    if not sees_blocks:
        chain = chain.exclude(verb__in=BLOCKING)
    found = list(chain.order_by("-sequence")[:EVENTS_SHOWN])
    names = names_of(pk for event in found for pk in (event.actor_id, event.on_behalf_of_id))
    sealed = _sealed(found)
    return [
        Happening(
            title=DONE.get(event.verb, event.verb),
            happened_at=event.at,
            who=_who(event, names),
            body=_body(event, sealed),
        )
        for event in found
    ]


def _sealed(found: list[AuditEvent]) -> _Sealed:
    answers = list(_rows(Answer, found).select_related("purpose"))
    entered = {row.signature_id for row in answers if row.entered_by_id and row.signature_id}
    made = list(SignatureCheck.objects.filter(signature__in=entered))
    return _Sealed(
        answers={str(row.pk): row for row in answers},
        checks={str(row.pk): row for row in made},
        blocks={str(row.pk): row for row in _rows(Block, found)},
        checked={row.signature_id: row for row in made},
    )


def _rows(model: type[Model], found: list[AuditEvent]) -> QuerySet[Any]:
    label = model._meta.label_lower
    ids = [row["id"] for event in found for row in event.contents if row["schema"].partition("@")[0] == label]
    return model._base_manager.filter(pk__in=ids)


def _who(event: AuditEvent, names: Mapping[uuid.UUID, str]) -> str:
    actor = who_did(event, names)
    if not event.on_behalf_of_id:
        return actor
    said = {"actor": actor, "parent": names.get(event.on_behalf_of_id, "")}
    return _("%(actor)s for %(parent)s") % said


def _body(event: AuditEvent, rows: _Sealed) -> str:
    """What was said then, in a few lines: yes to these, no to those, and the note."""
    ids = [row["id"] for row in event.contents]
    blocks = [rows.blocks[pk] for pk in ids if pk in rows.blocks]
    if blocks:
        return "\n".join(row.reason if event.verb == "block" else row.ended_because for row in blocks)
    made = [rows.checks[pk] for pk in ids if pk in rows.checks]
    lines = [_("It agrees with the form.") if row.agrees else row.note for row in made]
    answers = [rows.answers[pk] for pk in ids if pk in rows.answers]
    answers.sort(key=lambda row: (row.purpose.position, row.sequence))
    for kind, label in Answer.Kind.choices:
        given = [row for row in answers if row.kind == kind]
        titles = ", ".join(translated(row.purpose.title) for row in given)
        lines += [f"{label}{_but(given[0], rows)}: {titles}"] if given else []
    return "\n".join(dict.fromkeys([*lines, *(row.note for row in answers if row.note)]))


def _but(answer: Answer, rows: _Sealed) -> str:
    said = checks.but(answer, rows.checked.get(answer.signature_id))
    return f" ({said})" if said else ""
