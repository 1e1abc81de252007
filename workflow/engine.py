"""The engine moves and remembers. No other code writes a state or an audit event.

`create()` starts an object's chain, `advance()` takes a step of its lifecycle,
`record()` notes what changes no state. Each runs inside the caller's transaction, and locks in
one order: the object's own row, the head of its chain, its deadlines.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models, transaction

from workflow import audit, clock, deadlines
from workflow.actors import Actor, System
from workflow.lifecycle import Lifecycle, Step, Verb
from workflow.models import Audited, AuditEvent, ChainHead, WorkflowModel

Row = TypeVar("Row", bound=models.Model)


class EngineError(Exception):
    """A step that was not taken. Nothing was written."""


class NotAllowed(EngineError):
    """The actor may not do this; carries what was attempted, for the reads table."""

    def __init__(self, actor: Any, obj: models.Model, verb: str) -> None:
        super().__init__(f"{verb} on {obj._meta.label_lower} is not allowed")
        self.actor, self.obj, self.verb = actor, obj, verb


class WrongState(EngineError):
    """The object's state has no such step."""


class StaleState(EngineError):
    """Somebody was quicker: the object changed since the form was drawn."""


def lock(model: type[Row], pk: Any) -> Row:
    """The object as it stands, kept with its chain's head until the transaction ends.

    For an action that looks before it writes, or writes more than its step. Rows that point to
    the object can still be written: `no_key`. Raises DoesNotExist.
    """
    _require_transaction()
    row = model._base_manager.select_for_update(no_key=True).get(pk=pk)
    _lock_head(row)
    return row


def create(
    obj: WorkflowModel | Audited,
    verb: str,
    *,
    actor: Actor,
    contents: Iterable[Audited] = (),
    opens: Iterable[str] = (),
    since: dt.datetime | None = None,
    due_at: dt.datetime | None = None,
    **notes: Any,
) -> AuditEvent:
    """Store a new object and the first event of its chain; `opens` starts deadline rules.

    `due_at` is for rules whose day people choose. `notes` are `rule`, `reason`, `on_behalf_of`
    and `obtained`.
    """
    _require_transaction()
    _check(_lifecycle(obj).verbs[verb], obj, actor)
    obj.save(force_insert=True)
    started = deadlines.start(obj, opens, since=since, due_at=due_at, is_new=True)
    states = ("", getattr(obj, "state", ""))
    return _append(_new_head(obj), verb, actor, [obj, *contents, *started], states=states, **notes)


def advance(
    obj: WorkflowModel,
    step_name: str,
    *,
    actor: Actor,
    version: int,
    changes: dict[str, Any] | None = None,
    contents: Iterable[Audited] = (),
    opens: Iterable[str] = (),
    meets: Iterable[str] = (),
    since: dt.datetime | None = None,
    due_at: dt.datetime | None = None,
    **notes: Any,
) -> AuditEvent:
    """Take one step: check permission, version and state, move the row, remember.

    `version` is what the form was drawn from. `changes` are field values that the
    step sets. `opens` and `meets` add deadline rules to those of the step; `since` is when
    their clocks began, `due_at` when they end if people chose the day. Raises NotAllowed,
    StaleState or WrongState, and then wrote nothing.
    """
    step = obj.lifecycle.steps[step_name]
    _require_transaction()
    # Asked behind the row's lock, as in `record()`: a conflict of interest added meanwhile counts.
    type(obj)._base_manager.select_for_update(no_key=True).values_list("pk").get(pk=obj.pk)
    _check(step, obj, actor)
    if obj.version != version:
        raise StaleState(step_name)
    before = obj.state
    if before not in step.sources:
        raise WrongState(f"{step_name} from {before}")
    _move(obj, step, version, changes or {})
    head = _lock_head(obj)
    touched = [
        *deadlines.meet(obj, [*step.meets, *meets]),
        *deadlines.start(obj, [*step.opens, *opens], since=since, due_at=due_at),
    ]
    states = (before, step.target)
    return _append(head, step_name, actor, [obj, *contents, *touched], states=states, **notes)


def record(
    obj: Audited,
    verb_name: str,
    *,
    actor: Actor,
    contents: Iterable[Audited] = (),
    opens: Iterable[str] = (),
    meets: Iterable[str] = (),
    since: dt.datetime | None = None,
    due_at: dt.datetime | None = None,
    **notes: Any,
) -> AuditEvent:
    """Note something that changes no state. Locks the chain's head only: two at once both stand.

    A changed row of the object itself must be named in `contents`. The event says the state
    that the row has now, which is not always that of `obj`: a step may have come between.
    Raises NotAllowed or WrongState.
    """
    verb = _lifecycle(obj).verbs[verb_name]
    _require_transaction()
    head = _lock_head(obj)
    # Asked behind the lock: somebody may have lost their access while they waited for it.
    _check(verb, obj, actor)
    state = _stored_state(obj)
    if verb.states and state not in verb.states:
        raise WrongState(f"{verb_name} in {state}")
    touched = [*deadlines.meet(obj, meets), *deadlines.start(obj, opens, since=since, due_at=due_at)]
    return _append(head, verb_name, actor, [*contents, *touched], states=(state, state), **notes)


def _lifecycle(obj: models.Model) -> Lifecycle:
    return Lifecycle.registry[obj._meta.label_lower]


def _stored_state(obj: models.Model) -> str:
    """The state as it stands; ask with the head locked, behind which no step can pass."""
    if not isinstance(obj, WorkflowModel):
        return ""
    return type(obj)._base_manager.values_list("state", flat=True).get(pk=obj.pk)


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("The engine works inside a transaction.")


def _check(move: Step | Verb, obj: models.Model, actor: Actor) -> None:
    permitted = move.by_system if isinstance(actor, System) else move.allowed(actor, obj)
    if not permitted:
        raise NotAllowed(actor, obj, move.name)


def _move(obj: WorkflowModel, step: Step, version: int, changes: dict[str, Any]) -> None:
    rows = type(obj)._base_manager.filter(pk=obj.pk, state=obj.state, version=version)
    moved = rows._move(state=step.target, version=version + 1, **changes)  # type: ignore[attr-defined]
    if moved != 1:
        raise StaleState(step.name)
    for name, value in {**changes, "state": step.target, "version": version + 1}.items():
        setattr(obj, name, value)


def _append(
    head: ChainHead,
    verb: str,
    actor: Actor,
    contents: Iterable[Audited],
    *,
    states: tuple[str, str],
    rule: str = "",
    reason: str = "",
    on_behalf_of: Actor | None = None,
    obtained: str = "",
) -> AuditEvent:
    event = AuditEvent(
        object_type=head.object_type,
        object_id=head.object_id,
        sequence=head.sequence + 1,
        verb=verb,
        from_state=states[0],
        to_state=states[1],
        actor_id=actor.pk,
        system=actor.name if isinstance(actor, System) else "",
        on_behalf_of_id=on_behalf_of.pk if on_behalf_of else None,
        obtained=obtained,
        at=clock.now(),
        rule=rule,
        reason=reason,
        contents=[audit.seal(row) for row in contents],
        previous_hash=head.hash,
    )
    event.hash = audit.event_hash(event)
    event.save(force_insert=True)
    _move_head(head, event)
    return event


def _new_head(obj: models.Model) -> ChainHead:
    return ChainHead(object_type=obj._meta.label_lower, object_id=obj.pk, sequence=0, hash="")


def _lock_head(obj: models.Model) -> ChainHead:
    return ChainHead.objects.select_for_update().get(object_type=obj._meta.label_lower, object_id=obj.pk)


def _move_head(head: ChainHead, event: AuditEvent) -> None:
    if head.pk is None:
        head.sequence, head.hash = event.sequence, event.hash
        head.save(force_insert=True)
        return
    moved = ChainHead.objects.filter(pk=head.pk, sequence=head.sequence).update(
        sequence=event.sequence, hash=event.hash
    )
    if moved != 1:
        raise StaleState(event.verb)
