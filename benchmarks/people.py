"""The setting of the benchmark: five leaders, staff, children and their parents, made through the actions."""

import dataclasses
import datetime as dt

from accounts import actions
from accounts.models import Child, Person, Role, User
from workflow.actors import System

SEED = System("benchmark")
SINCE = dt.date(2020, 1, 1)
STAFF, CHILDREN = 25, 120


@dataclasses.dataclass(frozen=True)
class People:
    """Who takes part. `tied` is the child of the setting that the DSL is a relative of."""

    owner: Person
    manager: Person
    deputy_manager: Person
    dsl: Person
    deputy_dsl: Person
    staff: list[Person]
    children: list[Child]
    tied: Child


def make() -> People:
    """Everybody, with ties: each child has two parents, and the DSL a partner and a niece here."""
    staff = [make_person("Staff", number, Role.PRACTITIONER) for number in range(STAFF)]
    children = [_family(number) for number in range(CHILDREN)]
    people = People(
        owner=make_person("Owner", 0, Role.OWNER),
        manager=make_person("Manager", 0, Role.MANAGER),
        deputy_manager=make_person("Deputy", 0, Role.DEPUTY_MANAGER),
        dsl=make_person("Lead", 0, Role.DSL),
        deputy_dsl=make_person("Lead", 1, Role.DEPUTY_DSL),
        staff=staff,
        children=children,
        tied=children[0],
    )
    _tie(people.dsl, people.tied, "relative")
    _tie(people.dsl, people.staff[0], "partner")
    for person in (people.dsl, people.staff[1]):
        User.objects.create(person=person, email=person.email, password="!")
    return people


def make_person(kind: str, number: int, role: str) -> Person:
    person = actions.add_person(
        actor=SEED,
        given_name=f"{kind}{number}",
        family_name=f"Number{number}",
        email=f"{kind.lower()}{number}@example.org",
    )
    actions.give_role(person, role, actor=SEED, starts_on=SINCE)
    return person


def _family(number: int) -> Child:
    child = actions.add_child(
        actor=SEED,
        given_name=f"Child{number}",
        family_name=f"Family{number}",
        born_on=dt.date(2022, 1, 1) + dt.timedelta(days=number),
        room="Comets",
    )
    for parent in range(2):
        _tie(make_person(f"Parent{parent}x", number, Role.PARENT), child, "parent")
    return child


def _tie(person: Person, other: Person | Child, kind: str) -> None:
    actions.tie(person, other, kind, actor=SEED, source="Registration form", starts_on=SINCE)
