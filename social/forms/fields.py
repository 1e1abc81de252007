"""Fields that forms about accounts and access share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

YES_NO = [("True", _("Yes")), ("False", _("No"))]


def yes_no(label: Any, **options: Any) -> forms.TypedChoiceField:
    """A question that is answered, never left out."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
        **options,
    )


def one_of(label: Any, choices: Any, asked: Any, **options: Any) -> forms.ChoiceField:
    """One of a few, all of them seen; `asked` says so when none is chosen."""
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.RadioSelect, error_messages={"required": asked}, **options
    )


def optional_line(label: Any, *, most: int = 300, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, **options)


def web_address(label: Any, **options: Any) -> forms.URLField:
    return forms.URLField(
        label=label,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": _("Enter an address that begins with https://")},
        **options,
    )


def mail_address(label: Any, **options: Any) -> forms.EmailField:
    return forms.EmailField(
        label=label,
        required=False,
        error_messages={"invalid": _("Enter an e-mail address, such as name@example.org.uk.")},
        **options,
    )
