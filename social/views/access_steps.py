"""The pages on which a permission goes on its way, as a table."""

from django.utils.translation import gettext_lazy as _

from social.actions import access, asking
from social.forms import access as forms
from social.forms.accounts import ConfirmForm
from social.lifecycle.access import ACCESS
from social.views.stepping import MORE, StepPage, Steps, step

ACCESS_STEPS = Steps(
    table=ACCESS,
    shown_by="access",
    named=lambda permission: f"{permission.person.name}: {permission.platform.name}",
    back=_("Back to the request"),
    pages={
        page.slug: page
        for page in (
            StepPage(
                "approve", "approve", forms.ApproveForm, step(asking.approve, "expires_on", "conditions"),
                _("It is approved, and whoever asked is told."),
            ),
            StepPage(
                "refuse", "refuse", forms.RefuseForm, step(asking.refuse, "reason"),
                _("It is refused, and whoever asked is told."),
            ),
            StepPage(
                "ask-back", "ask back", forms.AskBackForm, step(asking.ask_back, "question"),
                _("Your question is sent."), group=MORE,
            ),
            StepPage("answer", "answer", forms.AnswerForm, step(asking.answer, "answer"), _("Your answer is sent.")),
            StepPage(
                "restore", "restore", ConfirmForm, step(access.restore), _("They may use it again, and are told."),
                _("It goes on until the day it was given for."),
            ),
            StepPage(
                "suspend", "suspend", forms.SuspendForm, step(access.suspend, "because"),
                _("It rests, and whoever holds it is told."),
                _("Resting is no judgement, and the register does not say why. A person who may decide lets it go on."),
                MORE,
            ),
            StepPage(
                "revoke", "revoke", forms.RevokeForm, step(access.revoke, "because"), _("It is revoked."),
                _("It ends now. They can ask again."), MORE, is_grave=True,
            ),
            StepPage(
                "withdraw", "withdraw", ConfirmForm, step(asking.withdraw), _("Your request is withdrawn."),
                group=MORE,
            ),
            StepPage(
                "give-back", "surrender", ConfirmForm, step(access.surrender), _("Thank you. It ends now."),
                _("You do not need it any more. You can ask again."), MORE,
            ),
        )
    },
)  # fmt: skip
