"""What is typed about a post that comes down, and what its list is narrowed by."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.pictures import MAX_BYTES
from social.actions.taking_down import Removed
from social.models import OfficialAccount
from social.models.takedowns import TakeDownWord
from workflow import clock

OPEN, LATE, GONE = "", "late", "gone"
SHOWN = [(OPEN, _("Still to come down")), (LATE, _("Overdue")), (GONE, _("Ended"))]


class WhyForm(forms.Form):
    why = forms.CharField(
        label=_("Why?"),
        help_text=_("Whoever takes it down reads this. Name nobody, and write no fact of a case."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why."), "max_length": _("Say why, in 300 letters at most.")},
    )


class StartForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class GoneForm(forms.Form):
    """When it was gone, and how one can see that."""

    gone_on = forms.DateField(
        label=_("On which day was it gone?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter the day."), "invalid": _("Enter a real date.")},
    )
    gone_time = forms.TimeField(
        label=_("At what time?"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Enter the time."), "invalid": _("Enter a time, such as 14:30.")},
    )
    how = forms.CharField(
        label=_("How can one see that it is gone?"),
        help_text=_(
            "For instance: opened its address without signing in, and the page says that it is not there."
        ),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say how one can see that it is gone.")},
    )
    proof = forms.FileField(
        label=_("A picture of the page without it"),
        help_text=_("You need not. Never send the picture that was taken down."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    not_recalled = forms.CharField(
        label=_("What cannot be called back?"),
        help_text=_(
            "Leave it empty if nothing is left. Parents who said No read this: say where it may still be seen, "
            "and name nobody."
        ),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"gone_on": clock.today()}, **kwargs)

    def clean_proof(self) -> Any:
        sent = self.cleaned_data["proof"]
        if sent and sent.size > MAX_BYTES:
            raise forms.ValidationError(_("This file is too large."))
        return sent

    @property
    def removed(self) -> Removed:
        said = self.cleaned_data
        sent = said["proof"]
        moment: dt.time = said["gone_time"]
        return Removed(
            gone_at=clock.london(said["gone_on"], moment),
            how=said["how"],
            not_recalled=said["not_recalled"],
            proof=(sent.name, sent.read()) if sent else None,
        )


class ToldForm(forms.Form):
    how = forms.ChoiceField(
        label=_("How were they told?"),
        choices=TakeDownWord.How.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how.")),
    )


class TakeDownFilter(forms.Form):
    """Nonsense in the address narrows nothing."""

    show = forms.ChoiceField(label=_("Show"), choices=SHOWN, required=False)
    account = forms.ModelChoiceField(
        OfficialAccount.objects.all(), label=_("Account"), empty_label=_("All"), required=False
    )

    @property
    def said(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    @property
    def is_narrowed(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.values())
