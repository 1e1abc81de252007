"""What every test may ask for: the cast, and a browser's client for one of them."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import Person, User
from tests.cast import Cast, make_user
from workflow import guards


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def sign_in() -> Callable[[Person], Client]:
    """A client signed in as `person`, with the second factor shown."""

    def signed_in(person: Person, *, second_factor: bool = True) -> Client:
        client = Client()
        client.force_login(User.objects.filter(person=person).first() or make_user(person))
        if second_factor:
            session = client.session
            session[SESSION_KEY] = True
            session.save()
        return client

    return signed_in


@pytest.fixture
def real_commits(transactional_db: None) -> Iterator[None]:
    """For tests whose transactions must really commit. The guards are lifted for the flush after it,
    and the migrate signal of the flush puts them back."""
    yield
    guards.lift()
