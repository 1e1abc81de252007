"""The engine moves and remembers. No other code writes a state or an audit event.

`create()` starts an object's chain, `advance()` takes a step of its lifecycle,
`record()` notes what changes no state. Each runs inside the caller's transaction.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from workflow import audit, clock, deadlines
from workflow.actors import Actor, System
from workflow.lifecycle import Lifecycle, Step, Verb
from workflow.models import Audited, AuditEvent, ChainHead, WorkflowModel


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


def create(
    obj: WorkflowModel | Audited,
    verb: str,
    *,
    actor: Actor,
    contents: Iterable[Audited] = (),
    opens: Iterable[str] = (),
    **notes: Any,
) -> AuditEvent:
    """Store a new object and the first event of its chain; `opens` starts deadline rules.

    `notes` are `rule`, `reason`, `on_behalf_of` and `obtained`.
    """
    _check(_lifecycle(obj).verbs[verb], obj, actor)
    obj.save(force_insert=True)
    started = deadlines.start(obj, opens)
    return _append(obj, verb, actor, [obj, *contents, *started], states=("", _state(obj)), new=True, **notes)


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
    **notes: Any,
) -> AuditEvent:
    """Take one step: check permission, version and state, move the row, remember.

    `version` is what the form was drawn from. `changes` are field values that the
    step sets. `opens` and `meets` add deadline rules to those of the step; `since` is when
    their clocks began. Raises NotAllowed, StaleState or WrongState, and then wrote nothing.
    """
    step = obj.lifecycle.steps[step_name]
    _check(step, obj, actor)
    if obj.version != version:
        raise StaleState(step_name)
    if obj.state not in step.sources:
        raise WrongState(f"{step_name} from {obj.state}")
    before = obj.state
    _move(obj, step, version, changes or {})
    touched = [
        *deadlines.meet(obj, [*step.meets, *meets]),
        *deadlines.start(obj, [*step.opens, *opens], since=since),
    ]
    return _append(obj, step_name, actor, [obj, *contents, *touched], states=(before, step.target), **notes)


def record(
    obj: Audited,
    verb_name: str,
    *,
    actor: Actor,
    contents: Iterable[Audited] = (),
    opens: Iterable[str] = (),
    meets: Iterable[str] = (),
    since: dt.datetime | None = None,
    **notes: Any,
) -> AuditEvent:
    """Note something that changes no state. Locks the chain's head only: two at once both stand.

    A changed row of the object itself must be named in `contents`.
    """
    verb = _lifecycle(obj).verbs[verb_name]
    _check(verb, obj, actor)
    if verb.states and _state(obj) not in verb.states:
        raise WrongState(f"{verb_name} in {_state(obj)}")
    touched = [*deadlines.meet(obj, meets), *deadlines.start(obj, opens, since=since)]
    state = _state(obj)
    return _append(obj, verb_name, actor, [*contents, *touched], states=(state, state), **notes)


def _lifecycle(obj: models.Model) -> Lifecycle:
    return Lifecycle.registry[obj._meta.label_lower]


def _state(obj: models.Model) -> str:
    return getattr(obj, "state", "")


def _check(move: Step | Verb, obj: models.Model, actor: Actor) -> None:
    permitted = move.by_system if isinstance(actor, System) else move.allowed(actor, obj)
    if not permitted:
        raise NotAllowed(actor, obj, move.name)


def _move(obj: WorkflowModel, step: Step, version: int, changes: dict[str, Any]) -> None:
    rows = type(obj)._base_manager.filter(pk=obj.pk, state__in=step.sources, version=version)
    moved = rows._move(state=step.target, version=version + 1, **changes)
    if moved != 1:
        raise StaleState(step.name)
    for name, value in {**changes, "state": step.target, "version": version + 1}.items():
        setattr(obj, name, value)


def _append(
    obj: models.Model,
    verb: str,
    actor: Actor,
    contents: Iterable[Audited],
    *,
    states: tuple[str, str],
    new: bool = False,
    rule: str = "",
    reason: str = "",
    on_behalf_of: Actor | None = None,
    obtained: str = "",
) -> AuditEvent:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("The engine works inside a transaction.")
    head = _new_head(obj) if new else _lock_head(obj)
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
