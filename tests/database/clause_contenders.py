"""What leads do with the clauses and policies of a case at the same moment; see `contenders`."""

import uuid
from collections.abc import Callable, Generator

from accounts.models import Person
from incidents.actions import closing, handling
from incidents.actions.naming import Chosen
from incidents.models import Case, Category, Outcome
from policies.models import ClauseText, Policy

Contender = Generator[None, None, None]
Id = str


def triage_clauses(case: Id, actor: Id, confirmed: Id = "", dropped: Id = "", added: Id = "") -> Contender:
    page, person = Case.objects.get(pk=case), Person.objects.get(pk=actor)
    chosen = Chosen(
        confirmed=frozenset(map(uuid.UUID, confirmed.split())),
        dropped=frozenset(map(uuid.UUID, dropped.split())),
        added=tuple(ClauseText.objects.filter(pk__in=added.split())),
    )
    row = Category.objects.get(code="other")
    decision = handling.Triage(row, row.four_c, "3-routine", "Why.", support_level=1, clauses=chosen)
    yield
    handling.triage(page, actor=person, version=page.version, decision=decision)


def propose_under(case: Id, actor: Id, policy: Id) -> Contender:
    page, person = Case.objects.get(pk=case), Person.objects.get(pk=actor)
    policies, outcome = (Policy.objects.get(pk=policy),), Outcome.objects.first()
    yield
    ended = closing.Closing(outcome=outcome, rationale="Done.", parents_informed="yes", policies=policies)
    closing.propose_close(page, actor=person, version=page.version, closing=ended)


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made for made in (triage_clauses, propose_under)
}
