"""What is typed to sign, to ask, to decline; and to note paper, a reply or an exemption."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from policies.selectors.words import Shown
from workflow import clock

WORDS_LIMIT = 5_000
INCOMPLETE = dict.fromkeys(("required", "invalid", "max_length"), _("Open the page and try again."))


def words(label: Any, missing: Any, **options: Any) -> forms.CharField:
    """A field for people's own words."""
    return forms.CharField(
        label=label,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing},
        **options,
    )


class AnswerForm(forms.Form):
    """Says which words the page showed: they must still be those in force when it is sent."""

    version = forms.UUIDField(widget=forms.HiddenInput, error_messages=INCOMPLETE)
    text_hash = forms.CharField(max_length=64, widget=forms.HiddenInput, error_messages=INCOMPLETE)

    def __init__(self, *args: Any, shown: Shown, **kwargs: Any) -> None:
        initial = {"version": shown.version_id, "text_hash": shown.text_hash}
        # Three of them stand on one page.
        super().__init__(*args, initial=initial, auto_id=f"{type(self).__name__.lower()}_%s", **kwargs)

    @property
    def shown(self) -> Shown:
        """What the page showed that it was typed on."""
        version: uuid.UUID = self.cleaned_data["version"]
        return Shown(version, self.cleaned_data["text_hash"])

    def renew(self, shown: Shown) -> None:
        """Let what was typed be sent again, for other words."""
        typed: Any = self.data.copy()
        typed["version"], typed["text_hash"] = str(shown.version_id), shown.text_hash
        self.data = typed


class SignForm(AnswerForm):
    typed_name = forms.CharField(
        label=_("Type your name to sign"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type your name to sign.")},
    )
    name_is_mine = forms.BooleanField(
        label=_("Yes, that is me: I sign with the name that I typed"),
        required=False,
        widget=forms.HiddenInput,
    )

    def ask_whose_name(self) -> None:
        """Once: the box is drawn, and ticking it is the answer."""
        self.fields["name_is_mine"].widget = forms.CheckboxInput()


class QuestionForm(AnswerForm):
    note = words(_("Your question"), _("Write your question."))


class DeclineForm(AnswerForm):
    note = words(_("Why do you not agree?"), _("Say why."))


class NotedForm(forms.Form):
    """Something noted about somebody else's request: `seen` is how many answers the page showed."""

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput, error_messages=INCOMPLETE)

    def renew(self, seen: int) -> None:
        """Let what was typed be sent again, for the request as it stands now."""
        typed: Any = self.data.copy()
        typed["seen"] = str(seen)
        self.data = typed


class PaperForm(NotedForm):
    signed_on = forms.DateField(
        label=_("Day on the paper"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": _("Enter the day on the paper."), "invalid": _("Enter a real date.")},
    )
    how = words(
        _("How was it obtained, and where is the paper?"),
        _("Say how it was obtained, and where the paper is."),
        help_text=_("For instance: signed at the front desk, kept in the blue folder in the office."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].widget.attrs["max"] = clock.today().isoformat()


class ReplyForm(NotedForm):
    note = words(_("Your answer"), _("Write your answer."), help_text=_("They are told, and can sign then."))


class ExemptForm(NotedForm):
    why = words(
        _("Why need they not sign?"),
        _("Say why."),
        help_text=_("Write nothing about their health. It holds until the next version that all sign anew."),
    )


class EndExemptionForm(NotedForm):
    """Nothing to fill in: the button is the answer."""
