"""What the board is narrowed by, in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from social.models import OfficialAccount
from social.selectors.board import GROUPS


class BoardFilter(forms.Form):
    """Nonsense in the address narrows nothing."""

    account = forms.ModelChoiceField(
        OfficialAccount.objects.select_related("platform"),
        label=_("Account"),
        empty_label=_("All accounts"),
        required=False,
    )
    group = forms.ChoiceField(
        label=_("Show"),
        choices=[("", _("Everything")), *((code, group.label) for code, group in GROUPS.items())],
        required=False,
    )

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    @property
    def is_narrowed(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.values())
