"""What is typed in a review, and what its list is narrowed by."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pages.steps import VersionForm
from policies import evidence
from policies.actions.reviewing import BY_PEOPLE
from policies.forms.making import words
from policies.forms.naming import WarnsOfNames
from policies.models import Review
from policies.selectors import reviews

SHOWN = {
    "": (_("Not done yet"), reviews.unfinished),
    "overdue": (_("Overdue"), reviews.overdue),
    "due": (_("Due later"), reviews.due),
    "changing": (_("A new version is being made"), reviews.changing),
    "done": (_("Done"), reviews.done),
}


class ReviewFilter(forms.Form):
    """Nonsense in the address narrows nothing."""

    show = forms.ChoiceField(
        label=_("Show"), choices=[(code, label) for code, (label, _rows) in SHOWN.items()], required=False
    )
    reason = forms.ChoiceField(
        label=_("Why"), choices=[("", _("Any reason")), *Review.Reason.choices], required=False
    )

    def narrowed(self, rows: QuerySet[Review]) -> QuerySet[Review]:
        said = self.cleaned_data if self.is_valid() else {}
        if said.get("reason"):
            rows = rows.filter(reason=said["reason"])
        _label, narrow = SHOWN[said.get("show", "")]
        return narrow(rows)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.values())


class AnswersForm(VersionForm):
    """One field per question. What is left empty is not stored: an answer that was given stays."""

    # A review cannot end before all are answered; none is asked for by itself.
    marks_optional = False

    def __init__(self, *args: Any, of: Review, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": of.version}, **kwargs)
        for one in evidence.questions():
            self.fields[one.code] = words(one.question, rows=3, required=False)

    @property
    def said(self) -> dict[str, str]:
        return {name: body for name, body in self.cleaned_data.items() if name != "version"}


class OpenReviewForm(WarnsOfNames):
    """A review beside the yearly one."""

    watched = "note"

    reason = forms.ChoiceField(
        label=_("Why?"),
        choices=[(reason.value, reason.label) for reason in BY_PEOPLE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why.")},
    )
    note = words(
        _("What happened?"),
        help_text=_("Every leader reads this. Name nobody, and write nothing that only a case should say."),
    )
    field_order = ["reason", "note", "names_meant"]
