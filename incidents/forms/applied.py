"""What a lead says of what was named: at triage which clauses may be broken and which accounts are meant, at the
end which policies were applied.
"""

import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents.actions.naming import Chosen
from incidents.forms.breach import ANOTHER_HINT, AccountField, ClauseField
from incidents.forms.fields import line
from incidents.models import Case, CaseClause, NamedInCase
from incidents.selectors import accounts, clauses
from incidents.selectors.accounts import Answer
from policies.models import ClauseText, Policy

NONE = "none"
Row = TypeVar("Row", bound=NamedInCase)


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
        _offer(self, "clauses", case.clauses.with_words(), _label)

    @property
    def chosen_clauses(self) -> Chosen[ClauseText]:
        """What was decided, once the form is valid."""
        another = self.cleaned_data.get("another_clause")
        return _chosen(self, "clauses", (another,) if another else ())


class AccountsForm(forms.Form):
    """The accounts that were named so far, ticked where they stand, and room for one of ours and one other."""

    accounts = forms.MultipleChoiceField(
        label=_("Which of these accounts, pages or devices is it about?"),
        help_text=_("Named in a report, or by a lead. Take the tick away from what it is not about."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    accounts_shown = forms.CharField(widget=forms.HiddenInput, required=False)
    our_account = AccountField(_("Is it about one of our accounts or pages that nobody named yet?"))
    another_account = line(
        _("Or about another account, page or device?"),
        help_text=ANOTHER_HINT,
    )

    def offer_accounts(self, case: Case, person: Person) -> None:
        """Draw the form for `case`. One query; our accounts are read when they are drawn."""
        _offer(self, "accounts", case.accounts.order_by("name", "pk"), lambda row: row.name)
        self.fields["our_account"].offer(person)

    @property
    def chosen_accounts(self) -> Chosen[Answer]:
        """What was decided, once the form is valid."""
        ours, other = self.cleaned_data.get("our_account"), self.cleaned_data.get("another_account")
        added = [accounts.ours(ours)] if ours else []
        return _chosen(self, "accounts", [*added, *([accounts.another(other)] if other else [])])


def _offer(form: forms.Form, name: str, rows: Iterable[Row], label: Callable[[Row], str]) -> None:
    """Rows as ticks; the hidden field says which were on the page. Nothing to ask where nothing was named."""
    named = {str(row.pk): row for row in rows}
    if not named:
        del form.fields[name], form.fields[f"{name}_shown"]
        return
    form.fields[name].choices = [(pk, label(row)) for pk, row in named.items()]
    form.fields[name].initial = [pk for pk, row in named.items() if not row.is_dropped]
    form.fields[f"{name}_shown"].initial = " ".join(named)


def _chosen(form: forms.Form, name: str, added: Iterable[Any]) -> Chosen[Any]:
    """Ticked is confirmed; dropped is what was on the page, of this case, and is not ticked."""
    kept = set(form.cleaned_data.get(name, ()))
    offered = {pk for pk, _label in form.fields[name].choices} if name in form.fields else set()
    seen = set(form.cleaned_data.get(f"{name}_shown", "").split()) & offered
    return Chosen(
        confirmed=frozenset(map(uuid.UUID, kept)),
        dropped=frozenset(map(uuid.UUID, seen - kept)),
        added=tuple(added),
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
