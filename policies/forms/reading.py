"""How the library is narrowed, and the day as at which a policy is read: both in the address."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from policies import permissions
from workflow import clock

SHOWN = [
    ("", lazy("All policies")),
    ("to-sign", lazy("Mine to read and sign")),
    ("overdue", lazy("Review overdue")),
    ("due", lazy("Review due within 90 days")),
    ("in-force", lazy("In force")),
]
SHOWN_TO_LEADERS = [
    ("missing", lazy("Missing: no text and no link")),
    ("being-made", lazy("Being made")),
]
ORDERS = [
    ("", lazy("Title")),
    ("review", lazy("Next review, the soonest first")),
    ("state", lazy("State")),
]


class LibraryFilter(forms.Form):
    """Nonsense in the address narrows nothing."""

    show = forms.ChoiceField(label=lazy("Show"), required=False)
    sort = forms.ChoiceField(label=lazy("Sort by"), choices=ORDERS, required=False)

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        more = SHOWN_TO_LEADERS if permissions.can_see_drafts(reader) else []
        self.fields["show"].choices = SHOWN + more
        self.full_clean()

    @property
    def shown(self) -> str:
        return self.cleaned_data.get("show", "")

    @property
    def order(self) -> str:
        return self.cleaned_data.get("sort", "")


class AsAtForm(forms.Form):
    """The day `on` as at which words are read. Without one, or with one that makes no sense, it is today."""

    on = forms.DateField(
        label=lazy("Another day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": lazy("Enter a date, such as 23/7/2024.")},
    )

    def clean_on(self) -> dt.date | None:
        day: dt.date | None = self.cleaned_data["on"]
        if day and day > clock.today():
            raise ValidationError(_("Enter today or a day before: nobody knows what will be in force later."))
        return day

    @property
    def day(self) -> dt.date:
        """The day to be shown."""
        return (self.cleaned_data.get("on") if self.is_valid() else None) or clock.today()

    @property
    def is_past(self) -> bool:
        return self.day < clock.today()
