"""A guest who came in by link and code: as if nobody were signed in, but on the parents' own pages."""

import pytest
from django.conf import settings
from django.test import Client

from tests.consents import visits
from tests.superstars.test_url_roles import World, _path, _status
from tests.superstars.url_table import TABLE

# method, name, child or nothing → what Petra gets as a guest.
OWN = {
    ("get", "takedown-told", "takedown_word"): 200,
    ("get", "pictures", ""): 200,
    ("get", "pictures-leave", ""): 405,
    ("post", "pictures-leave", ""): 302,
    ("get", "pictures-answer", "cast.kit"): 200,
    ("post", "pictures-answer", "cast.kit"): 200,
    ("get", "pictures-answer", "cast.ana"): 404,
    ("get", "pictures-check", "cast.kit"): 302,
    ("post", "pictures-check", "cast.kit"): 302,
    ("post", "pictures-check", "cast.ana"): 404,
    ("get", "pictures-signed", "signature"): 200,
    ("get", "pictures-certificate", "signature"): 200,
    ("get", "pictures-withdrawn", "withdrawal"): 200,
    ("get", "pictures-receipt", "withdrawal"): 200,
    ("get", "pictures-withdraw", "cast.kit"): 200,
    ("post", "pictures-withdraw", "cast.kit"): 200,
    ("post", "pictures-withdraw", "cast.ana"): 404,
}


@pytest.fixture
def world(cast, certificate_key) -> World:
    return World(cast)


def test_a_guest_gets_the_parents_pages_and_nothing_else(world: World):
    guest, nobody = visits.guest_of(world.cast.petra), Client()
    key, wrong = guest.session.session_key, []
    for row in TABLE:
        path = _path(row, world)
        expected = OWN.get((row.method, row.name, row.places.get("pk", "")))
        if expected is None:
            expected = _status(nobody, row.method, path)
        # Leaving takes the key out of the browser; what it did there was rolled back.
        guest.cookies[settings.SESSION_COOKIE_NAME] = key
        got = _status(guest, row.method, path)
        if got != expected:
            wrong.append(f"{row}: {got}, expected {expected}")
    assert not wrong, "\n".join(wrong)
