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
