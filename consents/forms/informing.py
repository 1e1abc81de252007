from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

SHORT = 200


def _short(label: Any, hint: Any, missing: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=SHORT,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": missing, "max_length": _("Say it in 200 characters or fewer.")},
    )


class NoticeForm(forms.Form):
    """What parents are told about one use of pictures, from a day on."""

    what = forms.CharField(
        label=_("What does it look like?"),
        help_text=_(
            "In plain words. Say too what never happens: names, places, posts while we are still there."
        ),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say what it looks like.")},
    )
    audience = _short(
        _("Who can see it?"), _("And whether they can copy it or pass it on."), _("Say who can see it.")
    )
    how_long = _short(
        _("How long is it kept?"), _("And what cannot be called back."), _("Say how long it is kept.")
    )
    who_else = _short(
        _("Who else decides about it?"),
        _("Such as Meta for Instagram and Facebook. Leave it empty if nobody does."),
        "",
        required=False,
    )
    begins_on = forms.DateField(
        label=_("From which day?"),
        help_text=_("Today, or a later day. From that day on, a yes to the words before counts no more."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter the first day."), "invalid": _("Enter a real date.")},
    )


class ContactForm(forms.Form):
    """What stands at the foot of every page of parents."""

    who = forms.CharField(
        label=_("Whom do parents ask about pictures?"),
        help_text=_("Such as “The office” or “Hannah, the manager”."),
        max_length=100,
        error_messages={"required": _("Say whom parents ask.")},
    )
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("Enter an e-mail address, such as name@example.org.")},
    )
    privacy_url = forms.URLField(
        label=_("Address of your privacy notice"),
        help_text=_(
            "The page on your own website. Parents read there what you keep, why, and what their rights are."
        ),
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address, such as https://example.org/privacy.")},
    )
