"""What a lead types on a case's pages. Rules live in the actions; here is what must be there at all."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from incidents.forms.applied import AccountsForm, ClausesForm, PoliciesForm
from incidents.forms.fields import past_day, time_of_day
from incidents.forms.reporting import BODY_LIMIT
from incidents.models import Access, Case, Category, ExternalContact, Outcome, Report
from incidents.models.reference import FourC
from incidents.selectors import assignees
from pages.steps import VersionForm
from pages.templatetags.dates import nice_date
from workflow import clock

# Below the questions about the child or adult: policies, accounts, and last the reasons.
AT_THE_END = (
    "clauses", "clauses_shown", "another_clause",
    "accounts", "accounts_shown", "our_account", "another_account",
    "rationale",
)  # fmt: skip


def words(label: Any, *, required: bool = True, rows: int = 4, **options: Any) -> forms.CharField:
    """A field for people's own words."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": _("Write something here.")},
        **options,
    )


class StepForm(VersionForm):
    """A form about one case."""

    def __init__(self, *args: Any, case: Case, person: Person, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("version", case.version)
        super().__init__(*args, **kwargs)
        self.case, self.viewer = case, person


class ConfirmForm(StepForm):
    """Nothing to fill in: the button is the answer."""


class ReasonForm(StepForm):
    rationale = words(_("Why?"))


class OptionalReasonForm(StepForm):
    rationale = words(_("Anything to add?"), required=False)


class TriageForm(StepForm, ClausesForm, AccountsForm):
    """Category, urgency, and either a child's level of need or the four questions about an adult (§2.3)."""

    category = forms.ModelChoiceField(
        Category.objects.all(),
        label=_("What is it about?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose what it is about.")},
    )
    four_c = forms.ChoiceField(
        label=_("Area of online risk"),
        help_text=_("Change it only if this case differs from its category."),
        choices=[("", _("As the category says")), *FourC.choices],
        required=False,
    )
    urgency = forms.ChoiceField(
        label=_("How urgent is it?"),
        choices=Case.Urgency.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how urgent it is.")},
    )
    support_level = forms.TypedChoiceField(
        label=_("A child's level of need (Kent Support Levels)"),
        help_text=_("Choose one, or answer the four questions about an adult, or both."),
        choices=[("", _("Not about a child's need")), *Case.SUPPORT_LEVELS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    harmed = forms.ChoiceField(label=_("Has an adult harmed a child, or may they have?"), required=False)
    offence = forms.ChoiceField(
        label=_("Possibly a criminal offence against or about a child?"), required=False
    )
    risk = forms.ChoiceField(label=_("Behaviour that shows they may pose a risk of harm?"), required=False)
    unsuitable = forms.ChoiceField(
        label=_("Behaviour, also outside work, that shows they may be unsuitable?"), required=False
    )
    rationale = words(_("Why do you decide so?"))

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        said = {name: getattr(case, name) for name in ("category", "four_c", "urgency", "support_level")}
        said |= {name: getattr(case, name) for name in Case.HARM_QUESTIONS}
        super().__init__(*args, case=case, initial=said, **kwargs)
        for name in Case.HARM_QUESTIONS:
            self.fields[name].choices = [("", _("Not about an adult here")), *Case.Answer.choices]
        self.offer_clauses(case)
        self.offer_accounts(case, self.viewer)
        self.order_fields([*(name for name in self.fields if name not in AT_THE_END), *AT_THE_END])


class NoteForm(StepForm):
    body = words(
        _("Note"), help_text=_("Keep fact and opinion apart. Name people as you would to a stranger.")
    )
    happened_on = past_day(_("Day it happened"), help_text=_("If not now."))
    happened_time = time_of_day(_("Time it happened"))

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        day, moment = said.get("happened_on"), said.get("happened_time")
        said["happened_at"] = clock.london(day, moment) if day else None
        if moment and not day and "happened_on" not in self.errors:
            self.add_error("happened_on", _("Enter the day as well."))
        elif day and said["happened_at"] > clock.now():
            if moment:
                self.add_error("happened_time", _("Enter a time that has passed."))
            # Some time today, and it is not noon yet.
            said["happened_at"] = clock.now()
        return said


class ContactForm(NoteForm):
    agency = forms.ModelChoiceField(
        ExternalContact.objects.all(),
        label=_("Whom did you contact?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose whom you contacted.")},
    )
    field_order = ["agency", "body", "happened_on", "happened_time"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].label = _("What was said, and by whom? Any reference they gave?")


class MessageForm(StepForm):
    report = forms.ModelChoiceField(Report.objects.none(), label=_("To the author of"), empty_label=None)
    body = words(
        _("Message to the author"), help_text=_("They see this message and nothing else of the case.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = self.case.reports.order_by("sent_at")


class SubjectForm(StepForm):
    who = forms.ChoiceField(label=_("Whom is it about?"), required=False)
    name = forms.CharField(label=_("Or a name that is not in the register"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].choices = assignees.subject_choices()

    def clean(self) -> dict[str, Any]:
        """Give `person`, `child` and `name`, as `actions.access.add_subject` takes them."""
        said = super().clean() or {}
        kind, _separator, pk = said.get("who", "").partition(":")
        said["child"] = Child.objects.get(pk=pk) if kind == "child" else None
        said["person"] = Person.objects.get(pk=pk) if kind == "person" else None
        said["name"] = "" if kind else said.get("name", "")
        return said


class AccessForm(StepForm):
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who.")},
    )
    capacity = forms.ChoiceField(
        label=_("As what?"), choices=Access.Capacity.choices, widget=forms.RadioSelect, initial="informed"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = assignees.who_may_be_let_in(self.case)


class ClosingForm(StepForm, PoliciesForm):
    outcome = forms.ModelChoiceField(
        Outcome.objects.all(),
        label=_("How did it end?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose how it ended.")},
    )
    rationale = words(_("Why can it be closed?"))
    parents_informed = forms.ChoiceField(
        label=_("Were the parents informed?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether the parents were informed.")},
    )
    parents_reason = words(
        _("If not, why not?"),
        required=False,
        rows=2,
        help_text=_("For instance: it would increase the risk."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.offer_policies(case)
        self.order_fields([*(name for name in self.fields if name != "policies"), "policies"])


class _CaseField(forms.ModelChoiceField):
    """A case by what tells it from others: references alone say nothing to a reader."""

    def label_from_instance(self, case: Case) -> str:
        about = case.category.label if case.category else _("Not triaged yet")
        return f"{case.reference} – {about} – {nice_date(case.opened_at)}"


class MergeForm(StepForm):
    into = _CaseField(
        Case.objects.none(),
        label=_("Into which case?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose a case.")},
    )
    rationale = words(_("Why do they belong together?"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = (
            assignees.cases_led_by(self.viewer).exclude(pk=self.case.pk).select_related("category")
        )


class ActionForm(StepForm):
    title = forms.CharField(
        label=_("What is to be done?"),
        help_text=_("Whoever does it sees this line, and nothing else. Write no fact of the case."),
        max_length=200,
        error_messages={"required": _("Say what is to be done.")},
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("By whom?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who does it.")},
    )
    due_on = forms.DateField(
        label=_("By when?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter a day."), "invalid": _("Enter a date, such as 23/7/2026.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = assignees.who_may_act(self.case)

    def clean_due_on(self) -> Any:
        if self.cleaned_data["due_on"] < clock.today():
            raise forms.ValidationError(_("Enter today or a day to come."))
        return self.cleaned_data["due_on"]
