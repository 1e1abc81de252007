"""What families are told, who got it on paper, and that a family which left asked for contact."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from accounts.selectors.register import rooms
from social.actions.informing import Said
from social.forms.families import day_field
from social.models.families import FamilyWord, LeaverContact, WordDelivery
from social.selectors import leavers
from workflow import clock


class WordForm(forms.Form):
    """A new version for one audience; `seen` is the number of the version that the page showed."""

    title = forms.CharField(
        label=_("Title"), max_length=120, error_messages={"required": _("Enter a title.")}
    )
    body = forms.CharField(
        label=_("What families are told"),
        help_text=_("Plain words, short sentences. Anybody can read this page: name nobody."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Say what families are told.")},
    )
    what_changed = forms.CharField(
        label=_("What has changed?"),
        help_text=_("A line or two: it stands above the rest."),
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what has changed, in a line or two.")},
    )
    begins_on = day_field(_("From which day?"), _("Enter the first day."))
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, room: str, before: FamilyWord | None, usual: dict[str, str], **kw: Any
    ) -> None:
        words = {"title": before.title, "body": before.body} if before else usual
        number = before.number if before else 0
        super().__init__(*args, initial={**words, "seen": number, "begins_on": clock.today()}, **kw)
        self.room = room
        if before is None:
            del self.fields["what_changed"]

    @property
    def said(self) -> Said:
        said = self.cleaned_data
        return Said(
            title=said["title"], body=said["body"], what_changed=said.get("what_changed", ""),
            begins_on=said["begins_on"], room=self.room,
            audience=FamilyWord.Audience.ROOM if self.room else FamilyWord.Audience.ALL,
        )  # fmt: skip


class AudienceForm(forms.Form):
    """Whom a version is for, in the address; nonsense is every family."""

    room = forms.ChoiceField(label=_("For whom?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = [("", _("Every family"))]
        self.fields["room"].choices = [*every, *((room, room) for room in rooms() if room)]

    @property
    def room_chosen(self) -> str:
        return str(self.cleaned_data.get("room", "")) if self.is_valid() else ""


class HandOverForm(forms.Form):
    """To whom paper was handed over, on which day, and how."""

    people = forms.MultipleChoiceField(
        label=_("Who has it now?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who has it now.")),
    )
    handed_on = day_field(_("On which day?"), _("Enter the day."))
    how = forms.ChoiceField(
        label=_("How?"),
        choices=WordDelivery.How.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how.")),
    )

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, initial={"handed_on": clock.today()}, **kwargs)
        self.fields["people"].choices = choices


class LeaverForm(forms.Form):
    """That a family asked. Without their request there is no contact."""

    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who asked?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who asked.")),
    )
    asked_on = day_field(_("When did they ask?"), _("Enter the day on which they asked."))
    asked_how = forms.CharField(
        label=_("How did they ask, and for what?"),
        help_text=_("For instance: rang the office, would like the newsletter."),
        max_length=200,
        error_messages={
            "required": _("Say how they asked. Without their request there is no contact."),
            "max_length": _("Say it in 200 characters or fewer."),
        },
    )
    means = forms.ChoiceField(
        label=_("By which of the setting’s own ways?"),
        choices=LeaverContact.Means.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), _("Choose one of the setting’s own ways.")
        ),
    )

    def __init__(self, *args: Any, child: Child, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = leavers.family_of(child)
