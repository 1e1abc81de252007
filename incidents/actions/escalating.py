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
        held = {row.person_id: row for row in case.accesses.filter(revoked_at=None, person__in=told)}
        # Whoever was only informed could do nothing about the deadline: from now on they lead.
        raised = [row for row in held.values() if row.capacity != Access.Capacity.LEAD]
        for row in raised:
            row.revoked_at = clock.now()
            row.save(update_fields=["revoked_at"])
        leading = held.keys() - {row.person_id for row in raised}
        gained = [
            Access(
                case=case,
                person_id=person_id,
                capacity=Access.Capacity.LEAD,
                rule=RULE,
                granted_at=clock.now(),
            )
            for person_id in sorted(told - leading)
        ]
        engine.record(
            case,
            "escalate",
            actor=ROUTER,
            contents=[deadline, *raised, *gained],
            rule=deadline.rule_id,
            reason=f"level {deadline.level}",
        )
        Access.objects.bulk_create(gained)
        Access.objects.filter(case=case, person__in=told, revoked_at=None).update(is_unread=True)
        notices.case_news(case, told, occasion=f"{deadline.rule_id} missed {deadline.pk} {deadline.level}")
    return True
