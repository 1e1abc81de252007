"""A new installation: the organisation has a name, and the first leaders can sign in."""

import dataclasses
from collections.abc import Iterable
from typing import Self

from accounts.actions.people import add_person
from accounts.actions.roles import give_role
from accounts.actions.signing_in import invite, of
from accounts.models import Organisation, Person
from workflow import clock
from workflow.actors import System

SET_UP = System("set-up")


@dataclasses.dataclass(frozen=True)
class Newcomer:
    """Somebody named at set-up, with the roles they are to hold from today."""

    given_name: str
    family_name: str
    email: str
    roles: tuple[str, ...]

    def with_roles(self, more: tuple[str, ...]) -> Self:
        """The same person, named twice: with the roles of both."""
        return dataclasses.replace(self, roles=(*more, *self.roles))


def name_organisation(name: str) -> None:
    """Give the setting its name. Reference data: it has no chain of its own."""
    Organisation.objects.filter(pk=1).update(name=name, source="Set-up", checked_on=clock.today())


def set_up(newcomers: Iterable[Newcomer]) -> list[Person]:
    """Enter each into the register, give the roles and send the invitation; returns the persons.

    May be run again after an interruption: whoever has that address is not entered twice, and
    only those without a sign-in are invited. Raises ValidationError when an address is taken.
    """
    return [_welcome(newcomer) for newcomer in newcomers]


def _welcome(newcomer: Newcomer) -> Person:
    person = Person.objects.filter(email__iexact=newcomer.email).first() or add_person(
        actor=SET_UP,
        given_name=newcomer.given_name,
        family_name=newcomer.family_name,
        email=newcomer.email,
    )
    for role in newcomer.roles:
        if role not in person.roles:
            give_role(person, role, actor=SET_UP)
    if of(person) is None:
        invite(person, actor=SET_UP)
    return person
