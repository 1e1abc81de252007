"""Trying to get out of a tablet in a parent's hands: every address of the site, before their check and after it."""

import pytest
from django.conf import settings
from django.test import Client

from tests.consents.lending import BACK, CHECK, lend, show_code
from tests.superstars.test_guest_urls import OWN
from tests.superstars.test_url_roles import World, _path, _status
from tests.superstars.url_table import TABLE

pytestmark = pytest.mark.timeout(300)
# What a guest has besides, and is not left on somebody else's device; being done has its own page here.
ELSEWHERE = {"pictures-certificate", "pictures-receipt", "takedown-told"}


@pytest.fixture
def world(cast, certificate_key) -> World:
    return World(cast)


def wrong_answers(tablet: Client, world: World, expected) -> list[str]:
    key, wrong = tablet.session.session_key, []
    for row in TABLE:
        tablet.cookies[settings.SESSION_COOKIE_NAME] = key
        got = _status(tablet, row.method, _path(row, world))
        if got not in expected(row):
            wrong.append(f"{row}: {got}, expected {expected(row)}")
    return wrong


def test_every_address_leads_back_but_the_parents_own(world: World, sign_in):
    tablet = sign_in(world.cast.maya)
    lend(tablet, world.cast.kit, world.cast.petra)

    def before(row):
        if row.name == "pictures-tablet":
            return {200}
        # Being done is always to be had; its page is somebody else's until then.
        return {302, 403, 404}

    assert wrong_answers(tablet, world, before) == []
    show_code(tablet, world.cast.petra)

    def after(row):
        own = OWN.get((row.method, row.name, row.places.get("pk", "")))
        if own is None or row.name in ELSEWHERE:
            return {302, 403, 404}
        return {own}

    assert wrong_answers(tablet, world, after) == []
    assert tablet.post(BACK).url == BACK
    nobody = Client()
    for row in TABLE:
        path = _path(row, world)
        assert _status(tablet, row.method, path) == _status(nobody, row.method, path), row
    assert tablet.get(CHECK).url == BACK
