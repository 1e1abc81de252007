"""What a lead says about policies: at triage which clauses may be broken, at the end which policies were applied."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.actions.clauses import Chosen
from incidents.forms.breach import ClauseField
from incidents.models import Case, CaseClause
from incidents.selectors import clauses
from policies.models import Policy

NONE = "none"


class ClausesForm(forms.Form):
    """The clauses that were named so far, ticked where they stand, and room for one more.

    `clauses_shown` says which were on the page: what was named since is neither confirmed nor dropped.
    """

    clauses = forms.MultipleChoiceField(
        label=_("Which of these clauses is it about?"),
        help_text=_("Named in a report, or by a lead. Take the tick away from what it is not about."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    clauses_shown = forms.CharField(widget=forms.HiddenInput, required=False)
    another_clause = ClauseField(
        _("Does it break another clause of our policies?"),
        help_text=_("You can add more when you triage again."),
    )

    def offer_clauses(self, case: Case) -> None:
        """Draw the form for `case`. One query; the clauses in force are read when they are drawn."""
        rows = list(case.clauses.with_words())
        self.rows = {str(row.pk): row for row in rows}
        if not rows:
            del self.fields["clauses"], self.fields["clauses_shown"]
            return
        self.fields["clauses"].choices = [(str(row.pk), _label(row)) for row in rows]
        self.fields["clauses"].initial = [str(row.pk) for row in rows if not row.is_dropped]
        self.fields["clauses_shown"].initial = " ".join(self.rows)

    @property
    def chosen(self) -> Chosen:
        """What was decided, once the form is valid."""
        said = self.cleaned_data
        kept = set(said.get("clauses", ()))
        seen = set(said.get("clauses_shown", "").split()) & self.rows.keys()
        another = said.get("another_clause")
        return Chosen(
            confirmed=frozenset(map(uuid.UUID, kept)),
            dropped=frozenset(map(uuid.UUID, seen - kept)),
            added=(another,) if another else (),
        )


def _label(row: CaseClause) -> str:
    return f"{clauses.label(row.text)}: {clauses.words(row.text)}"


class PoliciesForm(forms.Form):
    """Which policies were applied, or that none was (S2.1)."""

    exclusive_options = {"policies": [NONE]}

    policies = forms.MultipleChoiceField(
        label=_("Which policies did you apply?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the policies that were applied, or say that none was.")},
    )

    def offer_policies(self, case: Case) -> None:
        """Draw the form for `case`: those whose clauses were confirmed are ticked. Two queries."""
        self.kept = {str(policy.pk): policy for policy in Policy.objects.kept()}
        confirmed = case.clauses.filter(decision=CaseClause.Decision.CONFIRMED)
        touched = {str(pk) for pk in confirmed.values_list("clause__policy", flat=True)}
        self.fields["policies"].choices = [
            *((pk, policy.title) for pk, policy in self.kept.items()),
            (NONE, _("None of them")),
        ]
        self.fields["policies"].initial = [pk for pk in self.kept if pk in touched]

    def clean_policies(self) -> list[str]:
        """One or more, or that there was none: not both."""
        said = self.cleaned_data["policies"]
        if NONE in said and len(said) > 1:
            raise forms.ValidationError(_("Choose policies, or say that none was applied: not both."))
        return said

    @property
    def applied(self) -> dict[str, Any]:
        """For `actions.closing.Closing`, once the form is valid."""
        said = self.cleaned_data["policies"]
        return {
            "policies": tuple(self.kept[pk] for pk in said if pk != NONE),
            "no_policy": NONE in said,
        }
