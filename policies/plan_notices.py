"""Who is told when an action of the plan is given to somebody, or waits for somebody else."""

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Person, Role
from accounts.notices import still
from accounts.selectors import holders
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from policies.models import PlanAction

State = PlanAction.State
WAITING = (State.CLAIMED, State.BLOCKED)


def _waiting_for(person: Person) -> Any:
    """What others said was done, or cannot go on with; nobody verifies their own."""
    if not person.is_leader:
        return PlanAction.objects.none()
    return PlanAction.objects.filter(state__in=WAITING).exclude(owner=person.pk)


GIVEN = kinds.register(
    Kind(
        code="plan-action-given",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("You have something to do in the action plan"),
        path=lambda message: reverse("plan-action", args=[message.object_id]),
        still_wanted=still(PlanAction.objects.to_do_by),
        in_digest=True,
    )
)
WAITS = kinds.register(
    Kind(
        code="plan-action-waits",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("An action of the action plan waits for you"),
        path=lambda message: reverse("plan-action", args=[message.object_id]),
        still_wanted=still(_waiting_for),
        in_digest=True,
        note=gettext_lazy(
            "It is said to be done and must be seen by somebody else, or something is in the way."
        ),
    )
)


def given(action: PlanAction) -> None:
    """Somebody has something to do, or to do again."""
    outbox.queue(GIVEN.code, [action.owner_id], about=action, dedupe=f"{action.version} {action.due_on}")


def moved(action: PlanAction) -> None:
    """It was claimed or blocked: a leader who does not hold it is told. It was sent back: its owner is."""
    if action.state == State.IN_PROGRESS:
        given(action)
    elif action.state in WAITING:
        outbox.queue(WAITS.code, _others(action), about=action, dedupe=f"{action.state} {action.version}")


def _others(action: PlanAction) -> set[uuid.UUID]:
    """The manager; where the manager holds it, the deputy; where there is none, the owner."""
    held = holders()
    found = (held[role] - {action.owner_id} for role in (Role.MANAGER, Role.DEPUTY_MANAGER, Role.OWNER))
    return next((people for people in found if people), set())
