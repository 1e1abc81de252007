"""What a parent chooses and types. Nothing is preset, and there is no "all of the above"."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from consents import drawing
from consents.models import Purpose
from consents.wording import DECLARATION

YES, NO = "yes", "no"


class AnswersForm(forms.Form):
    """Yes or no for each purpose. `chosen` is what the same person chose before and has not signed."""

    def __init__(
        self, data: Any = None, *, asked: Iterable[Purpose], chosen: Mapping[str, bool] | None = None
    ) -> None:
        initial = {code: YES if is_yes else NO for code, is_yes in (chosen or {}).items()}
        super().__init__(data, initial=initial)
        for purpose in asked:
            missing = _("Choose yes or no.")
            self.fields[purpose.pk] = forms.ChoiceField(
                label=_(purpose.title),
                choices=[(YES, _("Yes")), (NO, _("No"))],
                widget=forms.RadioSelect,
                error_messages={"required": missing, "invalid_choice": missing},
            )

    @property
    def chosen(self) -> dict[str, bool]:
        """What was chosen so far, be the form complete or not."""
        said = {name: self.data.get(name) for name in self.fields}
        return {name: value == YES for name, value in said.items() if value in (YES, NO)}


class SignForm(forms.Form):
    """The name that signs. A drawing beside it is no field: nobody is asked for it, and none is missed."""

    typed_name = forms.CharField(
        label=_("Type your name to sign"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Type your name to sign.")},
    )
    declared = forms.BooleanField(
        label=DECLARATION,
        error_messages={"required": _("Say that you may decide for this child.")},
    )

    # Asked once, about another name than the signer's: whoever ticks it signs with the name that they typed.
    name_is_mine = forms.BooleanField(
        label=_("Yes, that is me: I sign with the name that I typed"),
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args: Any, signer: Person, is_shared: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signer = signer
        if is_shared:
            # The browser of a device that others use next offers no name to them.
            self.fields["typed_name"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        typed = said.get("typed_name", "").strip()
        if typed and not said.get("name_is_mine") and not self.signer.is_called(typed):
            question = _("You typed “%(typed)s”, your name here is “%(name)s”. Is that you?")
            self.add_error("typed_name", question % {"typed": typed, "name": self.signer.name})
            self.fields["name_is_mine"].widget = forms.CheckboxInput()
        return said

    @property
    def drawn(self) -> str:
        """What was drawn, as it arrived: the action looks at it. No longer than it could be refused."""
        return str(self.data.get("drawn", ""))[: drawing.MAX_LETTERS + 1]

    @property
    def drawn_again(self) -> str:
        """What can be drawn on the page once more after a mistake; nothing for what is no drawing."""
        try:
            return drawing.canonical(self.drawn)
        except ValueError:
            return ""


class WithdrawForm(forms.Form):
    """Which uses must end; only those to which they have not said no already."""

    purposes = forms.MultipleChoiceField(
        label=_("Where must pictures no longer be shown?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose what must no longer be shown."),
            "invalid_choice": _("Something has changed meanwhile. Look at what is left, and choose again."),
        },
    )

    def __init__(self, *args: Any, offered: Iterable[Purpose], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purposes"].choices = [(purpose.pk, _(purpose.title)) for purpose in offered]
