"""The pages on which a planned action goes on its way, as a table: address, step or verb, form, action.

The buttons of the action's page are drawn from the same table, through the lifecycle.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from policies import lifecycle
from policies.actions import planning
from policies.forms import planning as forms
from policies.models import PlanAction
from workflow.lifecycle import Step, Verb, fits

NEXT, MORE = "next", "more"
Run = Callable[[PlanAction, Person, Any], Any]


@dataclasses.dataclass(frozen=True)
class StepPage:
    """One page: `verb` is the name in the lifecycle, `run` calls the one action, `done` is said afterwards.

    `group` is where its button stands: what comes next, or what is needed seldom.
    """

    slug: str
    verb: str
    form: type[forms.StepForm]
    run: Run
    done: Any
    explanation: Any = ""
    group: str = NEXT

    @property
    def move(self) -> Step | Verb:
        return lifecycle.PLAN_ACTION.steps.get(self.verb) or lifecycle.PLAN_ACTION.verbs[self.verb]

    @property
    def title(self) -> Any:
        return self.move.label

    def fits(self, action: PlanAction) -> bool:
        return fits(self.move, action)


def _step(act: Callable[..., Any], *names: str) -> Run:
    """Call `act` with what the page was drawn from, and the named fields."""

    def run(action: PlanAction, actor: Person, form: forms.StepForm) -> None:
        said = {name: form.cleaned_data[name] for name in names}
        act(action, actor=actor, seen=form.cleaned_data["version"], **said)

    return run


def _note(action: PlanAction, actor: Person, form: forms.StepForm) -> None:
    planning.add_note(action, actor=actor, body=form.cleaned_data["body"])


def _change(action: PlanAction, actor: Person, form: forms.StepForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("drawn", "why", "title", "owner", "due_on")}
    planning.change_action(action, actor=actor, **said)


STEPS = {
    row.slug: row
    for row in (
        StepPage("start", "start", forms.ConfirmForm, _step(planning.start), _("It is in progress.")),
        StepPage(
            "claim", "claim", forms.ClaimForm, _step(planning.claim, "body"),
            _("Thank you. Somebody else looks at it and verifies it."),
            _("Another person than you sees that it is done before it counts as done."),
        ),
        StepPage(
            "verify", "verify", forms.VerifyForm, _step(planning.verify, "body"),
            _("It is verified, and ends here."),
        ),
        StepPage(
            "send-back", "send back", forms.SendBackForm, _step(planning.send_back, "body"),
            _("It is sent back, and its owner is told."),
        ),
        StepPage(
            "block", "block", forms.BlockForm, _step(planning.block, "body"),
            _("Noted, and a leader is told."), _("The day by which it is due stays as it is."),
        ),
        StepPage("note", "note", forms.NoteForm, _note, _("Your note is stored."), group=MORE),
        StepPage(
            "change", "change", forms.ChangeForm, _change, _("It is changed, and whoever does it is told."),
            group=MORE,
        ),
        StepPage(
            "cancel", "cancel", forms.CancelForm, _step(planning.cancel, "body"),
            _("It is cancelled."), _("It ends here without being done. This cannot be undone."), MORE,
        ),
    )
}  # fmt: skip


def buttons(action: PlanAction, person: Person) -> dict[str, list[StepPage]]:
    """The pages this person may open now, by group, in the table's order."""
    open_now = action.lifecycle.open_to(person, action, [row.verb for row in STEPS.values()])
    found: dict[str, list[StepPage]] = {NEXT: [], MORE: []}
    for row in STEPS.values():
        if row.verb in open_now:
            found[row.group].append(row)
    return found
