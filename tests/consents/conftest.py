"""A family with two parents, notices for every purpose, and a way to answer for Kit."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import time_machine

from accounts import actions as people
from accounts.models import ChildContact, Person
from consents.actions import answering, informing
from consents.models import Purpose, Signature
from consents.selectors import notices
from tests.cast import SET_UP, Cast, make_person

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
SEEN = people.Right(Responsibility.YES, evidence="Birth certificate seen")


@pytest.fixture(autouse=True)
def an_ordinary_tuesday() -> Iterator[None]:
    """Every test here begins on 24 November 2026 at nine, in the school year that ends in 2027."""
    with time_machine.travel(moment("2026-11-24", 9), tick=True):
        yield


@pytest.fixture
def told(cast: Cast) -> dict:
    """A notice for each purpose, current today: purpose → notice."""
    for purpose in Purpose.objects.asked():
        words = informing.Words(
            f"Pictures: {purpose}.", "Families of the setting.", "Until the end of the year."
        )
        informing.publish_notice(purpose, actor=SET_UP, words=words)
    return notices.current()


@pytest.fixture
def mother(cast: Cast) -> Person:
    """Petra, Kit's mother, with parental responsibility."""
    people.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    return cast.petra


@pytest.fixture
def father(cast: Cast) -> Person:
    """Paolo, Kit's father, with parental responsibility."""
    person = make_person("Paolo", "Rossi", "parent")
    people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.FATHER, right=SEEN)
    return person


@pytest.fixture
def answer(cast: Cast) -> Callable[..., Signature]:
    """Sign for Kit: yes to the named purposes, no to all others."""

    def signed(person: Person, *yes: str, child=None, seen: int | None = None, **said) -> Signature:
        child = child or cast.kit
        asked = [purpose.code for purpose in Purpose.objects.asked()]
        sitting = answering.Sitting(
            answers={code: code in yes or "all" in yes for code in asked},
            notices={code: notice.pk for code, notice in notices.current().items()},
            typed_name=str(person),
            declared=True,
            seen=answering.last_answer(child.pk) if seen is None else seen,
        )
        sitting = said.pop("sitting", sitting)
        return answering.sign(child, actor=person, sitting=sitting, **said)

    return signed


def moment(day: str, hour: int = 12) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T{hour:02}:00+00:00")
