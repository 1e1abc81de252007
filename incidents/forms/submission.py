"""A whole draft, bound page by page: what is still wrong, and what would be sent."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

from django import forms

from accounts.models import Person
from incidents.actions.reporting import Details, Named
from incidents.forms.questions import PageForm
from incidents.forms.reporting import PAGES
from incidents.models import Draft
from incidents.report_types import REPORT_TYPES, ReportType
from incidents.selectors import accounts, clauses
from incidents.selectors.facts import of_answers
from incidents.selectors.register import Register
from pages.questions import as_data
from pages.templatetags.dates import nice_date, nice_time
from policies.models import ClauseText
from social.models import OfficialAccount

DETAIL_FIELDS = ("happened_on", "happened_time", "noticed_on", "noticed_time", "place", "told_dsl")


class Submission:
    """The answers of a draft, checked. Pages that nobody opened count as left empty."""

    def __init__(self, draft: Draft, person: Person) -> None:
        self.draft = draft
        self.register = Register(person)
        self.type: ReportType = REPORT_TYPES[draft.report_type]
        self.forms: dict[str, PageForm] = {
            page: PAGES[page](as_data(draft.typed(page)), register=self.register, kind=self.type)
            for page in self.type.pages
        }

    def first_wrong_page(self) -> str | None:
        """The first page that must be put right before sending."""
        return next((page for page, form in self.forms.items() if not form.is_valid()), None)

    @property
    def about(self) -> list[str]:
        """Answers to the first question, and what the author said when a leader's name was found."""
        also = self.draft.typed("named").get("about", [])
        return sorted({*self.forms["about"].cleaned_data["about"], *also})

    @property
    def body(self) -> str:
        return self.forms["what"].cleaned_data["body"]

    @property
    def people(self) -> list[Named]:
        """Everybody named, once: two pages may ask for the same person."""
        named = [Named(**row) for form in self.forms.values() for row in form.named()]
        return list(dict.fromkeys(named))

    @property
    def details(self) -> Details:
        said = {name: value for form in self.forms.values() for name, value in form.cleaned_data.items()}
        fields = {name: said[name] for name in DETAIL_FIELDS if said.get(name)}
        return Details(**fields, answers=self._answers(), people=tuple(self.people))

    def _answers(self) -> dict[str, Any]:
        """What only this type asks, as plain values."""
        return {name: value for form in self.forms.values() for name, value in form.answers().items()}

    def leaders_to_ask_about(self) -> list[tuple[str, Person]]:
        """Leaders named in the words, whom the first answer did not mean and nobody asked about yet."""
        if self.first_wrong_page():
            return []
        author = self.register.person
        meant = of_answers(self.about, self.people, author=author, held=self.register.held).implicated
        asked = {uuid.UUID(pk) for pk in self.draft.typed("named").get("asked", [])}
        return self.register.leaders_named_in(self._own_words(), but=meant | asked | {author.pk})

    def _own_words(self) -> str:
        """Everything that was written rather than chosen."""
        return " ".join(
            form.cleaned_data[name]
            for form in self.forms.values()
            for name, field in form.fields.items()
            if isinstance(field, forms.CharField)
        )

    def summary(self) -> Iterator[tuple[str, Any, list[tuple[Any, str]]]]:
        """For the check page: page code, its title, and (label, value as read) of what was filled in.

        The label is empty where the title asks the same.
        """
        for page, form in self.forms.items():
            yield page, form.title, [line for group in form.groups for line in _lines(form, *group)]


def _lines(form: PageForm, legend: Any, names: list[str]) -> Iterator[tuple[Any, str]]:
    shown = {name: words for name in names if name in form.fields and (words := _shown(form, name))}
    if legend and shown:
        yield legend, ", ".join(shown.values())
        return
    for name, words in shown.items():
        label = form.fields[name].label
        yield ("" if label == form.title else label), words


def _shown(form: PageForm, name: str) -> str:
    """One answer as people read it: the label of a choice, a date in words, or what was typed."""
    value = form.cleaned_data.get(name) if form.is_valid() else None
    if not value:
        return ""
    if isinstance(value, ClauseText):
        return clauses.as_shown(clauses.answer(value))
    if isinstance(value, OfficialAccount):
        return accounts.label(value)
    if isinstance(value, dt.date):
        return nice_date(value)
    if isinstance(value, dt.time):
        return nice_time(value)
    labels = dict(_flat(getattr(form.fields[name], "choices", ())))
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(str(labels.get(one, one)) for one in chosen)


def _flat(choices: Any) -> Iterator[tuple[str, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield str(value), label
