"""What is typed about platforms, the setting's domains, and profiles made for children."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Child
from consents.models import Purpose
from policies.forms.making import day, line
from policies.models import Policy
from social.actions.platforms import SAID, as_drawn
from social.forms.fields import one_of, optional_line, web_address
from social.models import Platform
from social.selectors import platform_pages
from workflow import clock


class PlatformForm(forms.Form):
    """A platform: its age, when its terms were looked at, its risk. `drawn` is the content that the page showed."""

    drawn = forms.CharField(widget=forms.HiddenInput, required=False)
    name = line(_("Name"), _("Say what it is called."))
    min_age = forms.IntegerField(
        label=_("Youngest age that its terms allow"),
        min_value=0,
        max_value=25,
        help_text=_("In years; 0 where they name none. Nobody here makes a profile for a younger child."),
        error_messages={
            "required": _("Enter an age in years, or 0."),
            "invalid": _("Enter an age in years, or 0."),
        },
    )
    sites = optional_line(
        _("Its sites"), most=200,
        help_text=_("Such as instagram.com. Our accounts and posts there have addresses of these sites, and no other."),
    )  # fmt: skip
    terms_url = web_address(_("Where its terms stand"))
    terms_checked_on = day(_("Terms looked at on"), required=False)
    edition = optional_line(
        _("Which terms were looked at"), most=60, help_text=_("Their date or number, as it stands on them.")
    )
    risk = one_of(_("Risk"), Platform.Risk.choices, _("Choose how high the risk is."))
    risk_note = optional_line(_("Why?"))
    purpose = forms.ModelChoiceField(
        Purpose.objects.none(),
        label=_("Which yes do pictures of children need there?"),
        empty_label=_("None: no child is shown there"),
        help_text=_(
            "The use that names this platform to parents. A yes to another use is no yes to this one."
        ),
        required=False,
    )
    source = optional_line(_("Where all this is from"), most=200)

    def __init__(self, *args: Any, of: Platform | None = None, **kwargs: Any) -> None:
        kept = {name: getattr(of, name) for name in SAID} | {"drawn": as_drawn(of)} if of else {}
        super().__init__(*args, initial=kept, **kwargs)
        self.fields["purpose"].queryset = platform_pages.purposes(of)

    def clean_source(self) -> Any:
        return self.cleaned_data["source"] or _("This setting")

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in SAID}


class DomainForm(forms.Form):
    domain = line(
        _("A domain of ours"), _("Enter a domain, such as superstars.org.uk."),
        help_text=_("What stands behind the @ of the setting’s own addresses."),
    )  # fmt: skip


class GateForm(forms.Form):
    policy = forms.ModelChoiceField(
        Policy.objects.none(),
        label=_("Which policy must be signed?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a policy.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["policy"].queryset = Policy.objects.kept()


class ProfileForm(forms.Form):
    """A profile that was made for a child. The names of children are offered, never typed into an address."""

    child = forms.ModelChoiceField(
        Child.objects.none(), label=_("For which child?"), empty_label=_("Choose"),
        error_messages={"required": _("Choose a child.")},
    )  # fmt: skip
    platform = forms.ModelChoiceField(
        Platform.objects.all(), label=_("On which platform?"), empty_label=_("Choose"),
        error_messages={"required": _("Choose a platform.")},
    )  # fmt: skip
    reason = line(_("What is it for?"), _("Say what it is for."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Child.objects.exclude(left_on__lt=clock.today())
        self.fields["child"].queryset = here
