"""The list of reviews and the year's calendar: as a picture and as a table."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.text import slugify

from policies.actions import keeping, reviewing
from policies.models import Policy
from policies.selectors import review_calendar
from workflow import clock

URL = reverse("policy-reviews")


def reviewed(cast, title: str, on: dt.date) -> Policy:
    """A policy whose text is elsewhere, last reviewed on a day, with its next review."""
    policy = keeping.add_policy(
        actor=cast.maya, code=slugify(title), title=title, link="https://example.org/", reviewed_on=on
    )
    reviewing.sweep_reviews()
    return policy


@pytest.fixture
def policies(cast) -> dict[str, Policy]:
    """Late since two years, late since today, due in half a year."""
    today = clock.today()
    return {
        "Late": reviewed(cast, "Late", today - dt.timedelta(days=3 * 365)),
        "Today": reviewed(cast, "Today", today.replace(year=today.year - 1)),
        "Later": reviewed(cast, "Later", today - dt.timedelta(days=180)),
    }


def titles(client, query: str = "") -> list[str]:
    page = client.get(URL + query)
    assert page.status_code == 200
    return [row.policy.title for row in page.context["page"]]


def test_what_is_not_done_stands_by_its_day(manager, policies):
    assert titles(manager) == ["Late", "Today", "Later"]
    # The table, and nothing else, says "overdue" in a row: from the day on which it falls due (S7.1).
    table = manager.get(URL).content.decode().partition("</table>")[0]
    assert table.count('<span class="ss-tag ss-tag--danger">overdue</span>') == 2


def test_states_and_reasons_narrow_it(manager, cast, policies):
    assert titles(manager, "?show=overdue") == ["Late", "Today"]
    assert titles(manager, "?show=due") == ["Later"]
    extra = reviewing.open_review(policies["Later"], actor=cast.maya, reason="technology", note="An app.")
    assert titles(manager, "?reason=technology") == ["Later"]
    reviewing.change(extra, actor=cast.maya, seen=0)
    assert titles(manager, "?show=changing") == ["Later"]
    assert titles(manager, "?show=done") == []
    keeping.retire(policies["Late"], actor=cast.maya, retired_on=clock.today())
    reviewing.sweep_reviews()
    assert titles(manager, "?show=done") == ["Late"]
    assert "The policy is kept no longer" in manager.get(f"{URL}?show=done").content.decode()


@pytest.mark.parametrize(
    "query",
    ["?show=nonsense", "?reason=%00", "?page=nonsense", "?year=nonsense", "?year=0", "?year=99999999999"],
)
def test_nonsense_in_the_address_narrows_nothing(manager, policies, query):
    assert titles(manager, query) == ["Late", "Today", "Later"]
    assert f"Reviews of {clock.today().year}" in manager.get(URL + query).content.decode()


def test_an_empty_list_says_what_to_do_next(manager):
    page = manager.get(URL).content.decode()
    assert "The yearly review of a policy is made when a version comes into force." in page
    assert f"No review falls due in {clock.today().year}." in page


def test_it_is_for_leaders_and_only_read(manager, client, sign_in, cast):
    assert client.get(URL).status_code == 302
    assert manager.post(URL).status_code == 405
    for person in (cast.pia, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(URL).status_code == 403


class TestCalendar:
    def test_the_year_says_what_is_late_from_before(self, policies):
        lines = review_calendar.of_year(clock.today().year).lines
        assert [(line.policy, line.look) for line in lines][:2] == [("Late", "overdue"), ("Today", "overdue")]

    def test_picture_and_table_say_the_same(self, manager, policies):
        year = policies["Later"].review_due_on.year
        page = manager.get(f"{URL}?year={year}").content.decode()
        assert page.count("<svg xmlns") == 1
        assert ">Later</text>" in page
        assert "The same as a table" in page
        assert "style=" not in page

    def test_another_year_holds_what_falls_due_in_it(self, policies):
        due = policies["Later"].review_due_on
        for year in (due.year - 9, due.year + 3):
            assert review_calendar.of_year(year).lines == []
        assert "Later" in {line.policy for line in review_calendar.of_year(due.year).lines}

    def test_titles_are_escaped(self, cast):
        reviewed(cast, "<b>Bold</b> & “quoted”", clock.today())
        picture = review_calendar.of_year(clock.today().year + 1).picture
        assert "<b>" not in picture
        assert "&lt;b&gt;" in picture

    def test_several_in_a_month_show_the_worst_and_how_many_more(self, cast, policies):
        for _number in range(2):
            reviewing.open_review(policies["Today"], actor=cast.maya, reason="concern", note="Word.")
        with clock.at(clock.london(clock.today() + dt.timedelta(days=29))):
            year = review_calendar.of_year(clock.today().year)
            assert [line.look for line in year.lines if line.policy == "Today"] == ["overdue"] * 3

    def test_a_done_review_is_ticked(self, policies, manager, cast):
        everything = dict.fromkeys(
            (one.code for one in reviewing.unanswered(policies["Today"].reviews.get())), "Fine."
        )
        reviewing.no_change(policies["Today"].reviews.get(), actor=cast.maya, seen=0, said=everything)
        line = next(one for one in review_calendar.of_year(clock.today().year).lines if one.policy == "Today")
        assert (line.look, str(line.words), line.tone) == ("done", "Done", "good")
