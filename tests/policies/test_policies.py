"""The library: what each reader sees of each policy, narrowed and sorted by the address."""

import datetime as dt

import pytest
from django.urls import reverse

from policies.actions import asking, drafting, keeping
from policies.models import Policy
from tests.policies.conftest import WORDS
from workflow import clock

URL = reverse("policies")


def titles(response) -> list[str]:
    return [row.policy.title for row in response.context["page"]]


def words(response, title: str) -> str:
    return next(row.words for row in response.context["page"] if row.policy.title == title)


@pytest.fixture
def shelf(cast, policy_in_force) -> dict[str, Policy]:
    """One of each kind: in force, being made, kept elsewhere and overdue, missing, no longer kept."""
    made = {
        title: keeping.add_policy(actor=cast.maya, title=title, **said)
        for title, said in {
            "Behaviour": {},
            "Conduct": {"link": "https://example.org/", "reviewed_on": dt.date(2024, 7, 23)},
            "Data": {},
            "Gone": {},
        }.items()
    }
    drafting.start_draft(made["Behaviour"], actor=cast.maya, outline=WORDS)
    keeping.retire(made["Gone"], actor=cast.maya, retired_on=clock.today())
    return made | {"Photographs": policy_in_force}


def test_leaders_see_every_kept_policy_with_its_state(shelf, manager):
    response = manager.get(URL)
    assert titles(response) == ["Behaviour", "Conduct", "Data", "Photographs"]
    assert words(response, "Behaviour") == "Being made"
    assert words(response, "Conduct") == "Kept elsewhere"
    assert words(response, "Data") == "Missing"
    assert words(response, "Photographs").startswith("In force since ")
    page = response.content.decode()
    assert "Overdue since 23 July 2025" in page
    assert "Version 1: Draft" in page
    assert "Gone" not in page


def test_others_see_what_they_can_read_and_nothing_of_drafts(shelf, cast, sign_in):
    for person in (cast.pia, cast.vera, cast.viktor, cast.petra, cast.ines, cast.tariq):
        response = sign_in(person).get(URL)
        assert titles(response) == ["Conduct", "Photographs"]
        page = response.content.decode()
        assert "Overdue since 23 July 2025" in page
        for hidden in ("Behaviour", "Data", "Draft", "Being made", "missing", reverse("policy-add")):
            assert hidden not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"show": "overdue"}, ["Conduct"]),
        ({"show": "missing"}, ["Data"]),
        ({"show": "being-made"}, ["Behaviour"]),
        ({"show": "to-sign"}, []),
        ({"sort": "review"}, ["Conduct", "Photographs", "Behaviour", "Data"]),
        ({"sort": "state"}, ["Data", "Behaviour", "Conduct", "Photographs"]),
        ({"show": "overdue", "sort": "state", "page": "1"}, ["Conduct"]),
    ],
)
def test_the_address_narrows_and_sorts(shelf, manager, query, expected):
    assert titles(manager.get(URL, query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        {"show": "\0"}, {"show": "nonsense"}, {"sort": "\0"}, {"page": "x"}, {"page": "٣"}, {"page": "-1"},
        {"show": "é" * 9000},
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_still_shows_the_library(shelf, manager, query):
    assert len(titles(manager.get(URL, query))) == 4


def test_others_cannot_ask_for_what_is_missing(shelf, cast, sign_in):
    assert titles(sign_in(cast.pia).get(URL, {"show": "missing"})) == ["Conduct", "Photographs"]


def test_what_is_mine_to_sign_is_marked(shelf, cast, sign_in, manager):
    keeping.bind(shelf["Photographs"], "practitioner", actor=cast.maya)
    asking.sweep_requests()
    response = sign_in(cast.pia).get(URL, {"show": "to-sign"})
    assert titles(response) == ["Photographs"]
    assert "to sign" in response.content.decode()
    assert titles(manager.get(URL, {"show": "to-sign"})) == []


def test_what_nobody_reviewed_is_not_called_overdue(cast, policy, manager):
    page = manager.get(URL).content.decode()
    assert "Overdue" not in page
    assert "Not known" in page


@pytest.mark.parametrize(("day", "overdue"), [(22, False), (23, True), (24, True)])
def test_a_review_is_overdue_from_its_day_on(cast, manager, day, overdue):
    """S7.1: reviewed on 23 July 2024, so due on 23 July 2025."""
    keeping.add_policy(
        actor=cast.maya, title="A", link="https://example.org/", reviewed_on=dt.date(2024, 7, 23)
    )
    with clock.at(dt.datetime(2025, 7, day, 9, tzinfo=dt.UTC)):
        response = manager.get(URL, {"show": "overdue"})
    assert titles(response) == (["A"] if overdue else [])
    assert ("Overdue since 23 July 2025" in response.content.decode()) is overdue


def test_the_empty_library_offers_the_usual_policies(cast, manager, owner, sign_in):
    button = "Enter the policies that a pre-school usually keeps"
    assert button in manager.get(URL).content.decode()
    for person in (cast.dan, cast.pia):
        page = sign_in(person).get(URL).content.decode()
        assert button not in page
        assert "No policies yet" in page
    assert owner.post(reverse("policies-usual"), follow=True).status_code == 200
    page = manager.get(URL).content.decode()
    assert button not in page
    assert "15 missing" in page
    # Pressed twice, for instance by two at once: nothing is entered again.
    manager.post(reverse("policies-usual"))
    assert Policy.objects.count() == 15


def test_the_button_is_a_button(manager, cast, sign_in):
    assert manager.get(reverse("policies-usual")).status_code == 405
    assert sign_in(cast.dan).post(reverse("policies-usual")).status_code == 403
    assert not Policy.objects.exists()


def test_pages_show_every_policy_once(cast, manager):
    for number in range(60):
        keeping.add_policy(actor=cast.maya, title=f"Policy {number:02}")
    pages = [titles(manager.get(URL, {"page": number})) for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [25, 25, 10]
    assert [title for page in pages for title in page] == [f"Policy {number:02}" for number in range(60)]
    assert "page=2" in manager.get(URL, {"show": "missing", "sort": "state"}).content.decode()


def test_a_title_is_text_whatever_it_says(cast, manager):
    keeping.add_policy(actor=cast.maya, title="<script>alert(1)</script> & Правила", summary="<b>安全</b>")
    page = manager.get(URL).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Правила" in page
    assert "&lt;b&gt;安全&lt;/b&gt;" in page
    assert "<script>alert" not in page


def test_only_those_signed_in_come_here(client, cast, sign_in):
    assert client.get(URL).status_code == 302
    assert sign_in(cast.maya, second_factor=False).get(URL).status_code == 302
    assert sign_in(cast.pia).post(URL).status_code == 405
