"""The queue: whose cases, in which order, narrowed by the address."""

import datetime as dt

import pytest
from django.urls import reverse

from incidents.actions import handling, reporting, writing
from incidents.models import Access, Case, Category
from notifications.models import Message
from tests import factories
from workflow import clock

URL = reverse("queue")


def references(response) -> list[str]:
    return [case.reference for case in response.context["page"]]


def opened(cast, hours_ago: int, about: str = "child") -> Case:
    with clock.at(clock.now() - dt.timedelta(hours=hours_ago)):
        report = reporting.submit_report(actor=cast.pia, report_type="concern", about=[about], body="Words.")
    return report.cases.get()


def triaged(case: Case, cast, urgency: str) -> Case:
    decision = handling.Triage(
        category=Category.objects.get(code="other"),
        four_c="content",
        urgency=urgency,
        rationale="Because.",
        support_level=1,
    )
    handling.triage(case, actor=cast.maya, version=case.version, decision=decision)
    return case


def read(case: Case, person) -> None:
    Access.objects.filter(case=case, person=person).update(is_unread=False)


def test_unread_first_then_urgency_then_what_is_due(lead, cast):
    routine, immediate, late, later, fresh = (opened(cast, hours) for hours in (9, 8, 600, 300, 1))
    triaged(routine, cast, "3-routine")
    triaged(immediate, cast, "1-immediate")
    for case in (routine, immediate, late, later):
        read(case, cast.maya)
    expected = [fresh, late, later, immediate, routine]
    assert references(lead.get(URL)) == [case.reference for case in expected]


def test_ended_cases_are_there_when_asked_for_the_newest_first(lead, cast):
    old, new, running = (opened(cast, hours) for hours in (30, 20, 10))
    for case in (old, new, running):
        read(case, cast.maya)
    Case.objects.filter(pk__in=[old.pk, new.pk])._move(state=Case.State.CLOSED)
    assert references(lead.get(URL)) == [running.reference]
    assert references(lead.get(URL, {"state": "ended"})) == [new.reference, old.reference]
    assert references(lead.get(URL, {"state": "all"})) == [c.reference for c in (running, new, old)]


def test_each_filter_narrows(lead, cast):
    late, fresh = opened(cast, 100), opened(cast, 0)
    triaged(fresh, cast, "2-same-day")
    read(fresh, cast.maya)
    assert references(lead.get(URL, {"overdue": "1"})) == [late.reference]
    assert references(lead.get(URL, {"unread": "1"})) == [late.reference]
    assert references(lead.get(URL, {"urgency": "2-same-day"})) == [fresh.reference]
    assert references(lead.get(URL, {"urgency": "2-same-day", "overdue": "1"})) == []


def test_a_reference_is_found_whole_or_by_its_beginning_in_every_state(lead, cast):
    case = opened(cast, 1)
    opened(cast, 2)
    report = case.reports.get()
    Case.objects.filter(pk=case.pk)._move(state=Case.State.CLOSED)
    for typed in (case.reference, f" {case.reference.lower()} ", case.reference[:10], report.reference):
        assert references(lead.get(URL, {"reference": typed, "state": "open"})) == [case.reference]
    assert references(lead.get(URL, {"reference": report.reference[:9]})) == []


def test_a_case_about_oneself_is_in_no_list(lead, cast):
    hidden = opened(cast, 1, about="manager")
    for query in ({}, {"state": "all"}, {"reference": hidden.reference}, {"unread": "1"}):
        response = lead.get(URL, query)
        assert references(response) == []
        assert "No cases here" in response.content.decode()


def test_undelivered_mail_leads_to_its_case(lead, cast):
    silent, case = opened(cast, 3), opened(cast, 2)
    message = writing.write_to_author(case, case.reports.get(), actor=cast.maya, body="When?")
    assert references(lead.get(URL, {"undelivered": "1"})) == []
    Message.objects.filter(object_id=message.report_id).update(failed_at=clock.now())
    assert references(lead.get(URL, {"undelivered": "1"})) == [case.reference]
    assert "could not be delivered" in lead.get(reverse("case", args=[case.pk])).content.decode()
    assert "could not be delivered" not in lead.get(reverse("case", args=[silent.pk])).content.decode()


@pytest.mark.parametrize("unread_every", [1, 3, 100])
def test_pages_show_every_case_once(lead, cast, unread_every):
    made = factories.cases(45, readers=[cast.maya], author=cast.pia, child=cast.kit, open_share=1)
    unread = [case.pk for number, case in enumerate(made) if not number % unread_every]
    Access.objects.update(is_unread=False)
    Access.objects.filter(case__in=unread).update(is_unread=True)
    pages = [lead.get(URL, {"page": number}) for number in (1, 2, 3)]
    assert [len(references(page)) for page in pages] == [20, 20, 5]
    seen = [case for page in pages for case in page.context["page"]]
    assert len({case.pk for case in seen}) == 45
    assert [case.is_unread for case in seen] == sorted((case.is_unread for case in seen), reverse=True)
    assert 'rel="next"' in pages[0].content.decode()
    assert 'rel="next"' not in pages[2].content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"page": "x"}, {"page": "-1"}, {"page": "0"}, {"page": "٣"}, {"state": "nonsense"}, {"urgency": "\0"},
        {"reference": "\0"}, {"overdue": "maybe"}, {"reference": ""}, {"unknown": "1"},
    ],
)  # fmt: skip
def test_an_address_that_makes_no_sense_still_shows_the_queue(lead, cast, query):
    case = opened(cast, 1)
    assert references(lead.get(URL, query)) == [case.reference]


@pytest.mark.parametrize("page", ["2", "99999", "9" * 30])
def test_a_page_that_is_not_there_is_empty_or_the_first(lead, cast, page):
    opened(cast, 1)
    assert lead.get(URL, {"page": page}).status_code == 200


def test_only_leaders_have_a_queue(cast, sign_in, outsiders, client):
    assert {one.get(URL).status_code for one in outsiders} == {403}
    assert client.get(URL).status_code == 302
    assert sign_in(cast.olive).get(URL).status_code == 200
    assert sign_in(cast.maya, second_factor=False).get(URL).status_code == 302
    assert sign_in(cast.maya).post(URL).status_code == 405
