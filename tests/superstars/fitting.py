"""Which rows an address is about, as the table of URLs tells it: so that a walk need not ask every id everywhere."""

import functools
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Model

from tests.cast import Cast
from tests.superstars.snapshots import Fits, Places
from tests.superstars.test_url_roles import World, row_named
from tests.superstars.url_table import TABLE

# Name of an address → the models of each of its ids, in their order.
Kinds = dict[str, list[set[type[Model]]]]


@functools.cache
def kinds_of_addresses() -> Kinds:
    """Read off the rows that the table names, once a process. The world that it is asked of is rolled back."""
    before = transaction.savepoint()
    world = World(Cast())
    found: Kinds = {}
    for row in TABLE:
        rows = [row_named(said, world) for said in row.places.values()]
        models = [type(each) for each in rows if each is not None]
        for place, model in enumerate(models):
            kinds = found.setdefault(row.name, [])
            if place == len(kinds):
                kinds.append(set())
            kinds[place].add(model)
    transaction.savepoint_rollback(before)
    return found


def fitting(kinds: Kinds | None, models: Iterable[type[Model]]) -> Fits | None:
    """Whether ids are of the kinds that an address is about, for ids of `models`' rows as they are now.

    An id of none of them fits no address; without `kinds` there is nothing to ask.
    """
    if kinds is None:
        return None
    owners: dict[uuid.UUID, set[type[Model]]] = {}
    for model in models:
        for pk in model._base_manager.values_list("pk", flat=True):
            owners.setdefault(pk, set()).add(model)

    def fits(name: str, place: Places) -> bool:
        return all(
            owners.get(pk, set()) & wanted for pk, wanted in zip(place, kinds.get(name, []), strict=False)
        )

    return fits
