"""What is named in a case, clauses and accounts alike: confirmed, dropped, added, and carried on by a merge.

Each works in the caller's transaction, writes its rows, and returns those that the caller's event must seal.
"""

import dataclasses
from collections.abc import Callable, Collection, Iterable
from typing import Any, Generic, TypeVar
from uuid import UUID

from accounts.models import Person
from incidents.models import NamedInCase
from workflow import clock

Added = TypeVar("Added")
Row = TypeVar("Row", bound=NamedInCase)
CONFIRMED, DROPPED = NamedInCase.Decision.CONFIRMED, NamedInCase.Decision.DROPPED


@dataclasses.dataclass(frozen=True)
class Chosen(Generic[Added]):
    """What a lead decides: ids of the case's rows that hold and that do not, and what nobody named yet."""

    confirmed: frozenset[UUID] = frozenset()
    dropped: frozenset[UUID] = frozenset()
    added: tuple[Added, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.confirmed or self.dropped or self.added)


NOTHING_CHOSEN: Chosen[Any] = Chosen()


def decide(
    named: Iterable[Row], chosen: Chosen[Any], *, added: Iterable[Row] = (), actor: Person
) -> list[Row]:
    """Confirm, drop and add, with the case locked. What was decided so already stays as it is."""
    rows = {row.key: row for row in named}
    wanted = {key: decision for key, row in rows.items() if (decision := _decision(row, chosen))}
    for row in added:
        rows.setdefault(row.key, row)
        wanted[row.key] = CONFIRMED
    changed = [row for key, row in rows.items() if row.decision != wanted.get(key, row.decision)]
    for row in changed:
        row.decision, row.decided_by, row.decided_at = wanted[row.key], actor, clock.now()
        _store(row)
    return changed


def carry(named: Iterable[Row], known: Iterable[Row], copy: Callable[[Row], Row]) -> list[Row]:
    """Let what stands in a case that is merged go on in the other. What a lead confirmed in either holds."""
    there = {row.key: row for row in known}
    changed = []
    for row in named:
        one = there.get(row.key)
        if one is None:
            one = copy(row)
        elif one.is_confirmed or not row.is_confirmed:
            continue
        one.decision, one.decided_by, one.decided_at = row.decision, row.decided_by, row.decided_at
        _store(one)
        changed.append(one)
    return changed


def in_words(rows: Collection[Row], label: Callable[[Row], str], confirmed: str, dropped: str) -> str:
    """What was decided, for the chronology; empty when nothing was. Each sentence says `%(named)s`."""
    found = {
        words: "; ".join(label(row) for row in rows if row.decision == decision)
        for decision, words in ((CONFIRMED, confirmed), (DROPPED, dropped))
    }
    return " ".join(words % {"named": labels} for words, labels in found.items() if labels)


def _decision(row: NamedInCase, chosen: Chosen[Any]) -> str:
    if row.pk in chosen.confirmed:
        return CONFIRMED
    return DROPPED if row.pk in chosen.dropped else ""


def _store(row: NamedInCase) -> None:
    """A new row, or what was decided about one; what was named is never written again."""
    row.save(update_fields=None if row._state.adding else row.DECIDED)
