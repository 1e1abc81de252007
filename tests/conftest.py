"""What every test may ask for: the cast, and a browser's client for one of them."""

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client

from accounts.middleware import SESSION_KEY
from accounts.models import Person, User
from documents import keys
from tests.cast import Cast, make_user
from workflow import guards


def pytest_configure() -> None:
    """Argon2 is slow on purpose; the thousand sign-ins of the tests need not be."""
    settings.PASSWORD_HASHERS.insert(0, "django.contrib.auth.hashers.MD5PasswordHasher")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look at it again and again, nor as often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture(scope="session")
def certificate_key() -> Path:
    """The key that seals PDFs, made once for each process: a short one, because making it takes time."""
    path = Path(settings.CERTIFICATE_KEY)
    keys.make(path, "Tests", bits=2048)
    return path


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest) -> None:
    """A SQLite file that is named stays a file: connections of its own need one (pytest-django's hook)."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and database["NAME"] != ":memory:":
        connection.settings_dict["TEST"]["NAME"] = str(database["NAME"])
        # No test cuts the power: a commit need not have reached the disk.
        connection.settings_dict["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
    # Only now, because it adds the name of the process to the name of the file.
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture
def real_commits(transactional_db: None) -> None:
    """For tests whose transactions must really commit, as seen by other connections and processes."""


@pytest.fixture(autouse=True)
def clean_afterwards(request: pytest.FixtureRequest) -> Iterator[None]:
    """Before the flush of a transactional test: append-only rows may go, and so does the cache's table.

    The flush's migrate signal puts the guards back and loads the reference data anew.
    """
    transactional = {"transactional_db", "live_server"} & set(request.fixturenames)
    if transactional:
        request.getfixturevalue("transactional_db")
    yield
    if transactional:
        guards.lift()
        cache.clear()
