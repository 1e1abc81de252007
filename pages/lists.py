"""Pages of a list without a total: one row more than a page shows says whether another follows.

A count would read every row, and would tell of rows that are hidden elsewhere.
"""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

# Nobody turns so many pages; a larger number in the address is a slip or an attack.
LAST_PAGE = 10_000


@dataclasses.dataclass(frozen=True)
class ListPage:
    """One page of a list, with the names that templates know from Django's own."""

    object_list: Sequence[Any]
    number: int
    has_next: bool

    def __iter__(self) -> Iterator[Any]:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)

    @property
    def has_previous(self) -> bool:
        return self.number > 1

    @property
    def has_other_pages(self) -> bool:
        return self.has_previous or self.has_next

    @property
    def previous_page_number(self) -> int:
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        return self.number + 1


def window(rows: Any, asked: str | None, size: int) -> ListPage:
    """The page that `asked` (text of the address) names, of anything that can be sliced; else the first.

    A page behind the last one is the first too: "nothing here" would be said of a list that has rows.
    """
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * size
    found = list(rows[start : start + size + 1])
    if not found and number > 1:
        return window(rows, None, size)
    return ListPage(found[:size], number, has_next=len(found) > size)
