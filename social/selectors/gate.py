"""Whether somebody may use social media for the setting at all: they have signed what must be signed first.

Which policy that is, is data (`Gate`), chosen by the setting. Without a choice, or without a version in
force, nobody passes.
"""

import uuid
from collections.abc import Iterable

from accounts.models import Person
from policies.selectors import who_acknowledged
from social.models import Gate

ACCEPTABLE_USE = "acceptable-use"


def may_use(person: Person) -> bool:
    """Whether `person` works with what is in force now of the acceptable-use policy (S3.3c, S5.10a).

    Asked at request, decision and use; never stored.
    """
    return person.pk in who_may_use([person.pk])


def who_may_use(person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """The same for many persons, in as many queries as for one."""
    gate = gate_now()
    return who_acknowledged(person_ids, gate.policy_code) if gate else set()


def gate_now() -> Gate | None:
    return Gate.objects.filter(pk=ACCEPTABLE_USE).first()
