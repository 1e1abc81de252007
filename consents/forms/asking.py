from django import forms
from django.utils.translation import gettext_lazy as _

from consents.models import Request


class RequestFilter(forms.Form):
    """In the address: a state only. What is not understood filters nothing."""

    state = forms.ChoiceField(
        label=_("Show"), choices=[("", _("All that are open")), *Request.State.choices], required=False
    )
