"""Everybody is asked anew, once: each September by itself, or when the manager says why. Nothing that holds is lost."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from accounts import actions as people
from accounts.models import ChildContact, Person
from consents.actions import campaigning, requesting, withdrawing
from consents.models import Campaign, Purpose, Request
from consents.selectors import campaigns as read
from consents.selectors import may_show
from tests.cast import SET_UP, make_person
from tests.consents.conftest import SEEN, moment
from tests.consents.entering import enter
from tests.consents.visits import letters
from workflow.engine import NotAllowed
from workflow.verification import verify

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
FIRST_DAY = "2027-09-01"


def on(day: str):
    return time_machine.travel(moment(day), tick=False)


def states(campaign: Campaign | None = None) -> list[str]:
    found = Request.objects.filter(campaign=campaign).order_by("asked_at", "pk")
    return list(found.values_list("state", flat=True))


def numbers(cast, campaign: Campaign) -> dict[str, int]:
    total = read.progress(campaign, cast.maya).total
    said = {code: number for code, _words, number in total.cells if number}
    return {"asked": total.asked, **said}


@pytest.fixture
def signed(cast, told, mother, father, answer):
    """Both parents have answered this autumn."""
    requesting.sweep_requests()
    answer(mother, "website", "newsletter")
    answer(father, "website")


class TestEachSeptember:
    def test_on_its_day_once_however_often_it_is_swept(self, cast, signed, mother, father):
        with on("2027-08-31"):
            assert requesting.sweep_requests() == 0
        with on(FIRST_DAY):
            assert requesting.sweep_requests() == 2
            assert requesting.sweep_requests() == 0
        campaign = Campaign.objects.get()
        assert (campaign.kind, campaign.school_year, str(campaign.ends_on)) == ("yearly", 2027, "2027-10-01")
        assert campaign.title == "School year 2027 to 2028"
        assert states(campaign) == ["asked", "asked"]
        assert set(Request.objects.filter(campaign=campaign).values_list("reason", flat=True)) == {"campaign"}
        assert verify() == []

    def test_midnight_is_that_of_the_setting(self, cast, signed):
        # 23:30 UTC of the last day of August is half past midnight in London.
        with time_machine.travel("2027-08-31T22:30:00+00:00", tick=False):
            assert campaigning.open_yearly() is None
        with time_machine.travel("2027-08-31T23:30:00+00:00", tick=False):
            assert campaigning.open_yearly() is not None

    def test_an_earlier_yes_keeps_until_its_own_last_day_and_no_longer(self, cast, signed, mother):
        with on(FIRST_DAY):
            requesting.sweep_requests()
            assert may_show(cast.kit, "website")
        with on("2027-09-30"):
            assert may_show(cast.kit, "website")
        with on("2027-10-01"):
            assert not may_show(cast.kit, "website")

    def test_siblings_come_in_one_letter(self, cast, signed, mother):
        child = people.add_child(actor=SET_UP, given_name="Noa", born_on=cast.kit.born_on)
        people.add_contact(child, mother, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
        before = len(letters(mother))
        with on(FIRST_DAY):
            requesting.sweep_requests()
            assert len(letters(mother)) == before + 1
        assert Request.objects.filter(campaign__isnull=False, person=mother).count() == 2

    def test_late_when_no_worker_was_there_and_not_whoever_has_signed_since(
        self, cast, signed, mother, father, answer
    ):
        with on("2027-09-05"):
            answer(mother, "website")
        with on("2027-09-20"):
            assert requesting.sweep_requests() == 1
        assert Request.objects.get(campaign__isnull=False).person == father

    def test_none_where_nobody_signed_before(self, cast, told, mother):
        with on(FIRST_DAY):
            assert requesting.sweep_requests() == 1
        assert not Campaign.objects.exists()
        assert Request.objects.get().reason == "joining"

    def test_whoever_comes_while_it_runs_is_in_it_and_nobody_twice(self, cast, signed):
        with on(FIRST_DAY):
            requesting.sweep_requests()
        with on("2027-09-10"):
            person = make_person("Gran", "Rossi", "parent")
            people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.GUARDIAN, right=SEEN)
            assert requesting.sweep_requests() == 1
            assert Request.objects.get(person=person).campaign == Campaign.objects.get()
            people.end_contact(ChildContact.objects.get(person=person), actor=cast.maya)
            requesting.sweep_requests()
            people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.GUARDIAN, right=SEEN)
            assert requesting.sweep_requests() == 1
        campaign = Campaign.objects.get()
        assert numbers(cast, campaign) == {"asked": 3, "waiting": 3, "missing": 3}
        assert verify() == []

    def test_nobody_who_does_not_decide_and_nobody_without_words(self, cast, signed, mother):
        Purpose.objects.filter(pk="first-name").update(is_offered=True)
        with on(FIRST_DAY):
            assert requesting.sweep_requests() == 0
            assert Campaign.objects.count() == 1
        Purpose.objects.filter(pk="first-name").update(is_offered=False)
        people.end_contact(ChildContact.objects.get(person=mother), actor=cast.maya)
        with on("2027-09-02"):
            assert requesting.sweep_requests() == 1


class TestByHand:
    def test_everybody_is_asked_whatever_they_said_and_what_they_said_still_counts(
        self, cast, signed, mother
    ):
        campaign = campaigning.open_by_hand(actor=cast.maya, because="  New words   about Instagram ")
        assert campaign.title == "New words about Instagram"
        assert requesting.sweep_requests() == 2
        assert states(campaign) == ["asked", "asked"]
        assert may_show(cast.kit, "website")
        assert verify() == []

    def test_an_open_request_gives_way_to_that_of_the_campaign(self, cast, told, mother):
        requesting.sweep_requests()
        campaign = campaigning.open_by_hand(actor=cast.olive, because="New words")
        requesting.sweep_requests()
        assert sorted(Request.objects.values_list("state", "campaign")) == sorted(
            [("overtaken", None), ("asked", campaign.pk)]
        )
        assert verify() == []

    def test_who_signs_is_done_and_who_takes_back_one_yes_is_not(self, cast, signed, mother, father, answer):
        campaign = campaigning.open_by_hand(actor=cast.maya, because="New words")
        requesting.sweep_requests()
        withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
        assert states(campaign) == ["asked", "asked"]
        answer(father, "website")
        everything = [purpose.pk for purpose in Purpose.objects.asked()]
        assert numbers(cast, campaign)["answered"] == 1
        withdrawing.withdraw(cast.kit, actor=mother, purposes=everything)
        assert states(campaign) == ["answered", "answered"]
        assert requesting.sweep_requests() == 0

    @pytest.mark.parametrize("because", ["", "   ", "x" * 201])
    def test_not_without_a_reason(self, cast, told, because):
        with pytest.raises(ValidationError):
            campaigning.open_by_hand(actor=cast.maya, because=because)
        assert not Campaign.objects.exists()

    def test_by_nobody_but_those_who_keep_the_notices(self, cast, told):
        for person in (cast.dan, cast.pia, cast.petra, cast.ines, cast.tariq):
            with pytest.raises(NotAllowed):
                campaigning.open_by_hand(actor=person, because="New words")
        assert not Campaign.objects.exists()

    def test_not_while_one_runs_nor_while_a_use_has_no_words(self, cast, told):
        campaigning.open_by_hand(actor=cast.maya, because="New words")
        with pytest.raises(ValidationError, match="already"):
            campaigning.open_by_hand(actor=cast.maya, because="Others")
        with on("2026-12-26"):
            campaigning.open_by_hand(actor=cast.maya, because="Others")
        Purpose.objects.filter(pk="first-name").update(is_offered=True)
        with on("2027-02-26"), pytest.raises(ValidationError, match="no notice"):
            campaigning.open_by_hand(actor=cast.maya, because="Once more")
        assert Campaign.objects.count() == 2


class TestTheDatabaseHolds:
    def refused(self, **changes) -> None:
        said = {"number": 9, "kind": "yearly", "school_year": 2030, "because": "", "opened_by": None}
        said |= {"since": moment("2030-09-01"), "begins_on": "2030-09-01", "ends_on": "2030-10-01"}
        with pytest.raises(IntegrityError), transaction.atomic():
            Campaign.objects.create(**(said | changes))

    def test_one_yearly_campaign_each_and_one_number_each(self, cast, signed):
        with on(FIRST_DAY):
            campaign = campaigning.open_yearly()
        self.refused(school_year=2027)
        self.refused(number=campaign.number)
        self.refused(kind="by_hand")
        self.refused(opened_by=cast.maya)

    def test_it_cannot_be_changed_nor_deleted(self, cast, told):
        campaign = campaigning.open_by_hand(actor=cast.maya, because="New words")
        for attempt in (
            lambda: Campaign.objects.update(ends_on="2030-01-01"),
            lambda: Campaign.objects.filter(pk=campaign.pk).update(because="x"),
            lambda: Campaign.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                attempt()

    def test_one_request_each_in_a_campaign(self, cast, signed, mother):
        campaign = campaigning.open_by_hand(actor=cast.maya, because="New words")
        requesting.sweep_requests()
        Request.objects.filter(person=mother, campaign=campaign).get()
        twice = Request(child=cast.kit, person=mother, reason="campaign", campaign=campaign)
        with pytest.raises(IntegrityError), transaction.atomic():
            twice.save()


class TestNumbers:
    def test_each_way_that_a_question_can_stand(self, cast, signed, mother, father, answer):
        nora = people.add_person(actor=SET_UP, given_name="Nora", family_name="Mail")
        late, paper, opens = (make_person(name, "Q", "parent") for name in ("Lee", "Pat", "Ola"))
        for person in (nora, late, paper, opens):
            people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.OTHER, right=SEEN)
        campaign = campaigning.open_by_hand(actor=cast.maya, because="New words")
        requesting.sweep_requests()
        answer(mother, "website")
        enter(cast.kit, paper, "website", by=cast.dan)
        requesting.opened(cast.kit, actor=opens)
        assert numbers(cast, campaign) == {
            "asked": 6, "answered": 2, "on-paper": 1, "opened": 1, "waiting": 2, "no-mail": 1, "missing": 4,
        }  # fmt: skip
        with on("2026-12-01"):
            requesting.sweep_reminders()
            assert read.progress(campaign, cast.maya).total.reminded_at == moment("2026-12-01")
        with on("2026-12-26"):
            requesting.sweep_reminders()
            assert numbers(cast, campaign)["expired"] == 4
            answer(late, "website")
            assert numbers(cast, campaign) == {
                "asked": 6, "answered": 3, "on-paper": 1, "expired": 3, "missing": 3,
            }  # fmt: skip

    def test_percent_is_never_a_hundred_while_somebody_is_missing(self):
        found = read.Numbers()
        found.add("answered", False, 999, None)
        found.add("waiting", False, 1, None)
        assert found.percent == 99
        assert read.Numbers().percent == 0

    def test_nothing_of_the_readers_own_family_not_even_a_number(self, cast, signed, mother):
        campaign = campaigning.open_by_hand(actor=cast.olive, because="New words")
        requesting.sweep_requests()
        people.add_contact(cast.kit, cast.dan, actor=cast.maya, capacity=Capacity.OTHER)
        for who, asked in ((cast.maya, 2), (cast.dan, 0)):
            person = Person.objects.get(pk=who.pk)
            assert read.progress(campaign, person).total.asked == asked
            assert read.who(person, campaign, standing="", room=None).count() == asked
            assert read.history([campaign], person)[0].total.asked == asked
            assert read.missing_now(person)[1] == asked
