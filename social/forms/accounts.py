"""What is typed about official accounts. Rules live in the actions; here is what must be there at all."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.selectors import holders
from pages.steps import VersionForm
from policies.forms.making import day, line, words
from social.actions.accounts import as_drawn
from social.forms.fields import mail_address, one_of, optional_line, web_address, yes_no
from social.models import AccountHolder, HolderCheck, OfficialAccount, Platform
from social.permissions.accounts import HOLDING


class ProposeForm(forms.Form):
    """The beginning of an account: where, and what for. Everything else is said on its page."""

    platform = forms.ModelChoiceField(
        Platform.objects.order_by("-is_channel", "name"),
        label=_("On which platform?"),
        empty_label=_("Choose"),
        help_text=_("Instagram and Facebook are our channels. Any other needs the owner’s agreement too."),
        error_messages={"required": _("Choose a platform.")},
    )
    name = line(
        _("What is it called there?"),
        _("Say what it is called."),
        help_text=_("For instance: Super Stars Pre-school."),
    )
    objectives = words(
        _("What is it for?"), help_text=_("What families and children get from it."), required=False
    )
    outcomes = words(
        _("What should come of it?"), help_text=_("How you would notice, in a year."), required=False
    )


class StepForm(VersionForm):
    """A form about one account, or about a row with a lifecycle that hangs on one."""

    def __init__(self, *args: Any, of: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": of.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.of = of


class ConfirmForm(StepForm):
    """Nothing to fill in: the button is the answer."""


class ChangeForm(StepForm):
    """Part of what is said of an account. `drawn` is the content that the page showed."""

    drawn = forms.CharField(widget=forms.HiddenInput, required=False)
    said: tuple[str, ...] = ()

    def __init__(self, *args: Any, of: OfficialAccount, **kwargs: Any) -> None:
        kept = {name: getattr(of, name) for name in self.said}
        super().__init__(*args, of=of, initial=kept | {"drawn": as_drawn(of)}, **kwargs)

    def renew(self, version: int, **more: str) -> None:
        super().renew(version, drawn=as_drawn(OfficialAccount.objects.get(pk=self.of.pk)), **more)


class AboutForm(ChangeForm):
    said = ("name", "handle", "url", "is_dedicated")

    name = line(_("What is it called there?"), _("Say what it is called."))
    handle = optional_line(_("Its handle"), most=80, help_text=_("For instance: @superstarspreschool."))
    url = web_address(_("Its address"))
    is_dedicated = forms.BooleanField(
        label=_("It is the setting’s alone: nobody uses it for themselves"), required=False
    )


class PurposeForm(ChangeForm):
    said = ("objectives", "outcomes")

    objectives = words(_("What is it for?"), required=False)
    outcomes = words(_("What should come of it?"), required=False)


class ProtectionForm(ChangeForm):
    said = (
        "email",
        "email_exception",
        "second_factor",
        "recovery_email",
        "recovery_phone",
        "recovery_is_ours",
    )

    email = mail_address(
        _("E-mail it is registered with"),
        help_text=_("An address of the setting’s own domain, never somebody’s own."),
    )
    email_exception = optional_line(
        _("Why it is not ours"),
        help_text=_("Only if the platform takes no address of ours. It stands on the account’s page."),
    )
    second_factor = one_of(
        _("Second factor"), OfficialAccount.SecondFactor.choices, _("Choose which."), required=False
    )
    recovery_email = mail_address(_("Recovery e-mail"))
    recovery_phone = optional_line(
        _("Recovery telephone"), most=40, help_text=_("Leave it empty if none is entered there.")
    )
    recovery_is_ours = forms.BooleanField(
        label=_("No recovery telephone or address there is somebody’s own"), required=False
    )


class SettingsForm(ChangeForm):
    said = ("comments", "direct_messages", "tagging")

    comments = one_of(_("Comments"), OfficialAccount.Comments.choices, _("Choose one."))
    direct_messages = one_of(
        _("Messages to us"), OfficialAccount.DirectMessages.choices, _("Choose one."),
        help_text=_("We do not talk with children or families in private messages."),
    )  # fmt: skip
    tagging = one_of(_("Tagging us"), OfficialAccount.Tagging.choices, _("Choose one."))


class WebsiteForm(ChangeForm):
    said = ("website_url", "no_website_because")

    website_url = web_address(_("Which page of our website links to it?"))
    no_website_because = optional_line(_("If none does: why not?"))


def who_holds_by_role() -> Any:
    """Manager and deputy, and whoever was given an exception for any account."""
    held = holders()
    ids = set().union(*(held[role] for role in HOLDING))
    excepted = Person.objects.filter(access_permissions__account__isnull=False)
    return (Person.objects.filter(pk__in=ids) | excepted).distinct().order_by("given_name", "family_name")


class HolderForm(StepForm):
    """Somebody who can sign in there."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who?"),
        empty_label=_("Choose"),
        help_text=_("Manager and deputy hold the accounts. Anybody else asks for access first."),
        error_messages={"required": _("Choose somebody.")},
    )
    level = one_of(_("With which right?"), AccountHolder.Level.choices, _("Choose a right."))
    second_factor = yes_no(_("Do they sign in with a second factor?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = who_holds_by_role()


class HolderChangeForm(forms.Form):
    level = one_of(_("With which right?"), AccountHolder.Level.choices, _("Choose a right."))
    second_factor = yes_no(_("Do they sign in with a second factor?"))


class HolderSuspendForm(forms.Form):
    because = optional_line(
        _("What are they told?"),
        help_text=_(
            "Only they and you read it. Write what they are to do, not what was said of them: never that something "
            "was reported."
        ),
    )


class EmptyForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class RemovalForm(StepForm):
    right_removed = forms.BooleanField(
        label=_("Their right is removed, and they are signed out"), required=False
    )
    password_changed = forms.BooleanField(
        label=_("Every password that they knew is changed, and the recovery contacts are ours"),
        required=False,
    )
    note = optional_line(_("Anything else?"))


class CheckHolderForm(forms.Form):
    """What is so on the platform today, and whether they keep it."""

    level = one_of(_("Which right do they have there?"), AccountHolder.Level.choices, _("Choose a right."))
    second_factor = yes_no(_("Do they sign in with a second factor?"))
    last_used_on = day(
        _("When did they last use it?"),
        required=False,
        help_text=_("Leave it empty if the platform does not say."),
    )
    keep = forms.TypedChoiceField(
        label=_("Do they still need it?"),
        choices=[("True", _("Keep")), ("False", _("Remove"))],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose keep or remove.")},
    )
    note = optional_line(HolderCheck._meta.get_field("note").verbose_name)


class FinishForm(StepForm):
    note = words(_("Anything else?"), required=False)
