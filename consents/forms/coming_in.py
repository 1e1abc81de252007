"""The code that a guest types, the address to which a new link is sent, and what a parent knows of the child."""

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


class BirthForm(forms.Form):
    """What a parent without an address adds on the setting's tablet."""

    given_name = forms.CharField(
        label=_("Your child’s first name"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type your child’s first name.")},
    )
    born_on = forms.DateField(
        label=_("Your child’s date of birth"),
        widget=forms.DateInput(attrs={"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages=dict.fromkeys(("required", "invalid"), _("Enter your child’s date of birth.")),
    )
