"""What an app puts on a person's home page."""

import dataclasses
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import CharField, Func, IntegerField, QuerySet, Value
from django.utils.translation import ngettext


@dataclasses.dataclass(frozen=True)
class Card:
    """One thing that waits: a title that links, and a number or a line. `is_way`: nothing waits; it is always there."""

    title: str
    url: str
    value: int | None = None
    text: Any = ""
    is_way: bool = False


@dataclasses.dataclass(frozen=True)
class Waiting:
    """Rows that wait: a card with their number, and none where nothing waits unless it `is_always` there, with `quiet`.

    `part` of them is counted too: those that are overdue. `each` makes the cards of both numbers where this says too
    little; it is asked only when something waits.
    """

    title: Any
    url: str
    rows: QuerySet[Any]
    text: Any = ""
    part: QuerySet[Any] | None = None
    is_counted: bool = True
    is_always: bool = False
    quiet: Any = ""
    each: Callable[[int, int], list[Card]] | None = None

    def drawn(self, number: int, part: int) -> list[Card]:
        if not number:
            return [Card(self.title, self.url, text=self.quiet or self.text)] if self.is_always else []
        if self.each:
            return self.each(number, part)
        text = ngettext("%(number)s is overdue", "%(number)s are overdue", part) % {"number": part}
        return [Card(self.title, self.url, number if self.is_counted else None, text if part else self.text)]


def drawn(found: Iterable[Card | Waiting]) -> list[Card]:
    """The cards of one app, in their order. One query for all that is counted."""
    entries = list(found)
    wanted = {}
    for at, one in enumerate(entries):
        if isinstance(one, Waiting):
            wanted[f"{at}"] = one.rows
            if one.part is not None:
                wanted[f"{at} part"] = one.part
    numbers = counted(wanted)
    cards: list[Card] = []
    for at, one in enumerate(entries):
        if isinstance(one, Card):
            cards.append(one)
        else:
            cards += one.drawn(numbers[f"{at}"], numbers.get(f"{at} part", 0))
    return cards


class _Count(Func):
    """COUNT as a plain function: an aggregate would group by what stands beside it."""

    function = "COUNT"
    template = "%(function)s(DISTINCT %(expressions)s)"
    output_field = IntegerField()


def counted(wanted: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """How many rows each has. One query, whatever their number; none where there is nothing to count."""
    parts = [
        rows.order_by()
        .annotate(_of=Value(name, CharField()), _number=_Count("pk"))
        .values_list("_of", "_number")
        for name, rows in wanted.items()
    ]
    found = dict(parts[0].union(*parts[1:], all=True)) if parts else {}
    return dict.fromkeys(wanted, 0) | found
