"""What is said about a policy. What is right is decided by the actions; a form says what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from policies.models import Audience, Policy, Source
from policies.models.policies import LONGEST_REVIEW_MONTHS
from policies.selectors.people import who_may_answer
from workflow import clock

WORDS_LIMIT = 2_000


def _day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter a day."), "invalid": _("Enter a date, such as 23/7/2024.")},
        **options,
    )


class PolicyForm(forms.Form):
    """A policy in the library. `reviewed_on` is asked until it was said once: later reviews are done here."""

    title = forms.CharField(
        label=_("Title"), max_length=200, error_messages={"required": _("Enter its title.")}
    )
    summary = forms.CharField(
        label=_("What it is for"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One or two sentences, for somebody who has never read it."),
    )
    owner_role = forms.ChoiceField(
        label=_("Who answers for it?"),
        choices=who_may_answer,
        initial=Role.MANAGER,
        help_text=_("A leader, or somebody who works here."),
        error_messages={"invalid_choice": _("Choose one of these.")},
    )
    review_months = forms.IntegerField(
        label=_("Months between reviews"),
        initial=LONGEST_REVIEW_MONTHS,
        min_value=1,
        max_value=LONGEST_REVIEW_MONTHS,
        help_text=_("Twelve at most: a policy is reviewed at least once a year."),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), _("Enter 1 to 12.")),
    )
    reviewed_on = _day(
        _("Last reviewed on"),
        required=False,
        help_text=_("If you know it. From then on its reviews are reminded of, and done here."),
    )
    link = forms.URLField(
        label=_("Where its text is kept"),
        required=False,
        max_length=200,
        assume_scheme="https",
        help_text=_("Only for a text that is kept elsewhere: its address, beginning with https://"),
        error_messages={"invalid": _("Enter an address that begins with https://")},
    )
    notice = forms.CharField(
        label=_("Short notice"),
        required=False,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What a visitor reads and signs in place of the whole policy."),
    )
    is_public = forms.BooleanField(
        label=_("Show it to families on the public page, once it is in force"), required=False, initial=True
    )


class PolicyChangeForm(PolicyForm):
    """`seen` tells what the page was drawn from."""

    seen = forms.CharField(
        widget=forms.HiddenInput,
        max_length=64,
        error_messages={"required": _("Open the page and try again.")},
    )

    def __init__(self, *args: Any, of: Policy, seen: str, **kwargs: Any) -> None:
        initial = {name: getattr(of, name) for name in PolicyForm.base_fields} | {"seen": seen}
        super().__init__(*args, initial=initial, **kwargs)
        if of.reviewed_on:
            del self.fields["reviewed_on"]

    def renew(self, seen: str) -> None:
        """Let what was typed be sent again, for the policy as it stands now."""
        typed: Any = self.data.copy()
        typed["seen"] = seen
        self.data = typed


class LinkForm(forms.Form):
    """Which other policy it leans on; those that it leans on already are not offered."""

    to = forms.ModelChoiceField(
        label=_("Which policy does it lean on?"),
        queryset=Policy.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a policy."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, *args: Any, of: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = of.links.filter(ended_at=None).values("to")
        self.fields["to"].queryset = Policy.objects.kept().exclude(pk=of.pk).exclude(pk__in=held)


class CiteForm(forms.Form):
    """Which law or guidance it rests on."""

    source = forms.ModelChoiceField(
        label=_("What does it rest on?"),
        queryset=Source.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a source."), "invalid_choice": _("Choose one of these.")},
    )

    def __init__(self, *args: Any, of: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = of.citations.filter(ended_at=None).values("source")
        self.fields["source"].queryset = Source.objects.exclude(pk__in=held)


class BindForm(forms.Form):
    """Which roles sign it, and what."""

    roles = forms.MultipleChoiceField(
        label=_("Who signs it?"),
        help_text=_("Choose all who sign the same."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose a role."), "invalid_choice": _("Choose one of these.")},
    )
    kind = forms.ChoiceField(
        label=_("What do they sign?"),
        choices=[
            (Audience.Kind.POLICY, _("The whole policy")),
            (Audience.Kind.NOTICE, _("A short notice")),
        ],
        initial=Audience.Kind.POLICY,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what they sign.")},
    )

    def __init__(self, *args: Any, of: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = set(of.audiences.filter(ended_at=None).values_list("role", flat=True))
        self.fields["roles"].choices = [(code, label) for code, label in Role.choices if code not in held]


class RetireForm(forms.Form):
    """The day, and a box that nobody ticks by mistake: it cannot be undone."""

    retired_on = _day(
        _("From which day is it no longer kept?"), help_text=_("Today or later. Until then it holds.")
    )
    confirmed = forms.BooleanField(
        label=_("I know that this cannot be undone"),
        error_messages={"required": _("Tick the box to go on.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"retired_on": clock.today()}, **kwargs)


class SureForm(forms.Form):
    """Nothing to fill in: the button is the answer."""
