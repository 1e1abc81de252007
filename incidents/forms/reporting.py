"""The question pages of a report. Only the words themselves must be given (R3)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from incidents.models import Report, ReportPerson
from incidents.routing import ABOUT_CHILD, ABOUT_ME, ABOUT_STAFF, UNDISCLOSED
from incidents.selectors.register import Register
from workflow import clock

BODY_LIMIT = 50_000
PEOPLE_ROWS = 3


class PageForm(forms.Form):
    """A question page. `register` is that of whoever reports; `title` heads the page."""

    title: Any = ""

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register = register

    def named(self) -> list[dict[str, Any]]:
        """People named on this page, as keyword arguments of `actions.reporting.Named`."""
        return []


class AboutForm(PageForm):
    """Whom it could involve: asked before anything else, because it decides who may know (COI-1)."""

    title = _("Who is it about, or could it involve?")
    heading_field = "about"
    exclusive_options = {"about": [UNDISCLOSED]}

    about = forms.MultipleChoiceField(
        label=_("Who is it about, or could it involve?"),
        help_text=_("Choose all that apply. Anybody here whom you choose will not see it."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one. You may choose “I would rather not say”.")},
    )
    child = forms.ModelChoiceField(
        Child.objects.none(),
        label=_("Which child?"),
        required=False,
        empty_label=_("I do not know, or not listed"),
    )
    staff_member = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who?"), required=False, empty_label=_("I do not know, or not listed")
    )
    name = forms.CharField(label=_("Their name, if you know it"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = self._choices
        self.fields["child"].queryset = self.register.children
        self.fields["staff_member"].queryset = self.register.staff_without_leaders
        if self.register.person.is_staff_member:
            del self.fields["name"]
        else:
            del self.fields["staff_member"]

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
            rows.append({"part": ReportPerson.Part.CHILD, "child": said["child"]})
        if said.get("staff_member") and ABOUT_STAFF in about:
            rows.append({"part": ReportPerson.Part.SUBJECT, "person": said["staff_member"]})
        if said.get("name"):
            rows.append({"part": ReportPerson.Part.SUBJECT, "name": said["name"]})
        return rows


class WhatForm(PageForm):
    title = _("What happened?")
    heading_field = "body"

    body = forms.CharField(
        label=_("What happened?"),
        max_length=BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={
            "required": _("Write what happened, in your own words."),
            "max_length": _("Write at most 50,000 characters. You can add more after sending."),
        },
    )


class NotInFuture:
    """A day that has not come is a slip of the finger."""

    def __call__(self, value: Any) -> None:
        if value > clock.today():
            raise forms.ValidationError(_("Enter today or a day before."), code="future")


def past_day(label: Any, **options: Any) -> forms.DateField:
    """A day that has come, or nothing."""
    return forms.DateField(
        label=label,
        required=False,
        validators=[NotInFuture()],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date, such as 23/7/2026.")},
        **options,
    )


def time_of_day(label: Any) -> forms.TimeField:
    """A time in Europe/London, or nothing."""
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Enter a time, such as 14:30.")},
    )


class WhenForm(PageForm):
    """When it happened and when somebody noticed: both are kept apart from when it was sent."""

    title = _("When was it?")

    happened_on = past_day(_("Day it happened"), help_text=_("Leave it empty if you do not know."))
    happened_time = time_of_day(_("Time it happened"))
    noticed_on = past_day(_("Day you noticed or were told"))
    noticed_time = time_of_day(_("Time you noticed or were told"))


class WhereForm(PageForm):
    title = _("Where was it?")
    heading_field = "place"

    place = forms.CharField(
        label=_("Where was it?"),
        help_text=_("A room, a place outside, or the app or site where you saw it."),
        max_length=200,
        required=False,
    )


class PeopleForm(PageForm):
    """People with their part: from the register, or by a name as typed."""

    title = _("Who else was there, or is concerned?")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in range(PEOPLE_ROWS):
            self.fields[f"who_{row}"] = forms.ChoiceField(
                label=_("Person %(number)s") % {"number": row + 1}, choices=self._choices, required=False
            )
            self.fields[f"name_{row}"] = forms.CharField(label=_("Or a name"), max_length=200, required=False)
            self.fields[f"part_{row}"] = forms.ChoiceField(
                label=_("Their part"), choices=[("", _("Choose")), *ReportPerson.Part.choices], required=False
            )

    def _choices(self) -> list[tuple[str, Any]]:
        children = [(f"child:{child.pk}", str(child)) for child in self.register.children]
        people = [(f"person:{person.pk}", str(person)) for person in self.register.staff]
        groups: list[tuple[Any, Any]] = [
            (_("Children"), children),
            (_("People who work or help here"), people),
        ]
        return [("", _("Choose, or enter a name below")), *[group for group in groups if group[1]]]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for row in range(PEOPLE_ROWS):
            someone = said.get(f"who_{row}") or said.get(f"name_{row}")
            if someone and not said.get(f"part_{row}") and f"part_{row}" not in self.errors:
                self.add_error(f"part_{row}", _("Choose this person's part."))
            if said.get(f"part_{row}") and not someone and f"who_{row}" not in self.errors:
                self.add_error(f"who_{row}", _("Choose somebody, or enter a name."))
        return said

    def named(self) -> list[dict[str, Any]]:
        return [row for number in range(PEOPLE_ROWS) if (row := self._row(number))]

    def _row(self, number: int) -> dict[str, Any] | None:
        said = self.cleaned_data
        part, who, name = (said.get(f"{field}_{number}") for field in ("part", "who", "name"))
        if not part:
            return None
        kind, _separator, pk = (who or "").partition(":")
        row: dict[str, Any] = {"part": part, "name": "" if who else name}
        if kind == "child":
            row["child"] = self.register.children.get(pk=pk)
        elif kind == "person":
            row["person"] = self.register.staff.get(pk=pk)
        return row


class ToldForm(PageForm):
    title = _("Have you told the Designated Safeguarding Lead in person?")
    heading_field = "told_dsl"

    told_dsl = forms.ChoiceField(
        label=title,
        help_text=_("If somebody is at risk today, tell a lead in person as well, unless it is about them."),
        choices=Report.Told.choices,
        widget=forms.RadioSelect,
        required=False,
    )


class ContactForm(PageForm):
    """A contact received on a personal account (S4.2.3)."""

    title = _("About the contact")

    platform = forms.ChoiceField(
        label=_("Where did it reach you?"),
        choices=[
            ("", _("Choose")),
            ("facebook", "Facebook"),
            ("instagram", "Instagram"),
            ("whatsapp", "WhatsApp"),
            ("snapchat", "Snapchat"),
            ("tiktok", "TikTok"),
            ("text", _("Text message or call")),
            ("email", _("Personal e-mail")),
            ("game", _("A game")),
            ("other", _("Somewhere else")),
        ],
        required=False,
    )
    received_on = past_day(_("Day you received it"))
    received_time = time_of_day(_("Time you received it"))
    sender = forms.CharField(label=_("Who sent it?"), max_length=200, required=False)
    sender_tie = forms.ChoiceField(
        label=_("Who are they?"),
        choices=[
            ("", _("Choose")),
            ("child", _("A child of the setting")),
            ("past_child", _("A child who has left")),
            ("parent", _("A parent or carer")),
            ("past_parent", _("A parent or carer of a child who has left")),
            ("relative", _("Another relative of a child")),
            ("unknown", _("I do not know")),
        ],
        required=False,
    )
    form = forms.ChoiceField(
        label=_("What was it?"),
        choices=[
            ("", _("Choose")),
            ("friend_request", _("Friend or follow request")),
            ("message", _("Direct message")),
            ("comment", _("Comment")),
            ("tag", _("Tag or mention")),
            ("call", _("Call")),
            ("other", _("Something else")),
        ],
        required=False,
    )
    replied = forms.ChoiceField(
        label=_("Did you reply?"),
        choices=[("no", _("No")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        required=False,
    )


class AdditionForm(forms.Form):
    """Words added to a report later, or an answer to a lead."""

    body = forms.CharField(
        label=_("Add to what you wrote"),
        max_length=BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write something before you send it.")},
    )


PAGES: dict[str, type[PageForm]] = {
    "about": AboutForm,
    "what": WhatForm,
    "contact": ContactForm,
    "when": WhenForm,
    "where": WhereForm,
    "people": PeopleForm,
    "told": ToldForm,
}
