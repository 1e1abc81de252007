"""What the work page of one version shows: what is still missing, and who did what."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person, Role
from accounts.selectors.happenings import names_of, who_did
from pages.lists import ListPage, window
from policies import permissions
from policies.models import Consultation, PolicyVersion
from policies.selectors.versions import lines, predecessor
from workflow.history import events_of, steps_after
from workflow.models import AuditEvent

EVENTS_SHOWN = 100
State = PolicyVersion.State

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


@dataclasses.dataclass
class Happening:
    """One line of the timeline; the same thing done again by the same person at once counts up."""

    title: Any
    who: str
    at: dt.datetime
    tone: str = ""
    times: int = 1
    notes: list[str] = dataclasses.field(default_factory=list)


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
    if not permissions.who_may_approve(version):
        return [
            _(
                "Nobody is left who may approve this version: whoever wrote on it never does, and that is every "
                "owner and every manager. Either somebody else becomes an owner, or this version is given up and one "
                "of them does not write on the next."
            )
        ]
    if viewer in drafters and viewer.holds(Role.OWNER, Role.MANAGER):
        return [_("You wrote on this version, so somebody else must approve it.")]
    return [_("It waits for the owner to approve it.")]


def _events(version: PolicyVersion, asked: str | None) -> ListPage:
    return window(events_of(version).filter(verb__in=list(DONE)), asked, EVENTS_SHOWN)


def _timeline(events: Sequence[AuditEvent], consultations: list[Consultation]) -> list[Happening]:
    names = names_of(event.actor_id for event in events)
    heard = {str(row.pk): row for row in consultations}
    found: list[Happening] = []
    for event in events:
        one = Happening(DONE[event.verb], who_did(event, names), event.at, TONES.get(event.verb, ""))
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
    found = list(steps_after(version, seen))
    names = names_of(event.actor_id for event in found)
    return [(DONE[event.verb], who_did(event, names), event.at) for event in found]
