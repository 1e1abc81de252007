"""A plan as the page of its preview shows it: numbers, kinds of rows, and the rows of one kind."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.importing.plan import Kind, Line, Plan, What

ALL = "all"


def totals(plan: Plan) -> list[tuple[Any, list[tuple[Any, int]]]]:
    """How many children and contacts are new, linked, changed and unchanged."""
    children = Counter(step.what for step in plan.children)
    contacts = Counter(line.contact.what for line in plan.lines if line.contact)
    return [
        (label, [(what.label, counted[what]) for what in What if counted[what]])
        for label, counted in ((_("Children"), children), (_("Contacts"), contacts))
    ]


def kinds(plan: Plan) -> list[tuple[str, str]]:
    """All rows, and each kind that there is, with their numbers."""
    counted = Counter(line.kind for line in plan.lines)
    found = [(ALL, _("All rows"), len(plan.lines))]
    found += [(kind.value, kind.label, counted[kind]) for kind in Kind if counted[kind]]
    return [(code, f"{label} ({count})") for code, label, count in found]


def shown(plan: Plan, asked: str) -> str:
    """Which kind is shown: the one asked for, else what must be mended, else everything."""
    return asked or (Kind.WRONG if plan.has_faults else ALL)


def lines(plan: Plan, show: str) -> list[Line]:
    """The rows of one kind, in the order of the file."""
    return plan.lines if show == ALL else plan.of_kind(show)
