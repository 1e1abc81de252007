"""Forms of steps: each carries the version that its page was drawn from, and keeps what was typed."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


class VersionForm(forms.Form):
    """What any page of a row with a lifecycle sends: the `version` that the page was drawn from."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages=dict.fromkeys(("required", "invalid", "min_value"), _("Open the page and try again.")),
    )

    # To be sent again, for the row as it stands now.
    is_renewed = False

    def renew(self, version: int, **more: str) -> None:
        """Let what was typed be sent again, for the row as it stands now; `more` are hidden fields to renew too."""
        typed: dict[str, Any] = self.data.copy()  # type: ignore[attr-defined]
        for name, value in {"version": str(version), **more}.items():
            typed[name] = value
        self.data, self.is_renewed = typed, True


def to_fields(form: forms.Form, error: ValidationError) -> None:
    """Each message at the field that it is about; what is about the whole row stands above."""
    by_field = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, said in by_field.items():
        form.add_error(name if name in form.fields else None, said)
