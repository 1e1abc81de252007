"""The question pages after the first: two are enough, the rest may be left out (R3)."""

import uuid

import pytest
import time_machine
from django.urls import reverse

from incidents.models import Draft, Report, ReportPerson
from incidents.report_types import REPORT_TYPES
from tests.cast import make_person
from tests.incidents.reporting import WORDS, begin, draft_of, fill, page, send, sent_by
from workflow.verification import verify


def test_two_pages_and_the_words_are_a_report(cast, sign_in):
    report = sent_by(sign_in(cast.pia))
    assert (report.body, report.about, report.author) == (WORDS, ["child"], cast.pia)
    assert report.state == Report.State.ROUTED
    assert not Draft.objects.exists()
    assert verify() == []


def test_the_words_must_be_given(cast, sign_in):
    pia = sign_in(cast.pia)
    answer = send(pia, begin(pia), body="  ")
    assert answer.status_code == 200
    assert answer.content.decode().count("Write what happened, in your own words.") == 2
    assert not Report.objects.exists()


@pytest.mark.parametrize("kind", REPORT_TYPES)
def test_each_page_leads_to_the_next_and_the_last_to_the_check(cast, sign_in, kind):
    pia = sign_in(cast.pia)
    draft = begin(pia, kind)
    pages = REPORT_TYPES[kind].pages
    for name, following in zip(pages[1:], [*pages[2:], None], strict=True):
        html = pia.get(page(draft, name)).content.decode()
        assert html.count("<h1>") == 1
        assert "tel:999" in html
        answer = fill(pia, draft, name, **({"body": WORDS} if name == "what" else {}))
        expected = page(draft, following) if following else reverse("report-check", args=[draft.pk])
        assert answer.url == expected


def test_everything_that_may_be_told_is_stored(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia, about="child", child=str(cast.kit.pk))
    with time_machine.travel("2026-07-23 15:00", tick=False):
        fill(pia, draft, "what", body=WORDS)
        fill(pia, draft, "when", happened_on="22/7/2026", happened_time="09:05", noticed_on="2026-07-23")
        fill(pia, draft, "where", place="The garden")
        people = {"who_0": f"person:{cast.sam.pk}", "part_0": "witness"}
        people |= {"who_1": f"child:{cast.ana.pk}", "part_1": "child", "name_2": "A man", "part_2": "other"}
        fill(pia, draft, "people", **people)
        fill(pia, draft, "told", told_dsl="yes")
    pia.post(reverse("report-check", args=[draft.pk]))
    report = Report.objects.get(pk=draft.pk)
    assert (str(report.happened_on), str(report.happened_time)) == ("2026-07-22", "09:05:00")
    assert (str(report.noticed_on), report.noticed_time) == ("2026-07-23", None)
    assert (report.place, report.told_dsl) == ("The garden", "yes")
    assert {(one.part, one.display_name) for one in report.people.all()} == {
        (ReportPerson.Part.CHILD, "Kit Rossi"),
        (ReportPerson.Part.WITNESS, "Sam Achebe"),
        (ReportPerson.Part.CHILD, "Ana Silva"),
        (ReportPerson.Part.OTHER, "A man"),
    }
    assert verify() == []


def test_a_contact_stores_what_only_it_asks(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia, "contact", about="child")
    fill(pia, draft, "contact", platform="instagram", received_on="2026-07-22", received_time="21:40",
         sender="Petra", sender_tie="parent", form="friend_request", replied="no")  # fmt: skip
    send(pia, draft)
    report = Report.objects.get(pk=draft.pk)
    assert report.answers == {
        "platform": "instagram", "received_on": "2026-07-22", "received_time": "21:40:00",
        "sender": "Petra", "sender_tie": "parent", "form": "friend_request", "replied": "no",
    }  # fmt: skip
    html = pia.get(reverse("report", args=[report.pk])).content.decode()
    for words in ("22 July 2026", "9:40pm", "Instagram", "Friend or follow request"):
        assert words in html


def test_what_was_typed_is_there_again(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    fill(pia, draft, "where", place="The garden")
    assert 'value="The garden"' in pia.get(page(draft, "where")).content.decode()


def test_a_page_seen_for_the_first_time_shows_no_errors(cast, sign_in):
    pia = sign_in(cast.pia)
    html = pia.get(page(begin(pia), "what")).content.decode()
    assert "There is a problem" not in html
    assert "<title>Error" not in html


def test_a_change_made_from_the_check_page_leads_back_there(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    check = reverse("report-check", args=[draft.pk])
    path = page(draft, "where") + "?check"
    assert f'href="{check}"' in pia.get(path).content.decode()
    assert pia.post(path, {"place": "Hall", "more": "1"}).url == check


def test_send_now_from_a_later_page_sends_what_was_typed_there_too(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    fill(pia, draft, "what", body=WORDS)
    assert pia.post(page(draft, "where"), {"place": "Hall", "send": "1"}).status_code == 302
    assert Report.objects.get(pk=draft.pk).place == "Hall"


def test_sending_goes_to_the_page_that_must_be_put_right(cast, sign_in):
    draft = draft_of(cast.pia, about={"about": ["child"]}, when={"happened_on": ["31/02/2026"]})
    pia = sign_in(cast.pia)
    assert send(pia, draft).url == page(draft, "when")
    assert "Enter a date" in pia.get(page(draft, "when")).content.decode()
    assert not Report.objects.exists()


def test_a_draft_sent_twice_is_one_report(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    sent = reverse("report-sent", args=[draft.pk])
    assert [send(pia, draft).url for _turn in range(2)] == [sent, sent]
    assert pia.get(page(draft, "when")).url == sent
    assert Report.objects.count() == 1


def test_anothers_draft_is_not_found_whatever_ones_role(cast, sign_in):
    draft = begin(sign_in(cast.pia))
    for name in ("sam", "maya", "olive", "petra", "ines", "tariq"):
        client = sign_in(getattr(cast, name))
        assert client.get(page(draft, "what")).status_code == 404, name
        assert send(client, draft).status_code == 404, name
    assert not Report.objects.exists()
    assert Draft.objects.get().answers == draft.answers


def test_unknown_ids_and_pages_are_not_found(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    for path in (
        reverse("report-page", args=[uuid.uuid4(), "what"]),
        page(draft, "contact"),
        page(draft, "nope"),
    ):
        assert pia.get(path).status_code == 404, path
        assert pia.post(path, {"body": "x"}).status_code == 404, path
    assert pia.get("/report/not-an-id/what/").status_code == 404


def test_a_page_costs_the_same_with_few_people_and_with_many(cast, sign_in, django_assert_max_num_queries):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    pia.get(page(draft, "people"))
    for number in range(12):
        make_person(f"Nia{number}", "Bell", "practitioner")
    for name in ("about", "what", "when", "people", "told"):
        with django_assert_max_num_queries(14):
            pia.get(page(draft, name))
