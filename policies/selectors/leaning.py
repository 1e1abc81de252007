"""Which policy leans on which, as nodes and arrows for the picture and as rows for the table (S2.1)."""

import dataclasses
import uuid

from accounts.models import Person
from policies.models import PolicyLink
from policies.selectors import library
from policies.selectors.library import Row


@dataclasses.dataclass(frozen=True)
class Leaning:
    """One policy with those that it leans on, and those that lean on it."""

    row: Row
    leans_on: list[Row]
    leant_on_by: list[Row]


@dataclasses.dataclass(frozen=True)
class Network:
    """`linked` have an arrow at least, `alone` have none; `arrows` go from a policy to what it leans on."""

    linked: list[Leaning]
    alone: list[Row]
    arrows: list[tuple[uuid.UUID, uuid.UUID]]


def network(reader: Person) -> Network:
    """All policies that `reader` may see, and the links between them. Five queries."""
    rows = {row.policy.pk: row for row in library.rows(reader)}
    arrows = [
        (from_id, to_id)
        for from_id, to_id in PolicyLink.objects.filter(ended_at=None).values_list("policy", "to")
        if from_id in rows and to_id in rows
    ]
    order = {pk: position for position, pk in enumerate(rows)}
    arrows.sort(key=lambda arrow: (order[arrow[0]], order[arrow[1]]))
    leanings = [
        Leaning(
            row,
            leans_on=[rows[to_id] for from_id, to_id in arrows if from_id == pk],
            leant_on_by=[rows[from_id] for from_id, to_id in arrows if to_id == pk],
        )
        for pk, row in rows.items()
    ]
    linked = [one for one in leanings if one.leans_on or one.leant_on_by]
    alone = [one.row for one in leanings if not (one.leans_on or one.leant_on_by)]
    return Network(linked, alone, arrows)
