"""The pages on which a planned action goes on its way, as a table: address, step or verb, form, action.

The buttons of the action's page are drawn from the same table, through the lifecycle.
"""

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from pages.step_pages import MORE, StepPage, seen_and
from policies import lifecycle
from policies.actions import planning
from policies.forms import planning as forms
from policies.models import PlanAction


class PlanPage(StepPage):
    lifecycle = lifecycle.PLAN_ACTION


def _note(action: PlanAction, actor: Person, form: forms.StepForm) -> None:
    planning.add_note(action, actor=actor, body=form.cleaned_data["body"])


def _change(action: PlanAction, actor: Person, form: forms.StepForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("drawn", "why", "title", "owner", "due_on")}
    planning.change_action(action, actor=actor, **said)


STEPS = {
    row.slug: row
    for row in (
        PlanPage("start", "start", forms.ConfirmForm, seen_and(planning.start), _("It is in progress.")),
        PlanPage(
            "claim", "claim", forms.ClaimForm, seen_and(planning.claim, "body"),
            _("Thank you. Somebody else looks at it and verifies it."),
            _("Another person than you sees that it is done before it counts as done."),
        ),
        PlanPage(
            "verify", "verify", forms.VerifyForm, seen_and(planning.verify, "body"),
            _("It is verified, and ends here."),
        ),
        PlanPage(
            "send-back", "send back", forms.SendBackForm, seen_and(planning.send_back, "body"),
            _("It is sent back, and its owner is told."),
        ),
        PlanPage(
            "block", "block", forms.BlockForm, seen_and(planning.block, "body"),
            _("Noted, and a leader is told."), _("The day by which it is due stays as it is."),
        ),
        PlanPage("note", "note", forms.NoteForm, _note, _("Your note is stored."), group=MORE),
        PlanPage(
            "change", "change", forms.ChangeForm, _change, _("It is changed, and whoever does it is told."),
            group=MORE,
        ),
        PlanPage(
            "cancel", "cancel", forms.CancelForm, seen_and(planning.cancel, "body"),
            _("It is cancelled."), _("It ends here without being done. This cannot be undone."), MORE,
        ),
    )
}  # fmt: skip
