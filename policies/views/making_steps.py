"""The pages on which a version goes on its way, as a table: address, step or verb, form, action.

The buttons of the version's page are drawn from the same table, through the lifecycle.
"""

import dataclasses

from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from pages.step_pages import MORE, StepPage, seen_and
from policies import lifecycle
from policies.actions import agreeing, drafting
from policies.forms import making as forms
from policies.models import PolicyVersion
from policies.selectors.versions import follows_another

NOT_A_DRAFT = _(
    "It is not a draft, so its words stay as they are. To change them, send it back to the draft or, "
    "once it is published, make a new version."
)


@dataclasses.dataclass(frozen=True)
class VersionPage(StepPage):
    """A page of a version. `of_first`: only for a policy's first version, or only for those that follow one."""

    lifecycle = lifecycle.VERSION

    is_final: bool = False
    of_first: bool | None = None

    def fits(self, row: PolicyVersion) -> bool:
        if not super().fits(row):
            return False
        return self.of_first is None or self.of_first != follows_another(row)


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
        VersionPage("agree", "agree", forms.ConfirmForm, seen_and(agreeing.agree),
                 _("You agreed. The owner is told that it waits."),
                 _("Read it first. It goes to the owner, who approves it or sends it back.")),
        VersionPage("approve", "approve", forms.ConfirmForm, seen_and(agreeing.approve),
                 _("Approved. The manager can publish it now."),
                 _("Read it first. Your name stands on it as whoever approved it.")),
        VersionPage("publish", "publish", forms.PublishForm, seen_and(agreeing.publish, "effective_from"),
                 _("Published. Whoever is to sign it is asked on the day on which it comes into force."),
                 _("From now on nobody can change a word of it. A correction is a new version."),
                 is_final=True),
        VersionPage("hand-on", "hand to manager", forms.ConfirmForm, seen_and(agreeing.hand_to_manager),
                 _("The manager is told that it waits."),
                 _("The manager reads it, with what people said.")),
        VersionPage("consulted", "consulted", forms.ConsultedForm, _consulted,
                 _("It is stored, and can be seen below."),
                 _("Staff, parents and children’s views are heard before it goes to the manager.")),
        VersionPage("consult", "consult", forms.ConfirmForm, seen_and(agreeing.consult),
                 _("Its words are kept as they stand. Record below what people say of them."),
                 _("Its words are kept as they stand, for staff, parents and children’s views. "
                   "To change them, it is sent back to the draft.")),
        VersionPage("describe", "describe", forms.DescribeForm,
                 seen_and(drafting.describe, "is_major", "change_summary"),
                 _("It is stored."), of_first=False),
        VersionPage("adopt", "adopt", forms.AdoptForm, _adopt,
                 _("Recorded as in force. Nobody’s approval was made up: it says who approved it then."),
                 _("Only for words that were in force before they came here. The record says that you "
                   "entered it, and nobody can change a word of it afterwards."), is_final=True, of_first=True),
        VersionPage("send-back", "send back", forms.WhyForm, seen_and(agreeing.send_back, "why"),
                 _("It is a draft again. The manager is told."),
                 _("What people said stays on record."), MORE),
        VersionPage("give-up", "give up", forms.ConfirmForm, seen_and(agreeing.give_up),
                 _("This version is given up."),
                 _("This version ends here, and its number is not used again. This cannot be undone."),
                 MORE, is_final=True),
    )
}  # fmt: skip
