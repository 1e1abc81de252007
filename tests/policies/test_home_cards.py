"""What the home page counts of policies: what waits for this person, and nothing of others."""

import datetime as dt

import pytest
from django.urls import reverse

from policies import home
from policies.actions import agreeing, drafting, planning
from tests.policies.conftest import hear_everybody, stored
from tests.policies.signatures import make_policy, sign
from workflow import clock


def cards(person) -> dict[str, tuple]:
    return {str(card.title): (card.value, str(card.text), card.url) for card in home.cards(person)}


@pytest.fixture
def policy(cast):
    return make_policy(cast, "practitioner")


def test_nothing_waits_for_whoever_signs_nothing(policy, cast):
    for person in (cast.olive, cast.maya, cast.sam, cast.petra, cast.ines, cast.tariq):
        assert home.cards(person) == []


def test_what_is_to_be_signed_until_it_is(policy, cast):
    assert cards(cast.pia) == {"Policies to sign": (1, "", reverse("my-policies"))}
    with clock.at(clock.now() + dt.timedelta(days=15)):
        assert cards(cast.pia)["Policies to sign"][1] == "1 is overdue"
    sign(cast.pia, policy)
    assert cards(cast.pia) == {}


def test_a_version_waits_for_whoever_is_next(policy, cast):
    version = drafting.start_draft(policy, actor=cast.maya)
    assert list(cards(cast.maya)) == ["Social media"]
    assert cards(cast.olive) == {}
    drafting.describe(
        version, actor=cast.maya, seen=stored(version).version, is_major=True, change_summary="Clearer."
    )
    drafting.confirm_keys(version, actor=cast.maya, seen=stored(version).version)
    agreeing.consult(version, actor=cast.maya, seen=stored(version).version)
    hear_everybody(version, cast)
    agreeing.hand_to_manager(version, actor=cast.maya, seen=stored(version).version)
    agreeing.agree(version, actor=cast.maya, seen=stored(version).version)
    assert cards(cast.maya) == {}
    assert cards(cast.olive)["Social media"][2] == reverse("policy-version", args=[version.pk])


def test_an_overdue_review_is_the_managers_and_the_owners(policy, cast):
    with clock.at(clock.now() + dt.timedelta(days=366)):
        for person in (cast.maya, cast.olive):
            assert cards(person)["Policy reviews overdue"][0] == 1
        assert "Policy reviews overdue" not in cards(cast.dan)
        assert "Policy reviews overdue" not in cards(cast.pia)


def test_a_planned_action_that_is_due_is_its_owners(policy, cast):
    due = clock.today() + dt.timedelta(days=2)
    planning.add_action(
        actor=cast.maya, title="Put up the poster", owner=cast.pia, due_on=due, origin="other"
    )
    assert "My planned actions due" not in cards(cast.pia)
    with clock.at(clock.now() + dt.timedelta(days=2)):
        assert cards(cast.pia)["My planned actions due"][0] == 1
        assert "My planned actions due" not in cards(cast.maya)


def test_they_stand_on_the_home_page(policy, cast, sign_in):
    assert "Policies to sign" in sign_in(cast.pia).get("/").content.decode()
