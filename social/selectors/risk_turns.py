"""Whose turn it is with an assessment: for messages, cards and the list. As the permissions say, in one query."""

import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q

from accounts.models import Person, Role
from accounts.selectors import holders
from social.models import RiskAssessment, RiskAuthor
from social.permissions.risks import APPROVING, INSTEAD, who_approves

State = RiskAssessment.State


def waiting_for(person: Person) -> Any:
    """Assessments that `person` may decide on now."""
    held = holders()
    authors = RiskAuthor.objects.filter(assessment=OuterRef("pk"))
    # A manager or DSL wrote on it, then or as the roles are today.
    by_approver: Any = Exists(
        authors.filter(Q(was_approver=True) | Q(person__in=held[Role.MANAGER] | held[Role.DSL]))
    )
    turn: Any = Q()
    in_review = Q(state=State.IN_REVIEW)
    if person.holds(*APPROVING):
        turn |= in_review & ~by_approver
    if person.holds(*INSTEAD):
        turn |= in_review & by_approver
    turn |= _to_sign_off(person, held[Role.OWNER])
    if not turn:
        return RiskAssessment.objects.none()
    rows = RiskAssessment.objects.filter(turn).exclude(started_by=person.pk)
    return rows.exclude(Exists(authors.filter(person=person.pk)))


def _to_sign_off(person: Person, owners: set[uuid.UUID]) -> Any:
    """With the owner; or, where every owner wrote on it, with another who decides on assessments."""
    turn: Any = Q(state=State.WITH_OWNER) & ~Q(approved_by=person.pk)
    if person.holds(Role.OWNER):
        return turn
    if not owners or not person.holds(*APPROVING, *INSTEAD):
        return Q()
    for owner in owners:
        turn &= Exists(RiskAuthor.objects.filter(assessment=OuterRef("pk"), person=owner))
    return turn


def who_decides(assessment: RiskAssessment) -> set[uuid.UUID]:
    """Ids of those whose turn it is."""
    held = holders()
    authors = {assessment.started_by_id, *assessment.authors.values_list("person_id", flat=True)}
    if assessment.state == State.IN_REVIEW:
        return _holding(held, who_approves(assessment)) - authors
    if assessment.state != State.WITH_OWNER:
        return set()
    told = held[Role.OWNER] if held[Role.OWNER] - authors else _holding(held, (*APPROVING, *INSTEAD))
    return told - authors - {assessment.approved_by_id}


def _holding(held: dict[str, set[uuid.UUID]], roles: tuple[str, ...]) -> set[uuid.UUID]:
    return set().union(*(held[role] for role in roles))
