"""Forms about people. What is right is decided by the actions; a form says what was typed."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts import permissions
from accounts.models import CareStatus, Child, ChildContact, Person, Role, Tie
from documents.importing import MAX_BYTES, SUFFIXES
from workflow import clock


def _date(label: Any, missing: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing},
        **options,
    )


def _given_name() -> forms.CharField:
    missing = {"required": _("Enter their given name.")}
    return forms.CharField(label=_("Given name"), max_length=100, error_messages=missing)


class PersonForm(forms.Form):
    given_name = _given_name()
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        help_text=_("Needed to sign in. Two people may not sign in with the same address."),
    )


class ReachForm(forms.Form):
    no_social_media = forms.BooleanField(
        label=_("They do not use social media"),
        required=False,
        help_text=_("Then nothing that they must know is told there only: write to them, or tell them."),
    )


class InviteForm(forms.Form):
    """Nothing to fill in; a fault of the address is said here."""

    email = forms.CharField(required=False, widget=forms.HiddenInput)


class RoleForm(forms.Form):
    """Offers only the roles that `actor` may give to `person`."""

    role = forms.ChoiceField(
        label=_("Role"), widget=forms.RadioSelect, error_messages={"required": _("Choose a role.")}
    )
    starts_on = _date(
        _("First day in this role"),
        _("Enter the first day in this role."),
        help_text=_("It may be in the future."),
    )

    def __init__(self, *args: Any, actor: Person, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, initial={"starts_on": clock.today()}, **kwargs)
        self.fields["role"].choices = [
            (code, label) for code, label in Role.choices if permissions.can_give_role(actor, person, code)
        ]


class EndForm(forms.Form):
    """The last day of a role or a tie. Today still counts; yesterday ends it at once."""

    ends_on = _date(
        _("Last day"),
        _("Enter the last day."),
        help_text=_("It still holds on this day. Yesterday ends it at once."),
    )

    def __init__(self, *args: Any, starts_on: dt.date, **kwargs: Any) -> None:
        last = max(starts_on, clock.today() - dt.timedelta(days=1))
        super().__init__(*args, initial={"ends_on": last}, **kwargs)


class LeaveForm(forms.Form):
    left_on = _date(_("Last day at the setting"), _("Enter their last day."))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, initial={"left_on": person.left_on or clock.today()}, **kwargs)
        if person.left_on:
            self.fields["left_on"].required = False
            self.fields["left_on"].help_text = _("Leave this empty if they have not left after all.")


class TieForm(forms.Form):
    """A tie of `person` to somebody else in the register, or to a child: one of the two."""

    kind = forms.ChoiceField(
        label=_("How they are tied"),
        choices=Tie.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how they are tied.")},
    )
    child = forms.ModelChoiceField(
        Child.objects.none(), label=_("To this child"), required=False, empty_label=_("No child")
    )
    other_person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Or to this person"), required=False, empty_label=_("No other person")
    )
    source = forms.CharField(
        label=_("How it is known"),
        max_length=120,
        help_text=_("For example: registration form, or told the manager. No details about the people."),
        error_messages={"required": _("Say how it is known.")},
    )
    starts_on = _date(
        _("Since"),
        _("Enter since when, or the day you learned of it."),
        help_text=_("If you do not know, the day you learned of it."),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, initial={"starts_on": clock.today()}, **kwargs)
        here = Q(left_on=None) | Q(left_on__gte=clock.today())
        self.fields["child"].queryset = Child.objects.filter(here)
        self.fields["other_person"].queryset = Person.objects.filter(here).exclude(pk=person.pk)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        named = [name for name in ("child", "other_person") if said.get(name)]
        if len(named) != 1 and not {"child", "other_person"} & self.errors.keys():
            self.add_error("child", _("Choose either a child or another person."))
        return said

    @property
    def other(self) -> Person | Child:
        """The other end, once the form is valid."""
        return self.cleaned_data["child"] or self.cleaned_data["other_person"]


class ChildForm(forms.Form):
    given_name = _given_name()
    family_name = forms.CharField(label=_("Family name"), max_length=100, required=False)
    born_on = _date(_("Date of birth"), _("Enter the date of birth."))
    room = forms.CharField(label=_("Room"), max_length=60, required=False)
    started_on = _date(
        _("First day at the setting"),
        "",
        required=False,
        help_text=_("Before this day, no picture is shown. Leave it empty for a child who is here already."),
    )


class ChildChangeForm(ChildForm):
    left_on = _date(_("Last day at the setting"), "", required=False)


class NothingForm(forms.Form):
    """Nothing to fill in: the button is the answer."""


class RightForm(forms.Form):
    """Whether somebody may decide for a child, and what was seen that says so."""

    responsibility = forms.ChoiceField(
        label=_("Parental responsibility"),
        choices=ChildContact.Responsibility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what is known.")},
    )
    evidence = forms.CharField(
        label=_("What was seen"),
        max_length=200,
        required=False,
        help_text=_(
            "Such as a birth certificate, or the page of the placement plan. Needed for whoever decides."
        ),
    )
    has_order = forms.BooleanField(label=_("A court order says something about it"), required=False)


class ContactForm(RightForm):
    """Somebody of the register, and who they are to the child."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who"), error_messages={"required": _("Choose a person.")}
    )
    capacity = forms.ChoiceField(
        label=_("Who are they to the child?"),
        choices=[("", _("Choose one")), *ChildContact.Capacity.choices],
        error_messages={"required": _("Choose who they are.")},
    )
    field_order = ("person", "capacity", "responsibility", "evidence", "has_order")

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = Q(left_on=None) | Q(left_on__gte=clock.today())
        held = child.contacts.filter(ended_at=None).values("person")
        self.fields["person"].queryset = Person.objects.filter(here).exclude(pk__in=held)


NOT_LOOKED_AFTER = "none"


class CareForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("How?"),
        choices=[(NOT_LOOKED_AFTER, _("Not looked after")), *CareStatus.Kind.choices],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )

    def clean_kind(self) -> str:
        """The action knows no row for a child who is not looked after."""
        kind: str = self.cleaned_data["kind"]
        return "" if kind == NOT_LOOKED_AFTER else kind


class PeopleFilter(forms.Form):
    """In the address: roles only, never a name. What is not understood filters nothing."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Any role")), *Role.choices], required=False)
    left = forms.BooleanField(label=_("Show those who have left"), required=False)


class ChildrenFilter(forms.Form):
    room = forms.ChoiceField(label=_("Room"), required=False)
    left = forms.BooleanField(label=_("Show those who have left"), required=False)

    def __init__(self, *args: Any, rooms: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].choices = [("", _("Any room")), *((room, room) for room in rooms)]


class ImportForm(forms.Form):
    """A file of children and contacts."""

    marks_optional = False
    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV or Excel (.xlsx), up to 2 MB and 600 rows. Of a workbook, the first sheet is read."),
        error_messages={
            "required": _("Choose a file."),
            "empty": _("This file is empty."),
            "invalid": _("Choose a file."),
            "missing": _("Choose a file."),
        },
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def clean_file(self) -> Any:
        """Not read into memory when it is too large to be a list of people."""
        if self.cleaned_data["file"].size > MAX_BYTES:
            raise forms.ValidationError(
                _("This file is larger than 2 MB. Take out what is not a list of people and try again.")
            )
        return self.cleaned_data["file"]


class ConfirmForm(forms.Form):
    """That everything that was shown is to be written; `seen` is what was shown."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class LinesFilter(forms.Form):
    """Which rows of a preview are shown: `kinds` are code and label of those that there are."""

    show = forms.ChoiceField(label=_("Which rows"), required=False)

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["show"].choices = kinds
