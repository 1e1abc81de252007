"""The question pages of a report. Only the words themselves must be given (R3)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.breach import BreachForm, ClauseForm
from incidents.forms.contact import ContactForm
from incidents.forms.fields import NOT_OFFERED, choice, line, past_day, time_of_day
from incidents.forms.questions import PageForm, listed, picked
from incidents.models import Report, ReportPerson
from incidents.routing import ABOUT_CHILD, ABOUT_ME, ABOUT_STAFF, UNDISCLOSED

BODY_LIMIT = 50_000
PEOPLE_ROWS = 3


class AboutForm(PageForm):
    """Whom it could involve: asked before anything else, because it decides who may know (COI-1)."""

    title = _("Who is it about, or could it involve?")
    heading_field = "about"
    exclusive_options = {"about": [UNDISCLOSED]}
    revealed_fields = {"about": {ABOUT_CHILD: "child", ABOUT_STAFF: "staff_member"}}

    about = forms.MultipleChoiceField(
        label=title,
        help_text=_("Choose all that apply. A leader whom you choose will not see your report."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one. You may choose “I would rather not say”."),
            "invalid_choice": NOT_OFFERED,
        },
    )
    child = choice(_("Which child?"))
    staff_member = choice(_("Who is it?"))
    name = line(_("Their name, if you know it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unknown = ("", _("I do not know, or not listed"))
        self.fields["about"].choices = self._choices
        # Functions: the register is read when a page is drawn or an answer checked, not to send other pages.
        self.fields["child"].choices = lambda: [unknown, *listed(self.register.children)]
        self.fields["staff_member"].choices = lambda: [
            unknown,
            *listed(self.register.staff_without_leaders),
        ]
        # Only staff pick from the register of people; others may write a name.
        is_staff = self.register.person.is_staff_member
        del self.fields["name" if is_staff else "staff_member"]
        if not is_staff and not self.register.children:
            del self.fields["child"]

    def _choices(self) -> list[tuple[str, Any]]:
        leaders = [
            (code, f"{', '.join(str(p) for p in people)} ({' / '.join(labels)})")
            for code, people, labels in self.register.leaders_by_side(but=self.register.person.pk)
        ]
        return [
            (ABOUT_CHILD, _("A child, a parent, or somebody outside")),
            (ABOUT_STAFF, _("Somebody who works or helps here")),
            *leaders,
            (ABOUT_ME, _("Me")),
            (UNDISCLOSED, _("I would rather not say")),
        ]

    def named(self) -> list[dict[str, Any]]:
        said, about = self.cleaned_data, self.cleaned_data.get("about", [])
        rows: list[dict[str, Any]] = []
        if said.get("child") and ABOUT_CHILD in about:
            child = picked(self.register.children, said["child"])
            rows.append({"part": ReportPerson.Part.CHILD, "child": child})
        if said.get("staff_member") and ABOUT_STAFF in about:
            person = picked(self.register.staff_without_leaders, said["staff_member"])
            rows.append({"part": ReportPerson.Part.SUBJECT, "person": person})
        if said.get("name"):
            rows.append({"part": ReportPerson.Part.SUBJECT, "name": said["name"]})
        return rows


class WhatForm(PageForm):
    """The words themselves: the one thing that must be given."""

    title = _("What happened?")
    heading_field = "body"

    body = forms.CharField(
        label=title,
        max_length=BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write what happened, in your own words."),
            "max_length": _("Write at most 50,000 characters. You can add more after sending."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].help_text = self.kind.what_hint


class WhenForm(PageForm):
    """When it happened and when somebody noticed: both are kept apart from when it was sent."""

    title = _("When was it?")

    happened_on = past_day(_("Day it happened"))
    happened_time = time_of_day(_("Time it happened"))
    noticed_on = past_day(_("Day you noticed or were told"))
    noticed_time = time_of_day(_("Time you noticed or were told"))

    @property
    def groups(self) -> list[tuple[Any, list[str]]]:
        return [("", ["happened_on", "happened_time"]), ("", ["noticed_on", "noticed_time"])]


class WhereForm(PageForm):
    """A place, or an app or site."""

    title = _("Where was it?")
    heading_field = "place"

    place = line(title, help_text=_("A room, a place outside, or the app or site where you saw it."))


class PeopleForm(PageForm):
    """People with their part: from the register, or by a name as typed."""

    title = _("Who else was there, or is concerned?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may_pick = self.register.person.is_staff_member or bool(self.register.children)
        for row in range(PEOPLE_ROWS):
            if may_pick:
                self.fields[f"who_{row}"] = choice(_("Choose a person"), self._offered)
            self.fields[f"name_{row}"] = line(_("Or write a name") if may_pick else _("Name"))
            self.fields[f"part_{row}"] = choice(
                _("Their part"), [("", _("Choose")), *ReportPerson.Part.choices]
            )

    @property
    def groups(self) -> list[tuple[Any, list[str]]]:
        return [
            (_("Person %(number)s") % {"number": row + 1}, [n for n in self.fields if n.endswith(f"_{row}")])
            for row in range(PEOPLE_ROWS)
        ]

    def _offered(self) -> list[tuple[Any, Any]]:
        """Whom the author may pick, in groups."""
        groups = [
            (_("Children"), listed(self.register.children, "child:")),
            (_("People who work or help here"), listed(self.register.staff, "person:")),
        ]
        return [("", _("Not listed")), *[group for group in groups if group[1]]]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for row in range(PEOPLE_ROWS):
            someone = said.get(f"who_{row}") or said.get(f"name_{row}")
            number = {"number": row + 1}
            if someone and not said.get(f"part_{row}") and f"part_{row}" not in self.errors:
                self.add_error(f"part_{row}", _("Choose the part of person %(number)s.") % number)
            unnamed = not someone and not {f"who_{row}", f"name_{row}"} & self.errors.keys()
            if said.get(f"part_{row}") and unnamed:
                self.add_error(f"name_{row}", _("Say who person %(number)s is.") % number)
        return said

    def named(self) -> list[dict[str, Any]]:
        return [row for number in range(PEOPLE_ROWS) if (row := self._row(number))]

    def _row(self, number: int) -> dict[str, Any] | None:
        said = self.cleaned_data
        part, who, name = (said.get(f"{field}_{number}", "") for field in ("part", "who", "name"))
        if not part:
            return None
        kind, _separator, pk = who.partition(":")
        row: dict[str, Any] = {"part": part, "name": "" if who else name}
        if kind == "child":
            row["child"] = picked(self.register.children, pk)
        elif kind == "person":
            row["person"] = picked(self.register.staff, pk)
        return row


class ToldForm(PageForm):
    """Whether a lead knows already, from the author in person."""

    title = _("Have you told the Designated Safeguarding Lead in person?")
    heading_field = "told_dsl"

    told_dsl = choice(
        title,
        Report.Told.choices,
        help_text=_("If somebody is at risk today, tell a lead in person as well, unless it is about them."),
        widget=forms.RadioSelect,
    )


PAGES: dict[str, type[PageForm]] = {
    "about": AboutForm,
    "what": WhatForm,
    "contact": ContactForm,
    "breach": BreachForm,
    "when": WhenForm,
    "where": WhereForm,
    "people": PeopleForm,
    "clause": ClauseForm,
    "told": ToldForm,
}
