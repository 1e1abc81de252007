"""The register as a file is compared with it, and as it leaves in a file of the same columns."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet

from accounts.importing.cells import RESPONSIBILITY_WORDS, capacity_word
from accounts.importing.register import Register
from accounts.models import Child, ChildContact, Person, User
from documents.export import Cell
from workflow import clock


def as_it_stands() -> Register:
    """Everybody, in a handful of queries whatever their number."""
    people = {person.pk: person for person in Person.objects.prefetch_related("role_assignments")}
    contacts = list(ChildContact.objects.holding().order_by("begins_at", "pk"))
    for row in contacts:
        row.person = people[row.person_id]
    return Register(
        children={child.pk: child for child in Child.objects.all()},
        people=people,
        contacts=contacts,
        signing_in=frozenset(User.objects.values_list("person_id", flat=True)),
        today=clock.today(),
    )


def lines(children: QuerySet[Child]) -> Iterator[Sequence[Cell]]:
    """One line for each child and contact, in the columns of `importing.columns`. Three queries."""
    held = ChildContact.objects.holding().filter(child__in=children).select_related("person")
    contacts: dict[object, list[ChildContact]] = {}
    for row in held.order_by("begins_at", "pk"):
        contacts.setdefault(row.child_id, []).append(row)
    for child in children:
        days = (child.born_on, child.room, child.started_on, child.left_on)
        own: tuple[Cell, ...] = (str(child.pk), child.given_name, child.family_name, *days)
        held_now: list[ChildContact | None] = [*contacts.get(child.pk, [])]
        for one in held_now or [None]:
            yield (*own, *_contact(one))


def _contact(row: ChildContact | None) -> tuple[Cell, ...]:
    if row is None:
        return (None,) * 5
    person = row.person
    right = RESPONSIBILITY_WORDS[ChildContact.Responsibility(row.responsibility)]
    return person.given_name, person.family_name, person.email, capacity_word(row.capacity), right
