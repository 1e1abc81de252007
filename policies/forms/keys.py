"""Which clause each new or reworded one goes on as: one choice for each that is not certain."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pages.steps import VersionForm
from policies.selectors.keys_page import Keys

NEW = "new"
NOT_OFFERED = _("Choose one of the clauses on this page.")


class KeysForm(VersionForm):
    def __init__(self, *args: Any, page: Keys, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        for question in page.questions:
            self.fields[question.name] = forms.ChoiceField(
                label=_("%(number)s goes on as") % {"number": question.number},
                choices=[(NEW, _("A new clause")), *question.offered],
                initial=question.proposed or NEW,
                error_messages=dict.fromkeys(("required", "invalid_choice"), NOT_OFFERED),
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        taken: dict[str, str] = {}
        for question in self.page.questions:
            key = said.get(question.name)
            if key in taken:
                self.add_error(
                    question.name,
                    _("%(number)s goes on as this one already.") % {"number": taken[key]},
                )
            elif key and key != NEW:
                taken[key] = question.number
        return said

    @property
    def keys(self) -> list[str | None]:
        """For each block of the draft, in order."""
        found = list(self.page.proposed)
        for question in self.page.questions:
            chosen = self.cleaned_data[question.name]
            if chosen != NEW:
                found[question.place] = chosen
            elif question.proposed:
                found[question.place] = None
        return found

    @property
    def rows(self) -> list[Any]:
        """Each question with its field, for drawing."""
        return [(question, self[question.name]) for question in self.page.questions]
