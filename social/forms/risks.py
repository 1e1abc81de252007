"""What is typed about risks. Rules live in the actions; here is what must be there at all."""

import uuid
from typing import Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from pages.steps import VersionForm
from policies.forms.making import day, line, words
from policies.forms.naming import WarnsOfNames
from policies.forms.planning import ActionForm
from policies.models import PolicyVersion
from policies.selectors import people
from social.hazard_drafts import DraftHazard
from social.models import (
    Gate,
    HazardKind,
    LearningTool,
    OfficialAccount,
    Platform,
    RiskAssessment,
    RiskTrigger,
)
from social.models.hazards import HARMED
from social.selectors import risk_list
from social.selectors.risk_page import IMPACTS, LIKELIHOODS
from workflow import clock

NAME_NOBODY = _("Name no child, and write no fact of a case: everybody who works here reads it.")
# The word in the address and in the form → the rows that it names.
SUBJECTS: dict[str, Any] = {"platform": Platform, "account": OfficialAccount, "tool": LearningTool}
PURPOSE_HELP = _("In a sentence or two: what it is for, and what must be possible with it.")
USED_BY_HELP = _("For instance: the manager and the deputy, from the office tablet; no children use it.")


def _target(said: str) -> Any:
    """The row that "platform:facebook" names. Raises ValidationError."""
    name, _colon, pk = said.partition(":")
    try:
        return SUBJECTS[name]._base_manager.get(pk=pk if name == "platform" else uuid.UUID(pk))
    except (KeyError, ValueError, SUBJECTS.get(name, Platform).DoesNotExist):
        raise forms.ValidationError(_("Choose what it is about.")) from None


class NewRiskForm(forms.Form):
    """The first version: what it is about, what that is used for, and by whom."""

    subject = forms.ChoiceField(
        label=_("What is it about?"),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose what it is about.")),
    )
    purpose = words(_("What is it used for?"), rows=3, help_text=PURPOSE_HELP)
    used_by = line(_("Who uses it, with whom?"), _("Say who uses it."), help_text=USED_BY_HELP)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        open_rows = [
            (_("Platforms"), "platform", Platform.objects.all()),
            (
                _("Accounts"),
                "account",
                OfficialAccount.objects.exclude(state="closed").select_related("platform"),
            ),
            (_("Remote-learning tools"), "tool", LearningTool.objects.kept()),
        ]
        choices: list[Any] = [("", _("Choose"))]
        for label, name, rows in open_rows:
            choices.append((label, [(f"{name}:{row.pk}", _said(row)) for row in rows]))
        self.fields["subject"].choices = choices

    def clean_subject(self) -> Any:
        return _target(self.cleaned_data["subject"])


def _said(row: Any) -> str:
    return f"{row.name}, {row.platform.name}" if isinstance(row, OfficialAccount) else row.name


class DescribeForm(VersionForm):
    """What is said of the whole."""

    purpose = words(_("What is it used for?"), rows=3, help_text=PURPOSE_HELP)
    used_by = line(_("Who uses it, with whom?"), _("Say who uses it."), help_text=USED_BY_HELP)
    monitoring = words(
        _("How is it watched?"),
        rows=3,
        required=False,
        help_text=_("Who looks at what, how often, and where it is written down."),
    )
    policy_version = forms.ModelChoiceField(
        PolicyVersion.objects.none(),
        label=_("Acceptable-use policy"),
        help_text=_("The version in force that says how it may be used."),
        empty_label=_("Choose"),
        required=False,
    )
    next_review_on = day(
        _("Next review"),
        required=False,
        help_text=_("The last day it covers, within twelve months. After it everything it covers is off."),
    )
    # Only handing it in asks for all of them.
    marks_optional = False

    def __init__(self, *args: Any, of: RiskAssessment, **kwargs: Any) -> None:
        names = ("version", "purpose", "used_by", "monitoring", "policy_version", "next_review_on")
        said = {name: getattr(of, name) for name in names}
        said["next_review_on"] = of.next_review_on or clock.today() + relativedelta(years=1)
        if of.policy_version_id is None:
            gate = Gate.objects.values("policy_code")
            said["policy_version"] = PolicyVersion.objects.in_force().filter(policy__code__in=gate).first()
        super().__init__(*args, initial=said, **kwargs)
        rows = PolicyVersion.objects.in_force() | PolicyVersion.objects.filter(pk=of.policy_version_id)
        field = self.fields["policy_version"]
        field.queryset = rows.select_related("policy").defer("outline", "outline_before")
        field.label_from_instance = _version_label

    @property
    def said(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


def _version_label(version: PolicyVersion) -> str:
    return str(_("%(policy)s, version %(number)s")) % {
        "policy": version.policy.title,
        "number": version.number,
    }


def _scale(label: Any, words_of: dict[int, Any]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("", _("Choose")), *((step, f"{step} – {word}") for step, word in words_of.items())],
        coerce=int,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose a number from 1 to 5.")),
    )


class HazardForm(VersionForm):
    """One hazard: what could happen, to whom, how likely and bad, and what is done about it."""

    kind = forms.ModelChoiceField(
        HazardKind.objects.all(),
        label=_("What kind of hazard?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose what kind of hazard it is.")},
    )
    title = line(_("What could happen?"), _("Say what could happen."), help_text=NAME_NOBODY)
    harmed = forms.MultipleChoiceField(
        label=_("Who may be harmed?"),
        choices=list(HARMED.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say who may be harmed.")},
    )
    likelihood_before = _scale(_("Likelihood without controls"), LIKELIHOODS)
    impact_before = _scale(_("Impact without controls"), IMPACTS)
    controls = words(_("What do we do about it?"), rows=4, help_text=_("What is done already, and by whom."))
    likelihood_after = _scale(_("Likelihood with the controls"), LIKELIHOODS)
    impact_after = _scale(_("Impact with the controls"), IMPACTS)
    residual_owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Who answers for what is left of it?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who answers for it.")},
    )

    def __init__(self, *args: Any, of: RiskAssessment, hazard: DraftHazard | None, **kwargs: Any) -> None:
        said: dict[str, Any] = {"version": of.version}
        if hazard:
            said |= hazard.to_json() | {"harmed": list(hazard.harmed)}
        super().__init__(*args, initial=said, **kwargs)
        self.hazard = hazard
        self.fields["residual_owner"].queryset = people.who_may_act()

    @property
    def said(self) -> DraftHazard:
        """What was typed, with the key and the action of the hazard that it changes."""
        typed: dict[str, Any] = {
            name: value for name, value in self.cleaned_data.items() if name != "version"
        }
        typed["kind"] = typed["kind"].pk
        typed["harmed"] = tuple(typed["harmed"])
        typed["residual_owner"] = str(typed["residual_owner"].pk)
        if self.hazard:
            typed |= {"key": self.hazard.key, "action": self.hazard.action}
        return DraftHazard(**typed)


class ControlForm(VersionForm, ActionForm):
    """A control that is still to be done, for the action plan."""

    field_order = ["version", "title", "names_meant", "owner", "due_on"]

    def __init__(self, *args: Any, of: RiskAssessment, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": of.version}, **kwargs)

    @property
    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "owner", "due_on")}


class StepForm(VersionForm):
    """A form about one assessment."""

    def __init__(self, *args: Any, of: RiskAssessment, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": of.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)


class ConfirmForm(StepForm):
    """Nothing to fill in: the button is the answer."""


class WhyForm(StepForm):
    body = words(_("Why?"), rows=3, help_text=NAME_NOBODY)


class ApproveForm(StepForm):
    body = words(
        _("What did you look at, and why is it good enough?"), rows=3, help_text=NAME_NOBODY
    )  # fmt: skip


class ReturnForm(StepForm):
    body = words(_("What is to be changed?"), rows=4, help_text=NAME_NOBODY)


class NoteForm(StepForm):
    body = words(_("What do you see in daily work?"), rows=3, help_text=NAME_NOBODY)


class ChangedForm(StepForm, WarnsOfNames):
    """Why it must be looked at before its day."""

    watched = "note"

    reason = forms.ChoiceField(
        label=_("What changed?"),
        choices=RiskTrigger.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what changed.")},
    )
    note = words(_("Say it in a few words"), rows=3, help_text=NAME_NOBODY)
    field_order = ["version", "reason", "note", "names_meant"]


class RiskFilter(forms.Form):
    """Nonsense in the address narrows nothing."""

    show = forms.ChoiceField(
        label=_("Show"), choices=[(code, one.label) for code, one in risk_list.SHOWN.items()], required=False
    )
    of = forms.ChoiceField(
        label=_("About"),
        choices=[
            ("", _("Anything")), ("platform", _("Platforms")), ("account", _("Accounts")),
            ("tool", _("Remote-learning tools")),
        ],
        required=False,
    )  # fmt: skip
    sort = forms.ChoiceField(
        label=_("Sorted by"),
        choices=[(code, label) for code, (label, _order) in risk_list.SORTED.items()],
        required=False,
    )

    def narrowed(self, rows: QuerySet[RiskAssessment], person: Person) -> QuerySet[RiskAssessment]:
        said = self.cleaned_data if self.is_valid() else {}
        if said.get("of"):
            rows = rows.filter(**{f"{said['of']}__isnull": False})
        _label, order = risk_list.SORTED[said.get("sort", "")]
        return risk_list.SHOWN[said.get("show", "")].narrow(rows, person).order_by(*order)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.values())
