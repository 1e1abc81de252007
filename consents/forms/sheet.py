"""What the room sheet is narrowed by. Names of children are sent, never written into the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.selectors import register
from consents.models import Purpose
from consents.selectors.sheet import Narrowed
from workflow import clock

# The sheet of every purpose, which a phone shows only when it is asked for.
EVERY = "all"


class SheetForm(forms.Form):
    """Nonsense in the address narrows nothing; a day to come is said to be wrong."""

    purpose = forms.ChoiceField(label=_("Pictures for"), required=False)
    room = forms.ChoiceField(label=_("Room"), required=False)
    on = forms.DateField(
        label=_("As it was on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date, such as 23/7/2026.")},
    )
    left = forms.BooleanField(label=_("Only children who have left and are still shown"), required=False)

    def __init__(self, *args: Any, purposes: list[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = [
            ("", _("Choose")),
            (EVERY, _("Everything")),
            *((one.pk, one.title) for one in purposes),
        ]
        self.fields["room"].choices = [("", _("All rooms")), *((name, name) for name in register.rooms())]

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("Choose today or an earlier day: what will be, nobody knows."))
        return day

    def narrowed(self, name: str = "") -> Narrowed:
        self.is_valid()
        said = self.cleaned_data
        return Narrowed(said.get("room") or "", name, said.get("on"), bool(said.get("left")))

    @property
    def chosen(self) -> str:
        """The chosen purpose; EVERY for all of them; empty when none is chosen yet."""
        self.is_valid()
        return self.cleaned_data.get("purpose") or ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.get(name) for name in ("room", "on", "left"))
