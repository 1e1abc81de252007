"""Who signs in, and whose mail is shown."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from superstars.demo.people import EVERYBODY


class _ByName(forms.ModelChoiceField):
    def label_from_instance(self, obj: User) -> str:
        return obj.person.name


class SignInForm(forms.Form):
    """One of the invented people. Whoever was added since signs in by the link in their mail."""

    user = forms.ModelChoiceField(
        User.objects.filter(email__in=[one.email for one in EVERYBODY if one.email])
    )


class RecipientForm(forms.Form):
    user = _ByName(
        User.objects.select_related("person").order_by("person__given_name"),
        label=_("Whose mail?"),
        required=False,
        empty_label=_("Everybody’s"),
    )

    def address(self) -> str:
        """The chosen person's address, or "" for everybody's mail."""
        chosen = self.cleaned_data.get("user") if self.is_valid() else None
        return chosen.email if chosen else ""
