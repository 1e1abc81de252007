"""Who has signed what: one request with its answers, and the wall of all of them."""

import dataclasses
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import Person, RoleAssignment
from policies.models import Acknowledgement, AcknowledgementRequest, Policy, PolicyVersion
from policies.selectors.scope import asked_versions

Standing = AcknowledgementRequest.Standing
OPEN = (Standing.PENDING, Standing.OVERDUE, Standing.QUESTION, Standing.DECLINED)
WAITING = (Standing.QUESTION, Standing.DECLINED)
EXEMPT = (Standing.EXEMPT,)
# What a cell of the wall can say; whoever is out of scope has none.
SHOWN = (Standing.SIGNED, *OPEN, *EXEMPT)


def requests() -> Any:
    """Each with its `standing`, its person and its policy."""
    rows = AcknowledgementRequest.objects.with_standing().select_related("person", "version__policy")
    return rows.defer("version__outline", "version__outline_before")


def answers(request: AcknowledgementRequest) -> list[Acknowledgement]:
    """Everything that was answered, the first first."""
    rows = request.answers.select_related("by", "version")
    return list(rows.defer("version__outline", "version__outline_before").order_by("at", "pk"))


@dataclasses.dataclass(frozen=True)
class Narrowed:
    """What the wall is narrowed to; empty is everything."""

    policy: str = ""
    role: str = ""
    standing: str = ""
    person: str = ""


@dataclasses.dataclass(frozen=True)
class Column:
    """One policy: the version that is to be signed, and how many of those asked have signed it."""

    version: PolicyVersion
    policy: Policy
    counts: Mapping[str, int]

    @property
    def signed(self) -> int:
        return self.counts.get(Standing.SIGNED, 0)

    @property
    def asked(self) -> int:
        """Whoever is exempt was asked no more."""
        return sum(self.counts.get(standing, 0) for standing in (Standing.SIGNED, *OPEN))

    @property
    def overdue(self) -> int:
        return self.counts.get(Standing.OVERDUE, 0)

    @property
    def waiting(self) -> int:
        """Whoever waits for an answer to a question or a refusal."""
        return sum(self.counts.get(standing, 0) for standing in WAITING)

    @property
    def exempt(self) -> int:
        return self.counts.get(Standing.EXEMPT, 0)


@dataclasses.dataclass(frozen=True)
class Row:
    """One person with each column and their cell under it; None where they were not asked."""

    person: Person
    pairs: list[tuple[Column, Any]]

    @property
    def asked(self) -> int:
        return sum(cell is not None and cell.standing != Standing.EXEMPT for _column, cell in self.pairs)

    @property
    def signed(self) -> int:
        return sum(cell is not None and cell.standing == Standing.SIGNED for _column, cell in self.pairs)


def columns(narrowed: Narrowed) -> list[Column]:
    """The policies of the wall, by title. Four queries."""
    asked = asked_versions()
    policies = Policy.objects.filter(pk__in=asked).order_by("title", "pk")
    chosen = [one for one in policies if narrowed.policy in ("", str(one.pk))]
    counted = _counts(asked[one.pk].pk for one in chosen)
    return [Column(asked[one.pk], one, counted.get(asked[one.pk].pk, {})) for one in chosen]


def _counts(version_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, int]]:
    found: dict[uuid.UUID, dict[str, int]] = {}
    rows = AcknowledgementRequest.objects.filter(version__in=list(version_ids)).with_standing()
    for version_id, standing, count in rows.values_list("version_id", "standing").annotate(Count("pk")):
        found.setdefault(version_id, {})[standing] = count
    return found


def people(shown: list[Column], narrowed: Narrowed) -> QuerySet[Person]:
    """Whoever was asked for one of the columns, by name; of a role, or with a cell of one standing."""
    cells = AcknowledgementRequest.objects.filter(
        version__in=[one.version.pk for one in shown], person=OuterRef("pk")
    ).filter(Q(closed_at=None) | Q(closing__in=(Standing.SIGNED, Standing.EXEMPT)))
    if narrowed.standing:
        cells = cells.with_standing().filter(standing=narrowed.standing)
    found = Person.objects.filter(Exists(cells))
    if narrowed.person:
        found = found.filter(pk=narrowed.person)
    if narrowed.role:
        held = RoleAssignment.objects.in_force().filter(person=OuterRef("pk"), role=narrowed.role)
        found = found.filter(Exists(held))
    return found.order_by("family_name", "given_name", "pk")


def rows(shown: list[Column], persons: Iterable[Person]) -> list[Row]:
    """Their cells. One query, whatever the number."""
    persons = list(persons)
    found = AcknowledgementRequest.objects.filter(
        version__in=[one.version.pk for one in shown], person__in=persons
    ).with_standing()
    cells = {(cell.person_id, cell.version_id): cell for cell in found if cell.standing in SHOWN}
    return [
        Row(person, [(one, cells.get((person.pk, one.version.pk))) for one in shown]) for person in persons
    ]
