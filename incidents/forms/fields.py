"""Fields that questions share: one answer of several, a name, a day that has come, a time, a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workflow import clock

NOT_OFFERED = _("Choose one of the answers on this page.")
LINE_LIMIT = 200


def choice(label: Any, choices: Any = (), **options: Any) -> forms.ChoiceField:
    """One answer of several, or none. An answer that has gone meanwhile is asked for again."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        error_messages={"invalid_choice": NOT_OFFERED},
        **options,
    )


def line(label: Any, **options: Any) -> forms.CharField:
    """A name or a place, or nothing."""
    return forms.CharField(
        label=label,
        max_length=LINE_LIMIT,
        required=False,
        error_messages={"max_length": _("Write at most 200 characters.")},
        **options,
    )


def not_in_future(value: Any) -> None:
    """A day that has not come is a slip of the finger."""
    if value > clock.today():
        raise forms.ValidationError(_("Enter today or a day before."), code="future")


def past_day(label: Any, **options: Any) -> forms.DateField:
    """A day that has come, or nothing."""
    return forms.DateField(
        label=label,
        required=False,
        validators=[not_in_future],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date, such as 23/7/2026.")},
        **options,
    )


def time_of_day(label: Any) -> forms.TimeField:
    """A time in Europe/London, or nothing."""
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Enter a time, such as 14:30.")},
    )
