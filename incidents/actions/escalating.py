"""A missed deadline goes past whoever let it pass: deputy DSL, then owner, never into a conflict."""

from django.db import transaction

from incidents import notices, routing
from incidents.actions.routing import ROUTER
from incidents.models import Access, Case
from incidents.selectors import facts as read_facts
from workflow import clock, deadlines, engine
from workflow.models import Deadline
from workflow.sweeps import sweep

BATCH = 200
RULE = "escalation"


def sweep_deadlines() -> int:
    """Escalate every missed deadline of a case once; returns how many. Each one is an event."""
    missed = Deadline.objects.missed().filter(object_type=Case._meta.label_lower)
    return sum(sweep("deadlines", list(missed.select_related("rule").order_by("due_at")[:BATCH]), escalate))


def escalate(deadline: Deadline) -> bool:
    """Tell the next leader without a conflict, and give them access. False if it was met meanwhile."""
    with transaction.atomic(durable=True):
        case = engine.lock(Case, deadline.object_id)
        if not deadlines.claim_missed(deadline):
            return False
        told = routing.escalate(read_facts.of_case(case), deadline.level)
        held = set(case.accesses.filter(revoked_at=None).values_list("person_id", flat=True))
        gained = [
            Access(
                case=case,
                person_id=person_id,
                capacity=Access.Capacity.LEAD,
                rule=RULE,
                granted_at=clock.now(),
            )
            for person_id in sorted(told - held)
        ]
        engine.record(
            case,
            "escalate",
            actor=ROUTER,
            contents=[deadline, *gained],
            rule=deadline.rule_id,
            reason=f"level {deadline.level}",
        )
        Access.objects.bulk_create(gained)
        Access.objects.filter(case=case, person__in=told, revoked_at=None).update(is_unread=True)
        notices.case_news(case, told, occasion=f"{deadline.rule_id} missed {deadline.pk} {deadline.level}")
    return True
