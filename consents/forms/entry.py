"""What staff enter for a parent: a No that was said, a whole form, the second look at it, and the block."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, ChildContact, Person
from consents.forms.answering import NO, YES
from consents.forms.scanning import scan_field
from consents.models import Means, Notice, Purpose
from consents.selectors.one_child import contacts_of
from workflow import clock

EVERYTHING = "everything"
# How a No, or a form, reaches somebody who works here.
HEARD = (Means.SPOKEN, Means.TELEPHONE, Means.LETTER, Means.PAPER)
FORMS = (Means.PAPER, Means.LETTER, Means.TELEPHONE, Means.SPOKEN)
WORDS_LIMIT = 5_000


class PersonField(forms.ModelChoiceField):
    """Somebody who belongs to the child, by name and by who they are to it."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            Person.objects.none(),
            widget=forms.RadioSelect,
            empty_label=None,
            error_messages={"required": _("Choose who it was."), "invalid_choice": _("Choose who it was.")},
            **options,
        )
        self.capacities: dict[Any, Any] = {}

    def offer(self, contacts: Iterable[ChildContact]) -> None:
        self.capacities = {row.person_id: row.get_capacity_display() for row in contacts}
        self.queryset = Person.objects.filter(pk__in=self.capacities).order_by(
            "given_name", "family_name", "pk"
        )

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.name} ({self.capacities[obj.pk]})"


def _words(label: Any, asked: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=WORDS_LIMIT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": asked},
        **options,
    )


def _means(choices: Iterable[Means]) -> forms.ChoiceField:
    asked = _("Choose how it reached you.")
    return forms.ChoiceField(
        label=_("How did it reach you?"),
        choices=[(one.value, one.label) for one in choices],
        widget=forms.RadioSelect,
        error_messages={"required": asked, "invalid_choice": asked},
    )


class NoForm(forms.Form):
    """A No of somebody. It counts from the moment it is stored."""

    person = PersonField(label=_("Who said it?"))
    purposes = forms.MultipleChoiceField(
        label=_("Where must the child no longer be shown?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose what must no longer be shown.")
        ),
    )
    means = _means(HEARD)
    note = _words(
        _("What was said or written?"),
        _("Write down what was said, by whom and when."),
        help_text=_("In their words, if you can. A line is enough."),
    )
    exclusive_options = {"purposes": [EVERYTHING]}

    def __init__(self, *args: Any, child: Child, purposes: list[Purpose], seen: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(contacts_of(child))
        # A No is taken without it too.
        self.fields["seen"] = _seen(seen, required=False)
        self.asked = [purpose.pk for purpose in purposes]
        self.fields["purposes"].choices = [
            (EVERYTHING, _("Anywhere: no pictures at all")),
            *((one.pk, _(one.title)) for one in purposes),
        ]

    @property
    def chosen(self) -> list[str]:
        said = self.cleaned_data["purposes"]
        return self.asked if EVERYTHING in said else said


class EntryForm(forms.Form):
    """A form that came back, or a call: every use yes or no, nothing preset."""

    person = PersonField(label=_("Who signed it, or said it?"))
    means = _means(FORMS)
    signed_on = forms.DateField(
        label=_("On which day was it signed, or said?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Enter the day on the form, or of the call."),
            "invalid": _("Enter a date, such as 23/7/2026."),
        },
    )

    def __init__(
        self, *args: Any, child: Child, purposes: Iterable[Purpose], current: dict[str, Notice], seen: int,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(contacts_of(child))
        self.asked = [purpose for purpose in purposes if purpose.pk in current]
        for purpose in self.asked:
            self.fields[f"use_{purpose.pk}"] = _yes_or_no(purpose)
            self.fields[f"notice_{purpose.pk}"] = _hidden(current[purpose.pk].pk)
        self.fields["typed_name"] = forms.CharField(
            label=_("The name, as it is signed"),
            max_length=200,
            help_text=_("Of a call: the name that was given."),
            error_messages={"required": _("Enter the name as it is signed.")},
        )
        self.fields["declared"] = forms.BooleanField(
            label=_(
                "They declare that they may decide for the child: it is ticked on the form, or they said so."
            ),
            error_messages={"required": _("Without this declaration the form does not count.")},
        )
        self.fields["note"] = _words(
            _("Where is the form, or who else heard it?"), _("Say where the form is, or how it was obtained.")
        )
        self.fields["scan"] = scan_field(
            label=_("A scan or photograph of it, if it is on paper"), required=False
        )
        self.fields["seen"] = _seen(seen)

    def clean_signed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["signed_on"]
        if day > clock.today():
            raise forms.ValidationError(_("Enter today or an earlier day."))
        return day

    @property
    def answers(self) -> dict[str, bool]:
        return {one.pk: self.cleaned_data[f"use_{one.pk}"] == YES for one in self.asked}

    @property
    def notices(self) -> dict[str, Any]:
        return {one.pk: self.cleaned_data[f"notice_{one.pk}"] for one in self.asked}


def _yes_or_no(purpose: Purpose) -> forms.ChoiceField:
    asked = _("Choose yes or no.")
    return forms.ChoiceField(
        label=_(purpose.title),
        # As on the paper: whoever copies crosses goes by their places.
        choices=[(YES, _("Yes")), (NO, _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": asked, "invalid_choice": asked},
    )


def _seen(initial: int, *, required: bool = True) -> forms.IntegerField:
    """The child's last answer when the page was drawn."""
    return forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=initial, required=required)


def _hidden(initial: Any) -> forms.UUIDField:
    asked = _("Open the page and try again.")
    return forms.UUIDField(
        widget=forms.HiddenInput, initial=initial, error_messages={"required": asked, "invalid": asked}
    )


class CheckForm(forms.Form):
    """What the second person found."""

    AGREES, DIFFERS = "agrees", "differs"

    found = forms.ChoiceField(
        label=_("Compare each line with the form. Do they agree?"),
        choices=[(AGREES, _("Yes, all of it agrees")), (DIFFERS, _("No, something differs"))],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose whether they agree.")),
    )
    note = forms.CharField(
        label=_("If something differs: what?"),
        max_length=WORDS_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class BlockForm(forms.Form):
    """`held` is the block that the page showed; empty where there was none."""

    why = _words(_("Why?"), _("Say why."))
    held = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, held: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"held": held.pk if held else None}, **kwargs)
        self.fields["why"].label = (
            _("Why may the child be shown again, where the parents said Yes?")
            if held
            else _("Why must nobody show the child?")
        )
        self.fields["why"].help_text = _(
            "Only the safeguarding lead and deputies can read this, now and later."
        )
