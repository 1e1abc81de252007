"""What routing knows about a report or a case, read in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from accounts.models import Person
from accounts.selectors import holders, tied_pairs
from incidents.models import Case, Report, ReportPerson
from incidents.routing import ABOUT_ME, ABOUT_STAFF, FALLBACK, UNDISCLOSED, Facts

SUBJECT_PARTS = (ReportPerson.Part.SUBJECT, ReportPerson.Part.CHILD)


def named_in(report: Report) -> list[ReportPerson]:
    """Whom a report names as those it is about; others only saw it, or were there."""
    return [one for one in report.people.all() if one.part in SUBJECT_PARTS]


def of_report(report: Report) -> Facts:
    """The facts of one report as it was sent."""
    named = [(one.person_id, one.child_id) for one in named_in(report)]
    subjects = {one for pair in named for one in pair if one}
    if ABOUT_ME in report.about:
        subjects.add(report.author_id)
    return _facts(subjects, report.about)


def of_case(case: Case) -> Facts:
    """The facts of a case now: its subjects, what its reports said, who stepped back.

    "It is about the manager" named a person when the case opened, who is a subject since; it does
    not mean whoever is manager today.
    """
    named = case.subjects.values_list("person_id", "child_id")
    subjects = {one for pair in named for one in pair if one}
    about = {code for codes in case.reports.values_list("about", flat=True) for code in codes}
    return _facts(
        subjects, about & {ABOUT_STAFF, UNDISCLOSED}, case.recusals.values_list("person_id", flat=True)
    )


def _facts(subjects: Iterable[UUID], about: Iterable[str], recused: Iterable[UUID] = ()) -> Facts:
    held = {role: frozenset(people) for role, people in holders().items()}
    leaders: frozenset[UUID] = frozenset().union(*(held[role] for role in FALLBACK))
    return Facts(
        holders=held,
        subjects=frozenset(subjects),
        about=frozenset(about),
        ties=frozenset(tied_pairs(leaders)),
        recused=frozenset(recused),
    )


def of_answers(
    about: Iterable[str], people: Iterable[Any], *, author: Person, held: Mapping[str, set[UUID]]
) -> Facts:
    """Whom a report means before it is sent, from its answers. Ties are asked when it is routed."""
    subjects = {one.pk for named in people for one in (named.person, named.child) if one}
    if ABOUT_ME in about:
        subjects.add(author.pk)
    return Facts(
        holders={role: frozenset(ids) for role, ids in held.items()},
        subjects=frozenset(subjects),
        about=frozenset(about),
    )
