"""What is typed in the action plan, and what its list is narrowed by."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from pages.steps import VersionForm
from policies.actions.planning import as_drawn
from policies.forms.making import day, line, words
from policies.forms.naming import WarnsOfNames
from policies.models import PlanAction, Review
from policies.selectors import people, plan

READ_BY_MANY = _("Everybody with a plan can read this line: name nobody, and write no fact of a case.")


class ActionForm(WarnsOfNames):
    """What is to be done, by whom and by when."""

    watched = "title"

    title = line(_("What is to be done?"), _("Say what is to be done."), help_text=READ_BY_MANY)
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("By whom?"),
        empty_label=_("Choose"),
        error_messages={"required": _("Choose who does it.")},
    )
    due_on = day(_("By when?"))
    field_order = ["version", "drawn", "title", "names_meant", "owner", "due_on", "origin", "why"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people.who_may_act()


class NewActionForm(ActionForm):
    """From a review, when the address names one that is open; else people say where it comes from."""

    origin = forms.ChoiceField(
        label=_("Where does it come from?"),
        choices=[
            (code, label) for code, label in PlanAction.Origin.choices if code != PlanAction.Origin.REVIEW
        ],
        initial=PlanAction.Origin.OTHER,
    )

    def __init__(self, *args: Any, review: Review | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        if review:
            del self.fields["origin"]

    @property
    def said(self) -> dict[str, Any]:
        """As `actions.planning.add_action` takes it."""
        names = [name for name in ("title", "owner", "due_on", "origin") if name in self.fields]
        return {name: self.cleaned_data[name] for name in names} | {"review": self.review}


class StepForm(VersionForm):
    """A form about one planned action."""

    def __init__(self, *args: Any, of: PlanAction, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": of.version} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.of = of


class ConfirmForm(StepForm):
    """Nothing to fill in: the button is the answer."""


NAME_NOBODY = _("Name nobody, and write no fact of a case.")


class NoteForm(StepForm):
    body = words(_("Note"), help_text=NAME_NOBODY)


class BlockForm(StepForm):
    body = words(_("What is in the way?"), help_text=NAME_NOBODY)


class ClaimForm(StepForm):
    body = words(_("How was it done, and where can that be seen?"), help_text=NAME_NOBODY)


class VerifyForm(StepForm):
    body = words(_("How do you know that it is done?"), help_text=NAME_NOBODY)


class SendBackForm(StepForm):
    body = words(_("What is missing?"), help_text=NAME_NOBODY)


class CancelForm(StepForm):
    body = words(_("Why is it not needed?"), help_text=NAME_NOBODY)


class ChangeForm(StepForm, ActionForm):
    """Hand it over, choose another day, or say it in other words. `drawn` is the content that the page showed."""

    drawn = forms.CharField(widget=forms.HiddenInput, required=False)
    why = words(_("Why?"), help_text=NAME_NOBODY)

    def __init__(self, *args: Any, of: PlanAction, **kwargs: Any) -> None:
        said = {name: getattr(of, name) for name in ("title", "owner", "due_on")}
        super().__init__(*args, of=of, initial=said | {"drawn": as_drawn(of)}, **kwargs)

    def renew(self, version: int, **more: str) -> None:
        super().renew(version, drawn=as_drawn(PlanAction.objects.get(pk=self.of.pk)), **more)


class PlanFilter(forms.Form):
    """Nonsense in the address narrows nothing."""

    show = forms.ChoiceField(
        label=_("Show"), choices=[(code, one.label) for code, one in plan.SHOWN.items()], required=False
    )
    age = forms.ChoiceField(
        label=_("Age"),
        choices=[("", _("Any")), *[(code, one.label) for code, one in plan.AGES.items()]],
        required=False,
    )
    origin = forms.ChoiceField(
        label=_("From"), choices=[("", _("Anywhere")), *PlanAction.Origin.choices], required=False
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("By whom"), empty_label=_("Anybody"), required=False
    )

    def __init__(self, *args: Any, viewer: Person, sees_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sees_all:
            self.fields["owner"].queryset = plan.owners()
        else:
            del self.fields["owner"]

    def narrowed(self, rows: QuerySet[PlanAction]) -> QuerySet[PlanAction]:
        said = self.cleaned_data if self.is_valid() else {}
        same = {name: said[name] for name in ("origin", "owner") if said.get(name)}
        rows = rows.filter(**same)
        if said.get("age"):
            rows = plan.AGES[said["age"]].narrow(rows)
        return plan.SHOWN[said.get("show", "")].narrow(rows)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.errors) or any(self.cleaned_data.values())
