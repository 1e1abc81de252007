"""What is typed about access to social media, and what its register is narrowed by."""

from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from policies.forms.making import day, line, words
from social.actions.asking import Wish
from social.forms.accounts import StepForm
from social.forms.fields import one_of, yes_no
from social.models import AccessPermission, OfficialAccount, Platform
from social.permissions.accounts import HOLDING
from social.selectors import access_pages
from social.selectors.access_pages import Narrowed
from social.selectors.covering import platforms_off, with_cover
from workflow import clock


class AskForm(forms.Form):
    """One question after another: what, what for, on which device, whose information, how long."""

    what = forms.ChoiceField(
        label=_("What would you like to use?"), error_messages={"required": _("Choose something.")}
    )
    purpose = words(
        _("What for?"), rows=3, help_text=_("What you would do with it for our children or families.")
    )
    device = one_of(
        _("On which device?"),
        [
            (AccessPermission.Device.SETTING, AccessPermission.Device.SETTING.label),
            (AccessPermission.Device.OWN, _("My own device")),
        ],
        _("Choose a device."),
    )
    information = line(
        _("Whose information is involved?"), _("Say whose information is involved."),
        help_text=_("For instance: nobody’s; names of colleagues; pictures of children."),
    )  # fmt: skip
    with_children = yes_no(_("Is it used with children, or for them?"))
    starts_on = day(_("From"))
    asked_until = day(_("Until"), help_text=_("A year at most. You can ask again."))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        today = clock.today()
        initial = {"starts_on": today, "asked_until": today + relativedelta(months=3)}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["what"].choices = [("", _("Choose")), *_choices(person)]

    @property
    def wish(self) -> Wish:
        """As `actions.asking.ask` takes it. Call it when the form is valid."""
        said = dict(self.cleaned_data)
        kind, _colon, key = said.pop("what").partition(":")
        account = (
            OfficialAccount.objects.select_related("platform").get(pk=key) if kind == "account" else None
        )
        said["data"] = said.pop("information")
        platform = account.platform if account else Platform.objects.get(pk=key)
        return Wish(platform=platform, account=account, **said)


def _choices(person: Person) -> list[Any]:
    """Platforms that are no official channel; and official accounts, as an exception, for whoever holds none.

    Nothing that is off: whatever its assessment does not cover is used by nobody.
    """
    rows = Platform.objects.filter(is_channel=False).exclude(pk__in=platforms_off())
    platforms = [(f"platform:{row.pk}", row.name) for row in rows]
    if person.holds(*HOLDING):
        return platforms
    accounts = with_cover(OfficialAccount.objects.in_use()).filter(is_covered=True).select_related("platform")
    named = [(f"account:{row.pk}", f"{row.name} ({row.platform.name})") for row in accounts]
    return [
        (_("Platforms"), platforms),
        *([(_("Our own accounts: the owner decides"), named)] if named else []),
    ]


class AskBackForm(StepForm):
    question = words(_("What would you like to know?"))


class AnswerForm(StepForm):
    answer = words(_("Your answer"))


class ApproveForm(StepForm):
    expires_on = day(_("Until"), help_text=_("A year at most."))
    conditions = words(
        _("Conditions"),
        required=False,
        help_text=_("For instance: only on the tablet of the room; no pictures."),
    )

    def __init__(self, *args: Any, of: AccessPermission, **kwargs: Any) -> None:
        super().__init__(*args, of=of, initial={"expires_on": of.asked_until}, **kwargs)


class RefuseForm(StepForm):
    reason = words(_("Why not?"), help_text=_("Whoever asked reads this."))


class SuspendForm(StepForm):
    because = words(
        _("What are they told?"),
        rows=2,
        help_text=_(
            "Only they and you read it. Write what they are to do, not what was said of them: never that something "
            "was reported."
        ),
    )


class RevokeForm(StepForm):
    because = words(_("Why?"), help_text=_("They read it, and so does whoever decided."))


class RegisterFilter(forms.Form):
    """Nonsense in the address narrows nothing; a day to come is said to be wrong."""

    on = forms.DateField(
        label=_("As it was on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date, such as 23/7/2026.")},
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            (access_pages.IN_FORCE, _("What was granted on that day")),
            (access_pages.WAITING, _("Requests that wait")),
            (access_pages.EVERY, _("Everything ever asked for")),
        ],
    )
    platform = forms.ModelChoiceField(
        Platform.objects.none(), label=_("Platform"), required=False, empty_label=_("Any")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["platform"].queryset = access_pages.platforms_in_register()

    def clean_on(self) -> Any:
        chosen = self.cleaned_data["on"]
        if chosen and chosen > clock.today():
            raise forms.ValidationError(_("Choose today or an earlier day: what will be, nobody knows."))
        return chosen

    @property
    def narrowed(self) -> Narrowed:
        said = self.cleaned_data if self.is_valid() else {}
        platform = said.get("platform")
        return Narrowed(
            said.get("on") or clock.today(), said.get("show", ""), platform.pk if platform else ""
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.values())
