"""A file of children to try the import with: something new, changed, unchanged, and to look at twice."""

import datetime as dt
from collections.abc import Iterator, Sequence

from accounts.importing.columns import HEADINGS as ALL_HEADINGS
from accounts.models import Child
from documents.export import Cell
from superstars.demo.people import CHILDREN, DAYS_PER_MONTH
from workflow import clock

# Without the reference, as a file from another program has none.
HEADINGS = ALL_HEADINGS[1:]

_ISLA_MONTHS, _LEO_MONTHS = 40, 27
_NOBODY: tuple[Cell, ...] = ("",) * 5


def rows() -> Iterator[Sequence[Cell]]:
    """Two new children with the same mother, one who moves to another room, one as it is, one met before."""
    born = {(child.given_name, child.family_name): child.born_on for child in Child.objects.all()}
    mother = ("Morag", "Fraser", "morag.fraser@superstars.example", "Mother", "Yes")
    father = ("Callum", "Fraser", "", "Father", "Not verified")
    isla = ("Isla", "Fraser", _months_ago(_ISLA_MONTHS), "Planets", clock.today(), None)
    leo = ("Leo", "Fraser", _months_ago(_LEO_MONTHS), "Comets", clock.today(), None)
    yield (*isla, *mother)
    yield (*isla, *father)
    yield (*leo, *mother)
    for key, given_name, family_name, months, room, _parents in CHILDREN:
        day = born.get((given_name, family_name), _months_ago(months))
        if key == "sami":
            yield (given_name, family_name, day, "Planets", None, None, *_NOBODY)
        elif key == "alfie":
            yield (given_name, family_name, day, room, None, None, *_NOBODY)
        elif key == "mia":
            yield (given_name, family_name, day + dt.timedelta(days=31), room, None, None, *_NOBODY)


def _months_ago(months: int) -> dt.date:
    return clock.today() - dt.timedelta(days=round(months * DAYS_PER_MONTH))
