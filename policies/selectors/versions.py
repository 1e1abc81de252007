"""What the pages of one version show: its words, what is still missing, who did what."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from accounts.models import Person, Role
from pages.lists import ListPage, window
from pages.templatetags.dates import nice_date
from policies import permissions
from policies.models import Consultation, PolicyVersion
from policies.numbering import numbers
from policies.outline import CLAUSE, HEADING, SECTION, Outline
from workflow.models import AuditEvent

STEPS_SHOWN, EVENTS_SHOWN = 5, 100
State = PolicyVersion.State
LABEL = PolicyVersion._meta.label_lower

# Verb → what was done. Signatures are in the same chain, and have pages of their own.
DONE: dict[str, Any] = {
    "draft": lazy("Draft begun"),
    "edit": lazy("Words changed"),
    "describe": lazy("Said what changes for the reader"),
    "confirm keys": lazy("Confirmed which clause goes on as which"),
    "consult": lazy("Shown to staff, parents and children"),
    "consulted": lazy("Recorded what people said"),
    "hand to manager": lazy("Handed to the manager"),
    "agree": lazy("Agreed by the manager"),
    "approve": lazy("Approved"),
    "publish": lazy("Published"),
    "adopt": lazy("Recorded as in force already"),
    "send back": lazy("Sent back to the draft"),
    "give up": lazy("Given up"),
    "begin": lazy("Came into force"),
    "supersede": lazy("Superseded by the next version"),
}
TONES = {"approve": "good", "publish": "good", "adopt": "good", "send back": "danger", "give up": "danger"}


@dataclasses.dataclass(frozen=True)
class Line:
    """One section, heading or clause, as a page draws it."""

    number: str
    kind: str
    depth: int
    text: str
    clause_id: str = ""


@dataclasses.dataclass
class Happening:
    """One line of the timeline; the same thing done again by the same person at once counts up."""

    title: Any
    who: str
    at: dt.datetime
    tone: str = ""
    times: int = 1
    notes: list[str] = dataclasses.field(default_factory=list)


def visible_to(person: Person) -> QuerySet[PolicyVersion]:
    """Leaders see every version, everybody else what was published."""
    rows = PolicyVersion.objects.select_related("policy")
    return rows if permissions.can_see_drafts(person) else rows.published()


def follows_another(version: PolicyVersion) -> bool:
    """Whether its policy has a published version beside it."""
    return version.policy.versions.published().exclude(pk=version.pk).exists()


def predecessor(version: PolicyVersion) -> PolicyVersion | None:
    """The published version before it: for one that is not published, the last."""
    before = version.policy.versions.published().exclude(pk=version.pk)
    if version.state == State.PUBLISHED:
        before = before.filter(effective_from__lt=version.effective_from)
    return before.order_by("-effective_from").first()


def lines(version: PolicyVersion) -> list[Line]:
    """Its words: those of the draft while it is one, else as they were frozen."""
    if version.state == State.DRAFT or not version.edition:
        return outline_lines(Outline.from_json(version.outline))
    rows = version.clauses.values_list("number", "kind", "depth", "text", "clause_id")
    return [Line(number, kind, depth, text, str(key)) for number, kind, depth, text, key in rows]


def outline_lines(outline: Outline) -> list[Line]:
    pairs = zip(numbers(outline.blocks), outline.blocks, strict=True)
    return [Line(number, one.kind, one.depth, one.text, one.clause or "") for number, one in pairs]


def summary(outline: Outline) -> str:
    """What was found in a document, in one or two sentences."""
    counted = Counter(block.kind for block in outline.blocks)
    found = [
        ngettext("%(count)s section", "%(count)s sections", counted[SECTION]) % {"count": counted[SECTION]},
        ngettext("%(count)s heading", "%(count)s headings", counted[HEADING]) % {"count": counted[HEADING]},
        ngettext("%(count)s clause", "%(count)s clauses", counted[CLAUSE]) % {"count": counted[CLAUSE]},
    ]
    said = _("Found: %(found)s.") % {"found": ", ".join(found)}
    if outline.reviewed_on is None:
        return said
    return f"{said} " + _("Last reviewed on %(day)s.") % {"day": nice_date(outline.reviewed_on)}


def page(version: PolicyVersion, viewer: Person, asked: str | None) -> dict[str, Any]:
    """The context of a version's page. `asked` is the page of its timeline, the newest first."""
    consultations = list(version.consultations.select_related("recorded_by").order_by("held_on", "pk"))
    drafters = [row.person for row in version.drafters.select_related("person").order_by("pk")]
    before = predecessor(version)
    cut = _events(version, asked)
    return {
        "version": version,
        "policy": version.policy,
        "before": before,
        "lines": lines(version),
        "consultations": consultations,
        "drafters": drafters,
        "notes": _notes(version, viewer, drafters, consultations, before),
        "page": cut,
        "timeline": _timeline(cut.object_list, consultations),
        "approved_by": version.approved_by.name if version.approved_by else version.approved_by_name,
    }


def _notes(
    version: PolicyVersion,
    viewer: Person,
    drafters: list[Person],
    consultations: list[Consultation],
    before: PolicyVersion | None,
) -> list[str]:
    """Whose turn it is, and what is missing before it can go on."""
    match version.state:
        case State.DRAFT:
            return _missing_from_draft(version, before)
        case State.CONSULTATION:
            heard = {row.group for row in consultations}
            missing = [str(group.label) for group in Consultation.Group if group not in heard]
            return [_("Still to be heard: %(groups)s.") % {"groups": ", ".join(missing)}] if missing else []
        case State.MANAGER_REVIEW:
            return [] if viewer.holds(Role.MANAGER) else [_("It waits for the manager to agree.")]
        case State.OWNER_APPROVAL:
            return _why_not_approve(version, viewer, drafters)
        case State.APPROVED:
            return [] if permissions.can_publish(viewer) else [_("It waits for the manager to publish it.")]
    return []


def _missing_from_draft(version: PolicyVersion, before: PolicyVersion | None) -> list[str]:
    notes = []
    if before and not version.change_summary.strip():
        notes.append(_("Before it is shown to people: say what changes for the reader."))
    if before and not version.keys_confirmed:
        notes.append(_("Before it is shown to people: the manager confirms which clause goes on as which."))
    return notes


def _why_not_approve(version: PolicyVersion, viewer: Person, drafters: list[Person]) -> list[str]:
    if permissions.can_approve(viewer, version):
        return []
    if viewer in drafters and viewer.holds(Role.OWNER, Role.MANAGER):
        return [_("You wrote on this version, so somebody else must approve it.")]
    return [_("It waits for the owner to approve it.")]


def _events(version: PolicyVersion, asked: str | None) -> ListPage:
    events = AuditEvent.objects.filter(object_type=LABEL, object_id=version.pk, verb__in=list(DONE))
    return window(events.order_by("-sequence"), asked, EVENTS_SHOWN)


def _timeline(events: Sequence[AuditEvent], consultations: list[Consultation]) -> list[Happening]:
    names = _names(events)
    heard = {str(row.pk): row for row in consultations}
    found: list[Happening] = []
    for event in events:
        one = Happening(DONE[event.verb], _who(event, names), event.at, TONES.get(event.verb, ""))
        one.notes = [
            f"{heard[row['id']].get_group_display()}: {heard[row['id']].how}"
            for row in event.contents
            if row["id"] in heard
        ]
        last = found[-1] if found else None
        if last and not one.notes and (last.title, last.who) == (one.title, one.who):
            last.times += 1
        else:
            found.append(one)
    return found


def steps_since(version: PolicyVersion, seen: int) -> list[tuple[Any, str, dt.datetime]]:
    """What was done to it after `seen`, by whom and when, the latest first: for whoever was slower."""
    since = min(max(version.version - seen, 1), STEPS_SHOWN)
    events = AuditEvent.objects.filter(
        Q(verb__in=list(version.lifecycle.steps)), object_type=LABEL, object_id=version.pk
    )
    found = list(events.order_by("-sequence")[:since])
    names = _names(found)
    return [(DONE[event.verb], _who(event, names), event.at) for event in found]


def _names(events: Sequence[AuditEvent]) -> dict[UUID, str]:
    people = Person.objects.filter(pk__in={event.actor_id for event in events if event.actor_id})
    return {person.pk: person.name for person in people}


def _who(event: AuditEvent, names: dict[UUID, str]) -> str:
    return names.get(event.actor_id, "") if event.actor_id else _("by rule")
