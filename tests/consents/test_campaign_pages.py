"""How far a campaign has come: numbers that lead to their lists, kept up to date, as files, and those before."""

import io
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts import actions as people
from consents.actions import campaigning, requesting
from consents.home import cards
from consents.models import Campaign
from tests.cast import SET_UP, make_person
from tests.consents.conftest import SEEN, Capacity, moment
from workflow.models import ReadEvent

LIST, OPEN = "/pictures/campaigns/", "/pictures/campaigns/open/"


@pytest.fixture
def campaign(cast, told, mother, father, answer) -> Campaign:
    """Of Kit's parents the mother has answered; the father is missing."""
    found = campaigning.open_by_hand(actor=cast.maya, because="New words")
    requesting.sweep_requests()
    answer(mother, "website")
    return found


def page_of(campaign: Campaign, rest: str = "") -> str:
    return f"{LIST}{campaign.pk}/{rest}"


def words_of(response) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().split("<main", 1)[1])
    return " ".join(text.split())


class TestNumbers:
    def test_in_all_and_by_room_in_words_beside_the_bar(self, cast, campaign, sign_in):
        response = sign_in(cast.maya).get(page_of(campaign))
        said = words_of(response)
        for words in ("1 of 2 answered (50 %)", "Nobody has been reminded yet", "Comets", "1 Still missing"):
            assert words in said
        page = response.content.decode()
        assert '<progress class="ss-progress__bar" value="1" max="2"' in page
        # Numbers for leaders; names are on the page behind them.
        assert "Paolo" not in page
        assert "Kit" not in page

    def test_each_number_opens_its_list(self, cast, campaign, sign_in):
        client = sign_in(cast.maya)
        page = client.get(page_of(campaign)).content.decode()
        links = {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+/who/[^"]*)"', page)}
        assert len(links) > 10
        for link in links:
            assert client.get(link).status_code == 200
        missing = client.get(page_of(campaign, "who/?standing=missing")).content.decode()
        assert "Paolo Rossi" in missing
        assert "Petra Rossi" not in missing
        answered = client.get(page_of(campaign, "who/?standing=answered&room=Comets")).content.decode()
        assert "Petra Rossi" in answered
        assert "Paolo Rossi" not in answered
        assert "Nobody here" in client.get(page_of(campaign, "who/?standing=expired")).content.decode()
        assert ReadEvent.objects.filter(what="names in a campaign", object_id=campaign.pk).exists()

    def test_a_room_without_a_name_has_its_list_too(self, cast, campaign, mother, sign_in):
        child = people.add_child(actor=SET_UP, given_name="Noa", born_on=cast.kit.born_on)
        people.add_contact(child, mother, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
        requesting.sweep_requests()
        client = sign_in(cast.maya)
        assert "who/?room=-" in client.get(page_of(campaign)).content.decode()
        listed = client.get(page_of(campaign, "who/?room=-")).content.decode()
        assert "Noa" in listed
        assert "Kit" not in listed

    @pytest.mark.parametrize(
        "nonsense", ["standing=x", "room=%00", "standing=%F0%9F", "page=x", "room=Comets%27"]
    )
    def test_nonsense_in_the_address_filters_nothing(self, cast, campaign, sign_in, nonsense):
        assert sign_in(cast.maya).get(page_of(campaign, f"who/?{nonsense}")).status_code == 200

    def test_the_other_parent_who_leads_here_sees_neither_name_nor_number(self, cast, campaign, sign_in):
        people.add_contact(cast.kit, cast.dan, actor=cast.maya, capacity=Capacity.OTHER)
        client = sign_in(cast.dan)
        for rest in ("", "who/", "who/?standing=answered", "people/as/csv/", "rooms/as/csv/"):
            page = client.get(page_of(campaign, rest)).content.decode()
            assert not [word for word in ("Petra", "Paolo", "Kit", "Comets", "1 of 2") if word in page], rest


class TestLive:
    def test_it_draws_itself_anew_only_while_it_runs_and_only_so_often(self, cast, campaign, sign_in):
        client = sign_in(cast.maya)
        page = client.get(page_of(campaign)).content.decode()
        assert "js/live" in page
        assert 'http-equiv="refresh"' not in page
        assert "?live=40" in page
        page = client.get(page_of(campaign, "?live=999")).content.decode()
        assert f'content="30; url={page_of(campaign)}?live=39"' in page
        assert (
            f'content="30; url={page_of(campaign)}?live=0"'
            in client.get(page_of(campaign, "?live=1")).content.decode()
        )
        for nonsense in ("?live=0", "?live=-1", "?live=x", "?live=9999999999", "?live=²"):
            assert 'http-equiv="refresh"' not in client.get(page_of(campaign, nonsense)).content.decode()
        with time_machine.travel(moment("2026-12-26")):
            client = sign_in(cast.maya)
            page = client.get(page_of(campaign, "?live=9")).content.decode()
            assert 'http-equiv="refresh"' not in page
            assert "js/live" not in page


class TestFiles:
    def test_people_as_csv_and_rooms_as_xlsx_and_who_took_them(self, cast, campaign, sign_in):
        client = sign_in(cast.olive)
        people_file = client.get(page_of(campaign, "people/as/csv/?standing=missing"))
        assert people_file.headers["Cache-Control"] == "no-store"
        text = people_file.content.decode()
        assert "Paolo Rossi" in text
        assert "Petra" not in text
        assert ReadEvent.objects.filter(what="campaign as csv", actor_id=cast.olive.pk).count() == 1
        book = load_workbook(io.BytesIO(client.get(page_of(campaign, "rooms/as/xlsx/")).content))
        rows = [[cell.value for cell in row] for row in book.active.iter_rows()]
        assert rows[1][:4] == ["Comets", 2, 1, 0]
        assert rows[-1][0] == "In all"

    def test_a_name_is_no_formula(self, cast, campaign, sign_in):
        person = people.add_person(actor=SET_UP, given_name="=HYPERLINK(1)", family_name="Q")
        people.add_contact(cast.kit, person, actor=cast.maya, capacity=Capacity.OTHER, right=SEEN)
        requesting.sweep_requests()
        assert "'=HYPERLINK" in sign_in(cast.maya).get(page_of(campaign, "people/as/csv/")).content.decode()


class TestHistoryAndOpening:
    def test_past_ones_stay_with_their_numbers(self, cast, campaign, sign_in):
        with time_machine.travel(moment("2026-12-27")):
            requesting.sweep_reminders()
            campaigning.open_by_hand(actor=cast.olive, because="Once more")
            requesting.sweep_requests()
            said = words_of(sign_in(cast.maya).get(LIST))
        assert said.index("Once more") < said.index("New words")
        assert "opened by Maya Lindqvist" in said
        assert "1 (50 %)" in said

    def test_opened_on_the_page_with_a_reason_and_once(self, cast, told, mother, sign_in):
        client = sign_in(cast.maya)
        assert "1 person who decides" in words_of(client.get(OPEN))
        assert "Say why everybody" in client.post(OPEN, {"because": " "}).content.decode()
        response = client.post(OPEN, {"because": "New words", "kind": "yearly", "school_year": 2020})
        found = Campaign.objects.get()
        assert response.url == page_of(found)
        assert (found.kind, found.opened_by, found.school_year) == ("by_hand", cast.maya, 2026)
        assert "already" in client.post(OPEN, {"because": "Others"}).content.decode()
        assert Campaign.objects.count() == 1

    def test_the_card_of_those_who_ask_counts_who_is_missing(self, cast, campaign):
        def values(person) -> list:
            return [card.value for card in cards(person) if card.title == "Asking everybody anew"]

        assert values(cast.maya) == values(cast.olive) == [1]
        assert values(cast.pia) == values(cast.petra) == []


def test_it_costs_the_same_whatever_the_number(cast, campaign, sign_in):
    client = sign_in(cast.maya)
    pages = [LIST, page_of(campaign), page_of(campaign, "who/"), page_of(campaign, "people/as/csv/")]

    def costs() -> list[int]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as done:
                client.get(page)
            found.append(len(done))
        return found

    costs()
    few = costs()
    for number in range(8):
        parent = make_person(f"Parent{number}", "Q", "parent")
        people.add_contact(cast.kit, parent, actor=cast.maya, capacity=Capacity.OTHER, right=SEEN)
        child = people.add_child(
            actor=SET_UP, given_name=f"C{number}", born_on=cast.kit.born_on, room=f"R{number}"
        )
        people.add_contact(child, parent, actor=cast.maya, capacity=Capacity.MOTHER, right=SEEN)
    requesting.sweep_requests()
    assert costs() == few
    assert max(few) <= 14


def test_the_address_of_one_is_404_for_no_campaign(cast, campaign, sign_in):
    other = reverse("picture-campaign", args=[cast.kit.pk])
    assert sign_in(cast.maya).get(other).status_code == 404
