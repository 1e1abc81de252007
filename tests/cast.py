"""The same people in every test, made through the actions.

Olive owns, Maya manages and is the DSL, Dan is deputy in both; Pia and Sam work
there; Kit is a child, and Petra is Kit's mother. Nobody exists before they are asked
for, except the three leaders and Pia.
"""

import datetime as dt
from functools import cached_property, partial

from accounts import actions
from accounts.actions import standing
from accounts.models import Child, Person, Role, User
from tests.replay import made_once
from workflow.actors import System

SET_UP = System("set-up")
PASSWORD = "correct-horse-battery"
# Long ago, so that a test that travels back still finds everybody in office.
SINCE = dt.date(2020, 1, 1)


def make_person(given_name: str, family_name: str, *roles: str) -> Person:
    """A person with roles since long ago, and an address of their own."""
    make = partial(_make_person, given_name, family_name, *roles)
    person = made_once((given_name, family_name, *roles), Person, make)
    # As the actions would: what follows from somebody's roles follows after the commit.
    standing.announce([person.pk])
    return person


def _make_person(given_name: str, family_name: str, *roles: str) -> Person:
    person = actions.add_person(
        actor=SET_UP,
        given_name=given_name,
        family_name=family_name,
        email=f"{given_name.lower()}@example.org",
    )
    for role in roles:
        actions.give_role(person, role, actor=SET_UP, starts_on=SINCE)
    return person


def make_child(given_name: str, family_name: str, born_on: dt.date, room: str) -> Child:
    names = {"given_name": given_name, "family_name": family_name}
    make = partial(actions.add_child, actor=SET_UP, **names, born_on=born_on, room=room)
    return made_once((given_name, family_name, born_on, room), Child, make)


def make_user(person: Person) -> User:
    """A sign-in with the password of the tests."""
    user = User(person=person, email=person.email)
    user.set_password(PASSWORD)
    user.save()
    return user


class Cast:
    """Everybody by name. Each is made on first use."""

    def __init__(self) -> None:
        self.leaders = (self.olive, self.maya, self.dan)
        self.reporter = self.pia

    @cached_property
    def olive(self) -> Person:
        return make_person("Olive", "Okafor", Role.OWNER)

    @cached_property
    def maya(self) -> Person:
        return make_person("Maya", "Lindqvist", Role.MANAGER, Role.DSL)

    @cached_property
    def dan(self) -> Person:
        return make_person("Dan", "Brennan", Role.DEPUTY_MANAGER, Role.DEPUTY_DSL)

    @cached_property
    def pia(self) -> Person:
        return make_person("Pia", "Novak", Role.PRACTITIONER)

    @cached_property
    def sam(self) -> Person:
        return make_person("Sam", "Achebe", Role.SUPPORT)

    @cached_property
    def vera(self) -> Person:
        return make_person("Vera", "Quist", Role.VOLUNTEER)

    @cached_property
    def colin(self) -> Person:
        return make_person("Colin", "Marsh", Role.CONTRACTOR)

    @cached_property
    def viktor(self) -> Person:
        return make_person("Viktor", "Hale", Role.VISITOR)

    @cached_property
    def petra(self) -> Person:
        person = make_person("Petra", "Rossi", Role.PARENT)
        actions.tie(person, self.kit, "parent", actor=SET_UP, source="Registration form", starts_on=SINCE)
        return person

    @cached_property
    def ines(self) -> Person:
        return make_person("Ines", "Duarte", Role.INSPECTOR)

    @cached_property
    def tariq(self) -> Person:
        return make_person("Tariq", "Nasser", Role.TECHNICAL_ADMIN)

    @cached_property
    def kit(self) -> Child:
        return make_child("Kit", "Rossi", dt.date(2023, 3, 14), "Comets")

    @cached_property
    def ana(self) -> Child:
        return make_child("Ana", "Silva", dt.date(2022, 11, 2), "Planets")
