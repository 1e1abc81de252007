"""What a member of staff says before they hand the tablet over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from consents.forms.entry import PersonField
from consents.models import Handover
from consents.selectors.one_child import contacts_of


class HandOverForm(forms.Form):
    """Nobody is preset, also where there is one parent only."""

    person = PersonField(label=_("Whom do you hand the tablet to?"))
    known_by = forms.ChoiceField(
        label=_("How do you know who it is?"),
        choices=Handover.Known.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Say how you know who it is.")),
    )

    def __init__(self, *args: Any, child: Child, actor: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(contacts_of(child).exclude(person=actor))
