"""What parts/table.html needs to become cards: each cell with the label of its column."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template

register = template.Library()


@register.filter
def under(cells: Sequence[Any], columns: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Pair the cells of a row with the columns' labels. ValueError when a row is too long or too short."""
    return zip(columns, cells, strict=True)
