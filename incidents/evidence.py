"""What cases tell a review of a policy: numbers, references and links, and never what is in them (§6.8, R8)."""

import datetime as dt

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from incidents.selectors import by_clause
from policies import counts
from policies.evidence import Evidence, Line, register
from policies.models import Policy

CASES_SHOWN = 20


def of_cases(policy: Policy, since: dt.date, viewer: Person) -> list[Line]:
    """Cases opened since the last review, by clause."""
    return [
        Line(
            f"{row.number}. {row.words}",
            by_clause.listed(clause=row.clause_id, since=since.isoformat()),
            "warn",
        )
        for row in by_clause.of_policy(policy, viewer, since)
    ]


def of_outcomes(policy: Policy, since: dt.date, viewer: Person) -> list[Line]:
    """How cases ended that were closed since, as numbers; and where to read what was learnt."""
    closed = by_clause.closed_since(policy, viewer, since)
    outcomes = closed.order_by().values_list("outcome__label", "outcome__position")
    counted = outcomes.annotate(number=Count("pk")).order_by("outcome__position")
    lines = [
        Line(_("%(outcome)s: %(number)s") % {"outcome": label, "number": number})
        for label, _position, number in counted
    ]
    cases = list(closed[: CASES_SHOWN + 1])
    lines += [Line(case.reference, reverse("case", args=[case.pk])) for case in cases[:CASES_SHOWN]]
    if len(cases) > CASES_SHOWN:
        lines.append(Line(_("More of them"), by_clause.listed(policy=policy.pk)))
    return lines


counts.register(by_clause)
CASES = register(
    Evidence(
        "cases",
        lazy("Cases by clause"),
        lazy("Which words were not kept to, and would other words have helped? Name nobody."),
        of_cases,
    )
)
OUTCOMES = register(
    Evidence(
        "outcomes",
        lazy("How cases ended"),
        lazy("What was learnt from them that belongs in this policy? Name nobody."),
        of_outcomes,
    )
)
