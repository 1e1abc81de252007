"""What the wall of signatures is narrowed by, in the address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from policies.models import Policy
from policies.selectors.signatures import SHOWN, Narrowed


class WallForm(forms.Form):
    """Nonsense in the address narrows nothing."""

    policy = forms.ChoiceField(label=_("Policy"), required=False)
    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Everybody")), *Role.choices], required=False)
    standing = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("Any")), *((one.value, one.label) for one in SHOWN)],
        required=False,
    )
    # Who it is about is seldom typed: the dashboard leads to one person's line.
    person = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = [(str(pk), title) for pk, title in Policy.objects.kept().values_list("pk", "title")]
        self.fields["policy"].choices = [("", _("All")), *kept]

    @property
    def narrowed(self) -> Narrowed:
        self.is_valid()
        return Narrowed(**{name: str(self.cleaned_data.get(name) or "") for name in self.fields})

    @property
    def is_narrowed(self) -> bool:
        """Something was asked for, or asked for wrongly: the form stands open."""
        return bool(self.errors) or any(self.cleaned_data.values())
