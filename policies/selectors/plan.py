"""The action plan as pages read it: the list and what it may be narrowed to, its ages, one action."""

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from policies.models import PlanAction
from policies.selectors import chain
from workflow import clock

State = PlanAction.State
Rows = QuerySet[PlanAction]


@dataclasses.dataclass(frozen=True)
class Shown:
    """One way to narrow the plan: its words, and the rows in their order."""

    label: Any
    narrow: Callable[[Any], Any]


def _open(rows: Any) -> Any:
    return rows.open().order_by("due_on", "pk")


def _in_state(state: str) -> Callable[[Any], Any]:
    return lambda rows: rows.filter(state=state).order_by("due_on", "pk")


SHOWN = {
    "": Shown(lazy("Open"), _open),
    "overdue": Shown(lazy("Overdue"), lambda rows: rows.overdue().order_by("due_on", "pk")),
    "blocked": Shown(State.BLOCKED.label, _in_state(State.BLOCKED)),
    "claimed": Shown(State.CLAIMED.label, _in_state(State.CLAIMED)),
    "verified": Shown(State.VERIFIED.label, _in_state(State.VERIFIED)),
    "cancelled": Shown(State.CANCELLED.label, _in_state(State.CANCELLED)),
    "all": Shown(lazy("All"), lambda rows: rows.order_by("-due_on", "pk")),
}


def _added(newer_than: int | None, older_than: int | None) -> Callable[[Any], Any]:
    """Added within so many days, and longer ago than so many, counted in days of London."""

    def narrow(rows: Any) -> Any:
        if newer_than is not None:
            rows = rows.filter(created_at__gte=_midnight(newer_than))
        return rows.filter(created_at__lt=_midnight(older_than)) if older_than is not None else rows

    return narrow


def _midnight(days: int) -> dt.datetime:
    return clock.london(clock.today() - dt.timedelta(days=days), dt.time(0))


AGES = {
    "new": Shown(lazy("Added in the last 30 days"), _added(30, None)),
    "older": Shown(lazy("Added 31 to 90 days ago"), _added(90, 30)),
    "oldest": Shown(lazy("Added more than 90 days ago"), _added(None, 90)),
}


def listed(viewer: Person) -> Any:
    """What a viewer may see of the plan, with its owners."""
    return PlanAction.objects.visible_to(viewer).select_related("owner")


def owners() -> QuerySet[Person]:
    """Everybody who has, or had, something on the plan."""
    return Person.objects.filter(pk__in=PlanAction.objects.values("owner"))


def days_late(action: PlanAction) -> int:
    """Whole days since it was due; 0 while it is not late."""
    return (clock.today() - action.due_on).days if action.is_overdue else 0


def page(action: PlanAction) -> dict[str, Any]:
    """The context of an action's page."""
    return {
        "action": action,
        "days_late": days_late(action),
        "has_left": bool(action.owner.left_on and action.owner.left_on < clock.today()),
        "timeline": chain.timeline(action),
    }
