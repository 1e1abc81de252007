"""Yes and no at once: both stand on record, and the no wins, whoever came first (R6). Links and requests: once each."""

import datetime as dt
from collections import Counter

import pytest

from accounts import actions as people
from accounts.models import Child, Person
from consents.actions import inviting
from consents.models import Answer, Campaign, Invitation, Request, Signature
from consents.selectors import may_show
from tests.consents.scene import SEEN, Family
from tests.consents.visits import code_of, new_link
from tests.database.picture_contenders import USE
from tests.database.racing import DONE, ROUNDS, race
from workflow import clock
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits"), pytest.mark.timeout(300)]
DAY = dt.timedelta(days=1)


@pytest.fixture
def family(cast) -> Family:
    return Family(cast)


def signs(family: Family, person: Person, says: str) -> tuple[str, dict[str, str]]:
    said = {"child": str(family.contact.child_id), "actor": str(person.pk), "says": says}
    return "sign_pictures", said


def withdraws(family: Family, person: Person) -> tuple[str, dict[str, str]]:
    return "withdraw_pictures", {"child": str(family.contact.child_id), "actor": str(person.pk)}


def kinds(person: Person) -> Counter:
    return Counter(Answer.objects.filter(person=person, purpose=USE).values_list("kind", flat=True))


@pytest.mark.parametrize("turn", ROUNDS)
class TestTheNoWins:
    @pytest.mark.parametrize("order", ["yes first", "no first"])
    def test_one_person_says_both_at_once(self, cast, family, turn, order):
        entries = [signs(family, cast.petra, "yes"), withdraws(family, cast.petra)]
        assert race(*(entries if order == "yes first" else entries[::-1])) == [DONE, DONE]
        assert not may_show(cast.kit, USE)
        said = kinds(cast.petra)
        # One yes of before, one of now; and the no, once more where it was overrun.
        assert said["granted"] == 2
        assert said["withdrawn"] in (1, 2)
        assert verify() == []

    @pytest.mark.parametrize("order", ["yes first", "no first"])
    def test_two_parents_say_one_each(self, cast, family, turn, order):
        entries = [signs(family, cast.petra, "yes"), withdraws(family, family.father)]
        assert race(*(entries if order == "yes first" else entries[::-1])) == [DONE, DONE]
        assert not may_show(cast.kit, USE)
        assert kinds(family.father) == {"withdrawn": 1}
        assert verify() == []

    def test_one_person_signs_twice_at_once(self, cast, family, turn):
        assert race(signs(family, family.father, "yes"), signs(family, family.father, "no")) == [DONE, DONE]
        assert Signature.objects.filter(person=family.father).count() == 2
        assert Request.objects.get(person=family.father).state == "answered"
        assert not may_show(cast.kit, USE)
        numbers = (
            Answer.objects.filter(child=cast.kit).order_by("sequence").values_list("sequence", flat=True)
        )
        assert list(numbers) == list(range(1, len(numbers) + 1))
        assert verify() == []

    def test_two_parents_sign_at_once(self, cast, family, turn):
        said = race(signs(family, cast.petra, "yes"), signs(family, family.father, "yes"))
        assert said == [DONE, DONE]
        assert may_show(cast.kit, USE)
        assert verify() == []


@pytest.mark.parametrize("turn", ROUNDS)
class TestOnce:
    def test_two_sweeps_ask_once(self, cast, family, turn):
        noa = _sibling(cast, family)
        assert not Request.objects.filter(child=noa).exists()
        with clock.at(clock.now() + 40 * DAY):
            assert race(("ask_about_pictures", {}), ("ask_about_pictures", {})) == [DONE, DONE]
        assert Request.objects.filter(child=noa).count() == 1
        assert Invitation.objects.filter(person=cast.petra).count() == 2
        assert verify() == []

    def test_two_sweeps_remind_once(self, cast, family, turn):
        before = Invitation.objects.count()
        with clock.at(clock.now() + 8 * DAY):
            said = race(("remind_of_pictures", {}), ("remind_of_pictures", {}))
        assert said == [DONE, DONE]
        assert Invitation.objects.count() - before == 1
        assert verify() == []

    def test_a_request_is_answered_while_it_is_asked_about(self, cast, family, turn):
        with clock.at(clock.now() + 8 * DAY):
            said = race(
                signs(family, family.father, "no"), ("ask_about_pictures", {}), ("remind_of_pictures", {})
            )
        assert said == [DONE] * 3
        assert Request.objects.get(person=family.father).state == "answered"
        assert verify() == []

    def test_a_link_lets_one_in(self, cast, family, turn):
        token_hash = inviting.hash_of(new_link(family.father).split("/")[-2])
        assert inviting.send_code(token_hash)
        entry = ("come_in_by_code", {"token_hash": token_hash, "code": code_of(family.father)})
        assert Counter(race(*[entry] * 4)) == {DONE: 1, "PermissionError": 3}

    def test_tries_at_once_are_all_counted(self, cast, family, turn):
        token_hash = inviting.hash_of(new_link(family.father).split("/")[-2])
        inviting.send_code(token_hash)
        entry = ("come_in_by_code", {"token_hash": token_hash, "code": "nonsense"})
        assert set(race(*[entry] * 8)) == {"PermissionError"}
        assert Invitation.objects.get(token_hash=token_hash).tries == 5


def _sibling(cast, family: Family) -> Child:
    noa = people.add_child(
        actor=cast.maya, given_name="Noa", born_on=cast.kit.born_on, started_on=clock.today() + 60 * DAY
    )
    people.add_contact(noa, cast.petra, actor=cast.maya, capacity="mother", right=SEEN)
    return noa


@pytest.mark.parametrize("turn", ROUNDS)
class TestOneCampaign:
    def test_two_workers_open_one_and_ask_each_parent_once(self, cast, turn):
        with clock.at(dt.datetime(2026, 8, 3, 12, tzinfo=dt.UTC)):
            family = Family(cast)
        assert race(("ask_about_pictures", {}), ("ask_about_pictures", {})) == [DONE, DONE]
        campaign = Campaign.objects.get()
        asked = Request.objects.filter(campaign=campaign).values_list("person", flat=True)
        assert sorted(asked) == sorted([cast.petra.pk, family.father.pk])
        assert verify() == []

    def test_two_leaders_open_one(self, cast, family, turn):
        entries = [("open_campaign", {"actor": str(who.pk)}) for who in (cast.maya, cast.olive)]
        assert sorted(race(*entries)) == sorted([DONE, "ValidationError"])
        assert Campaign.objects.count() == 1
        assert verify() == []
