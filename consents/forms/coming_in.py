"""The code that a guest types, and the address to which a new link is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits. They are in the e-mail that we have just sent."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages=dict.fromkeys(("required", "max_length"), _("Type the six digits of the code.")),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("The one that we know you by."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address, such as name@example.org."),
        },
    )
