"""Lifecycles as data: one table draws the buttons, enforces the step and draws the diagram."""

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from typing import Any, ClassVar

from django.db.models import TextChoices

Allowed = Callable[[Any, Any], bool]


def nobody(actor: Any, obj: Any) -> bool:
    """The predicate of a step that no person takes, only the system."""
    return False


@dataclasses.dataclass(frozen=True)
class Verb:
    """Something that is recorded on an object and leaves its state as it is.

    `allowed(person, obj)` decides for people; `by_system` admits `System` actors.
    """

    name: str
    allowed: Allowed
    label: Any = ""
    by_system: bool = False
    states: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Step:
    """A change of state: from one of `sources` to `target`.

    `opens` and `meets` name the deadline rules that start and end with it.
    """

    name: str
    sources: tuple[str, ...]
    target: str
    allowed: Allowed
    label: Any = ""
    by_system: bool = False
    opens: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()


class Lifecycle:
    """The states and steps of one model, registered under `name` (its model label)."""

    registry: ClassVar[dict[str, "Lifecycle"]] = {}

    def __init__(
        self,
        name: str,
        *,
        title: Any = "",
        states: type[TextChoices] | None = None,
        initial: str = "",
        ends: Iterable[str] = (),
        steps: Iterable[Step] = (),
        verbs: Iterable[Verb] = (),
    ) -> None:
        self.name = name
        self.title = title or name
        self.states = states
        self.initial = initial
        self.ends = tuple(ends)
        moves: list[Step | Verb] = [*steps, *verbs]
        self.steps = {move.name: move for move in moves if isinstance(move, Step)}
        self.verbs = {move.name: move for move in moves if isinstance(move, Verb)}
        self._names = Counter(move.name for move in moves)
        Lifecycle.registry[name] = self

    def available(self, obj: Any, person: Any) -> list[Step]:
        """The steps that `person` may take on `obj` as it stands now."""
        return [
            step for step in self.steps.values() if obj.state in step.sources and step.allowed(person, obj)
        ]

    def open_to(self, person: Any, obj: Any, names: Collection[str]) -> set[str]:
        """Those of `names`, steps and verbs, that `person` may use on `obj` now, for drawing buttons.

        Each predicate is asked once, however many moves name it, and none for a move that has no button.
        """
        asked: dict[Allowed, bool] = {}
        moves: list[Step | Verb] = [*self.steps.values(), *self.verbs.values()]
        fitting = [move for move in moves if move.name in names and fits(move, obj)]
        for move in fitting:
            if move.allowed not in asked:
                asked[move.allowed] = move.allowed(person, obj)
        return {move.name for move in fitting if asked[move.allowed]}

    def problems(self) -> list[str]:
        """What is inconsistent in this table, in words; empty when nothing is."""
        found = [f"{self.name}.{name}: named twice" for name, times in self._names.items() if times > 1]
        if self.states is None:
            return found + ([f"{self.name}: steps without states"] if self.steps else [])
        known = set(self.states.values)
        found += [
            f"{self.name}.{move.name}: unknown state {state!r}"
            for move, states in self._mentions()
            for state in states
            if state not in known
        ]
        found += [
            f"{self.name}.{step.name}: from no state" for step in self.steps.values() if not step.sources
        ]
        found += [f"{self.name}: unknown end {state!r}" for state in self.ends if state not in known]
        if self.initial not in known:
            found.append(f"{self.name}: the initial state {self.initial!r} is unknown")
        return found or self._unreachable(known)

    def _mentions(self) -> Iterable[tuple[Step | Verb, tuple[str, ...]]]:
        yield from ((step, (*step.sources, step.target)) for step in self.steps.values())
        yield from ((verb, verb.states) for verb in self.verbs.values())

    def _unreachable(self, known: set[str]) -> list[str]:
        reached = {self.initial}
        for _ in known:
            reached |= {step.target for step in self.steps.values() if reached & set(step.sources)}
        leaving = {state for step in self.steps.values() for state in step.sources}
        stuck = known - leaving - set(self.ends)
        return [f"{self.name}: {state!r} can never be reached" for state in sorted(known - reached)] + [
            f"{self.name}: nothing leads out of {state!r}" for state in sorted(stuck)
        ]


def fits(move: Step | Verb, obj: Any) -> bool:
    """Whether `obj` is in a state that has this step, or in which this verb is used."""
    if isinstance(move, Step):
        return obj.state in move.sources
    return not move.states or obj.state in move.states
