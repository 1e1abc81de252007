"""What the home page costs: each app counts all its cards in one query."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from accounts.selectors import holders
from accounts.selectors.once import asked_once
from pages.cards import counted
from policies.models import Review
from superstars import home
from tests.superstars.test_url_roles import World

APPS = {
    "accounts": home.accounts_home, "incidents": home.incidents_home, "policies": home.policies_home,
    "social": home.social_home, "consents": home.consents_home,
}  # fmt: skip
# Beside the count: a name for each version that waits, the campaign and how far it has come, and for whoever
# holds no account by their role whether they may publish to one.
MORE = {"policies": 1, "consents": 2, "social": 1}
# The whole page of a leader: session, sign-in, roles, ties, who holds what, the cards, and the bell by its kinds.
WHOLE_PAGE = 24


@pytest.fixture
def world(cast, certificate_key) -> World:
    return World(cast)


def test_each_app_counts_in_one_query(world, cast):
    for person in (cast.olive, cast.maya, cast.dan, cast.pia, cast.petra, cast.ines):
        with asked_once():
            found = Person.objects.get(pk=person.pk)
            # Roles, ties and holders are asked once for the whole page.
            home.cards(found)
            [app.cards(found) for app in APPS.values()]
            for name, app in APPS.items():
                with CaptureQueriesContext(connection) as asked:
                    app.cards(found)
                counts = [query for query in asked if "COUNT(DISTINCT" in query["sql"]]
                assert len(counts) == 1, (name, person.given_name)
                assert len(asked) <= 1 + MORE.get(name, 0), (name, person.given_name)


def test_the_whole_page_has_a_budget(world, cast, sign_in):
    for person in (cast.olive, cast.maya, cast.dan, cast.pia, cast.petra):
        client = sign_in(person)
        client.get("/")
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/").status_code == 200
        assert len(asked) <= WHOLE_PAGE, (person.given_name, len(asked))


def test_what_is_always_there_does_not_wait(cast, sign_in):
    page = sign_in(cast.pia).get("/")
    assert "Write a post" in [card.title for card in page.context["ways"]]
    assert page.context["cards"] == []
    shown = page.content.decode()
    assert "Always here" in shown
    assert "Waiting for you" not in shown


def test_many_counts_are_one_query_and_nothing_is_none(world):
    rows = Review.objects.all()
    with CaptureQueriesContext(connection) as asked:
        found = counted({"all": rows, "none": rows.none(), "some": rows.order_by("due_on").distinct()})
    assert found == {"all": rows.count(), "none": 0, "some": rows.count()}
    assert len(asked) == 1
    assert counted({}) == {}
    assert counted({"none": rows.none()}) == {"none": 0}


def test_what_was_asked_once_is_asked_again_on_the_next_page(cast):
    with asked_once():
        before = holders()
        assert cast.pia.pk not in before["manager"]
        assert holders() is before
    assert holders() is not before
