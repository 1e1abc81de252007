"""The pages on which a version goes on its way, as a table: address, step or verb, form, action.

The buttons of the version's page are drawn from the same table, through the lifecycle.
"""

import dataclasses
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from policies import lifecycle
from policies.actions import agreeing, drafting
from policies.forms import making as forms
from policies.models import PolicyVersion
from policies.selectors.versions import follows_another
from workflow.lifecycle import Step, Verb, fits

NOT_A_DRAFT = _(
    "It is not a draft, so its words stay as they are. To change them, send it back to the draft or, "
    "once it is published, make a new version."
)

NEXT, MORE = "next", "more"
Run = Callable[[PolicyVersion, Person, forms.StepForm], Any]


@dataclasses.dataclass(frozen=True)
class StepPage:
    """One page: `verb` is the name in the lifecycle, `run` calls the one action.

    `group` is where its button stands: what comes next, or what is needed seldom. `done` is what the
    version's page says once it has happened. `of_first`: only for a policy's first version, or only
    for those that follow one.
    """

    slug: str
    verb: str
    form: type[forms.StepForm]
    run: Run
    done: Any
    explanation: Any = ""
    group: str = NEXT
    is_final: bool = False
    of_first: bool | None = None

    @property
    def move(self) -> Step | Verb:
        return lifecycle.VERSION.steps.get(self.verb) or lifecycle.VERSION.verbs[self.verb]

    @property
    def title(self) -> Any:
        return self.move.label

    def fits(self, version: PolicyVersion) -> bool:
        """Whether the version's state has this step, and it is, or is not, the policy's first."""
        if not fits(self.move, version):
            return False
        return self.of_first is None or self.of_first != follows_another(version)


def _with_seen(action: Callable[..., Any], *names: str) -> Run:
    """Call `action` with what the page was drawn from and the named fields."""

    def run(version: PolicyVersion, actor: Person, form: forms.StepForm) -> None:
        said = {name: form.cleaned_data[name] for name in names}
        action(version, actor=actor, seen=form.cleaned_data["version"], **said)

    return run


def _consulted(version: PolicyVersion, actor: Person, form: forms.StepForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("group", "held_on", "how", "feedback")}
    agreeing.record_consultation(version, actor=actor, **said)


def _adopt(version: PolicyVersion, actor: Person, form: forms.StepForm) -> None:
    said = {name: form.cleaned_data[name] for name in ("in_force_since", "approved_by", "reviewed_on")}
    seen = form.cleaned_data["version"]
    agreeing.adopt(version, actor=actor, seen=seen, adoption=agreeing.Adoption(**said))


STEPS = {
    row.slug: row
    for row in (
        StepPage("agree", "agree", forms.ConfirmForm, _with_seen(agreeing.agree),
                 _("You agreed. The owner is told that it waits."),
                 _("Read it first. It goes to the owner, who approves it or sends it back.")),
        StepPage("approve", "approve", forms.ConfirmForm, _with_seen(agreeing.approve),
                 _("Approved. The manager can publish it now."),
                 _("Read it first. Your name stands on it as whoever approved it.")),
        StepPage("publish", "publish", forms.PublishForm, _with_seen(agreeing.publish, "effective_from"),
                 _("Published. Whoever is to sign it is asked on the day on which it comes into force."),
                 _("From now on nobody can change a word of it. A correction is a new version."),
                 is_final=True),
        StepPage("hand-on", "hand to manager", forms.ConfirmForm, _with_seen(agreeing.hand_to_manager),
                 _("The manager is told that it waits."),
                 _("The manager reads it, with what people said.")),
        StepPage("consulted", "consulted", forms.ConsultedForm, _consulted,
                 _("It is stored, and can be seen below."),
                 _("Staff, parents and children’s views are heard before it goes to the manager.")),
        StepPage("consult", "consult", forms.ConfirmForm, _with_seen(agreeing.consult),
                 _("Its words are kept as they stand. Record below what people say of them."),
                 _("Its words are kept as they stand, for staff, parents and children’s views. "
                   "To change them, it is sent back to the draft.")),
        StepPage("describe", "describe", forms.DescribeForm,
                 _with_seen(drafting.describe, "is_major", "change_summary"),
                 _("It is stored."), of_first=False),
        StepPage("adopt", "adopt", forms.AdoptForm, _adopt,
                 _("Recorded as in force. Nobody’s approval was made up: it says who approved it then."),
                 _("Only for words that were in force before they came here. The record says that you "
                   "entered it, and nobody can change a word of it afterwards."), is_final=True, of_first=True),
        StepPage("send-back", "send back", forms.WhyForm, _with_seen(agreeing.send_back, "why"),
                 _("It is a draft again. The manager is told."),
                 _("What people said stays on record."), MORE),
        StepPage("give-up", "give up", forms.ConfirmForm, _with_seen(agreeing.give_up),
                 _("This version is given up."),
                 _("This version ends here, and its number is not used again. This cannot be undone."),
                 MORE, is_final=True),
    )
}  # fmt: skip


def buttons(version: PolicyVersion, person: Person) -> dict[str, list[StepPage]]:
    """The pages this person may open now, by group, in the table's order."""
    fitting = [row for row in STEPS.values() if row.fits(version)]
    open_now = version.lifecycle.open_to(person, version, [row.verb for row in fitting])
    found: dict[str, list[StepPage]] = {NEXT: [], MORE: []}
    for row in fitting:
        if row.verb in open_now:
            found[row.group].append(row)
    return found
