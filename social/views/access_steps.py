"""The pages on which a permission goes on its way, as a table."""

import dataclasses

from django.utils.translation import gettext_lazy as _

from pages.step_pages import MORE, seen_and
from social.actions import access, asking
from social.forms import access as forms
from social.forms.accounts import ConfirmForm
from social.lifecycle.access import ACCESS
from social.views.stepping import SocialPage


@dataclasses.dataclass(frozen=True)
class AccessPage(SocialPage):
    lifecycle = ACCESS


ACCESS_STEPS = {
    page.slug: page
    for page in (
        AccessPage(
            "approve", "approve", forms.ApproveForm, seen_and(asking.approve, "expires_on", "conditions"),
            _("It is approved, and whoever asked is told."),
        ),
        AccessPage(
            "refuse", "refuse", forms.RefuseForm, seen_and(asking.refuse, "reason"),
            _("It is refused, and whoever asked is told."),
        ),
        AccessPage(
            "ask-back", "ask back", forms.AskBackForm, seen_and(asking.ask_back, "question"),
            _("Your question is sent."), group=MORE,
        ),
        AccessPage("answer", "answer", forms.AnswerForm, seen_and(asking.answer, "answer"), _("Your answer is sent.")),
        AccessPage(
            "restore", "restore", ConfirmForm, seen_and(access.restore), _("They may use it again, and are told."),
            _("It goes on until the day it was given for."),
        ),
        AccessPage(
            "suspend", "suspend", forms.SuspendForm, seen_and(access.suspend, "because"),
            _("It is suspended, and its holder is told."),
            _("Suspending is no judgement, and the register does not say why. Whoever may decide can restore it."),
            MORE,
        ),
        AccessPage(
            "revoke", "revoke", forms.RevokeForm, seen_and(access.revoke, "because"), _("It is revoked."),
            _("It ends now. They can ask again."), MORE, is_grave=True,
        ),
        AccessPage(
            "withdraw", "withdraw", ConfirmForm, seen_and(asking.withdraw), _("Your request is withdrawn."),
            group=MORE,
        ),
        AccessPage(
            "give-back", "surrender", ConfirmForm, seen_and(access.surrender), _("Thank you. It ends now."),
            _("You do not need it any more. You can ask again."), MORE,
        ),
    )
}  # fmt: skip
