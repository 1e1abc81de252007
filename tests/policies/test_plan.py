"""The action plan's list: all of it for leaders, their own for others; narrowed in the address (§6.10)."""

import datetime as dt

import pytest
from django.urls import reverse

from policies.actions import planning
from policies.models import PlanAction
from workflow import clock

URL = reverse("plan")
TITLES = {"Renew the notice": "pia", "Ask the parents": "sam", "Check the filter": "maya"}


@pytest.fixture
def actions(cast) -> dict[str, PlanAction]:
    """Each due a day later than the one before, the first today."""
    return {
        title: planning.add_action(
            actor=cast.olive,
            title=title,
            owner=getattr(cast, who),
            due_on=clock.today() + dt.timedelta(days=number),
            origin="monitoring" if who == "sam" else "other",
        )
        for number, (title, who) in enumerate(TITLES.items())
    }


def titles(client, query: str = "") -> list[str]:
    page = client.get(URL + query)
    assert page.status_code == 200
    return [row.title for row in page.context["page"]]


def test_leaders_see_all_by_what_is_due_first(manager, actions):
    assert titles(manager) == list(TITLES)


@pytest.mark.parametrize("who", ["pia", "sam"])
def test_everybody_else_sees_their_own(sign_in, cast, actions, who):
    client = sign_in(getattr(cast, who))
    assert titles(client, "?show=all") == [title for title, owner in TITLES.items() if owner == who]
    page = client.get(URL).content.decode()
    assert "What is yours to do." in page
    assert 'name="owner"' not in page
    assert reverse("plan-add") not in page


@pytest.mark.parametrize("who", ["petra", "tariq", "viktor"])
def test_nobody_else_sees_anything(sign_in, cast, actions, who):
    client = sign_in(getattr(cast, who))
    assert titles(client, "?show=all") == []
    for action in actions.values():
        assert client.get(reverse("plan-action", args=[action.pk])).status_code == 404


def test_states_narrow_it(manager, actions, cast):
    renew, ask, check = actions.values()
    planning.claim(renew, actor=cast.pia, seen=0, body="Done.")
    planning.block(ask, actor=cast.sam, seen=0, body="No answer.")
    assert titles(manager, "?show=claimed") == ["Renew the notice"]
    assert titles(manager, "?show=blocked") == ["Ask the parents"]
    planning.verify(renew, actor=cast.maya, seen=1, body="Seen.")
    planning.cancel(check, actor=cast.olive, seen=0, body="Not needed.")
    assert titles(manager) == ["Ask the parents"]
    assert titles(manager, "?show=verified") == ["Renew the notice"]
    assert titles(manager, "?show=cancelled") == ["Check the filter"]
    assert len(titles(manager, "?show=all")) == 3


def test_what_is_late_is_narrowed_to_and_marked(manager, actions):
    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert titles(manager, "?show=overdue") == ["Renew the notice", "Ask the parents"]
        assert manager.get(URL).content.decode().count("ss-tag--danger") == 2


def test_age_origin_and_owner_narrow_it(manager, actions, cast):
    assert titles(manager, "?age=new") == list(TITLES)
    assert titles(manager, "?age=older") == []
    with clock.at(clock.now() + dt.timedelta(days=60)):
        assert titles(manager, "?age=older") == list(TITLES)
    with clock.at(clock.now() + dt.timedelta(days=120)):
        assert titles(manager, "?age=oldest") == list(TITLES)
    assert titles(manager, "?origin=monitoring") == ["Ask the parents"]
    assert titles(manager, f"?owner={cast.maya.pk}") == ["Check the filter"]


def test_every_open_action_has_exactly_one_age(manager, actions):
    for days in (0, 29, 30, 31, 89, 90, 91):
        with clock.at(clock.now() + dt.timedelta(days=days)):
            assert sum(len(titles(manager, f"?age={age}")) for age in ("new", "older", "oldest")) == 3


@pytest.mark.parametrize(
    "query",
    [
        "?show=nonsense",
        "?age=nonsense",
        "?owner=nonsense",
        "?owner=1",
        "?origin=%00",
        "?page=nonsense",
        "?page=-1",
    ],
)
def test_nonsense_in_the_address_narrows_nothing(manager, actions, query):
    assert titles(manager, query) == list(TITLES)


def test_an_empty_plan_says_what_to_do_next(manager, sign_in, cast):
    assert "Actions come from reviews" in manager.get(URL).content.decode()
    assert "you are told" in sign_in(cast.pia).get(URL).content.decode()


def test_it_is_only_read(manager, client):
    assert manager.post(URL).status_code == 405
    assert client.get(URL).status_code == 302
