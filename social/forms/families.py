"""What is typed about families' messages and the comments of our accounts, and what lists are narrowed by."""

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, ChildContact, Person
from pages.steps import VersionForm
from policies.forms.planning import NewActionForm
from social.actions.moderating import Found, Received
from social.models.accounts import OfficialAccount
from social.models.moderation import CONTENT_LIMIT, FamilyMessage
from workflow import clock

WORRIES, ORDINARY = "worries", "ordinary"


def day_field(label: Any, missing: Any, **options: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": missing, "invalid": _("Enter a real date.")},
        **options,
    )


class MessageForm(forms.Form):
    """What came, without what worries: that belongs in a report, which only those who handle it can read."""

    worries = forms.ChoiceField(
        label=_("Does anything in it worry you?"),
        choices=[
            (ORDINARY, _("No, it is an ordinary message")),
            (WORRIES, _("Yes, or I am not sure: about a child, or about somebody who works here")),
        ],
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose whether it worries you.")),
    )
    account = forms.ModelChoiceField(
        OfficialAccount.objects.none(),
        label=_("On which account?"),
        empty_label=_("Choose"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose the account.")),
    )
    received_on = day_field(_("On which day did it come?"), _("Enter the day."))
    received_time = forms.TimeField(
        label=_("At what time?"),
        help_text=_("As the platform shows it, if you know."),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Enter a time, such as 14:30.")},
    )
    form = forms.ChoiceField(
        label=_("What is it?"),
        choices=FamilyMessage.Form.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what it is.")),
    )
    sender = forms.ChoiceField(
        label=_("Who sent it?"),
        choices=FamilyMessage.Sender.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who sent it.")),
    )
    child = forms.ModelChoiceField(
        Child.objects.none(),
        label=_("Of which child’s family?"),
        empty_label=_("I do not know"),
        required=False,
    )
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who is it?"), empty_label=_("I do not know"), required=False
    )
    content = forms.CharField(
        label=_("What does it say, in a line or two?"),
        help_text=_("Only what is needed to redirect it. It may stay empty."),
        max_length=CONTENT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("Say it in 500 characters or fewer.")},
    )

    def __init__(self, *args: Any, viewer: Person, **kwargs: Any) -> None:
        super().__init__(*args, initial={"received_on": clock.today()}, **kwargs)
        here = Child.objects.filter(Q(left_on=None) | Q(left_on__gte=clock.today()))
        self.fields["account"].queryset = OfficialAccount.objects.in_use().select_related("platform")
        self.fields["child"].queryset = here
        held = ChildContact.objects.holding().filter(child__in=here)
        self.fields["person"].queryset = Person.objects.filter(pk__in=held.values("person"))
        if not viewer.is_leader:
            # The register of people is for leaders; everybody else knows the children.
            del self.fields["person"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("worries") == WORRIES and said.get("content"):
            self.add_error(
                "content",
                _(
                    "Take this out here, and write it in your report: more people read this list than a report."
                ),
            )
        return said

    @property
    def is_worrying(self) -> bool:
        return bool(self.cleaned_data["worries"] == WORRIES)

    @property
    def received(self) -> Received:
        said = self.cleaned_data
        # Without a time the day counts from its beginning: never later than now.
        at = clock.london(said["received_on"], said["received_time"] or dt.time(0))
        return Received(
            received_at=at, sender=said["sender"], form=said["form"], person=said.get("person"),
            child=said["child"], content=said["content"],
        )  # fmt: skip


class RedirectForm(VersionForm):
    """How the family was redirected. There is no field for a reply."""

    how = forms.ChoiceField(
        label=_("How did you redirect them?"),
        choices=FamilyMessage.How.choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose how.")),
    )


class MessageFilter(forms.Form):
    """Nonsense in the address narrows nothing."""

    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("All")), *FamilyMessage.State.choices], required=False
    )
    account = forms.ModelChoiceField(
        OfficialAccount.objects.all(), label=_("Account"), empty_label=_("All"), required=False
    )

    def narrowed(self, rows: QuerySet[FamilyMessage]) -> QuerySet[FamilyMessage]:
        said = self.cleaned_data if self.is_valid() else {}
        return rows.filter(**{name: value for name, value in said.items() if value})

    @property
    def is_narrowed(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.values())


def _count(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=10_000, initial=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Enter a number, 0 for none.")
        ),
    )  # fmt: skip


class CheckForm(forms.Form):
    """A look at one account's comments: nothing found is 0 three times."""

    hidden = _count(_("How many did you hide?"))
    removed = _count(_("How many did you remove?"))
    reported = _count(_("How many did you report to the platform?"))
    note = forms.CharField(
        label=_("Anything to note?"),
        help_text=_("Name nobody, and write no fact of a case."),
        max_length=200,
        required=False,
    )

    @property
    def found(self) -> Found:
        return Found(**self.cleaned_data)


class CheckActionForm(NewActionForm):
    """Something to do that came of a check; where it comes from is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, review=None, **kwargs)
        del self.fields["origin"]

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "owner", "due_on")}
