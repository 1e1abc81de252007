"""The page of one case: who sees it, what it shows, what opening it leaves behind."""

import uuid

from django.urls import reverse

from incidents.actions.reporting import add_to_report
from incidents.permissions import can_answer, can_lead, remember_standing
from notifications.models import Message
from workflow.models import ReadEvent


def url(case) -> str:
    return reverse("case", args=[case.pk])


def test_the_page_shows_the_report_as_sent_and_whom_it_reaches(lead, case, cast):
    page = lead.get(url(case)).content.decode()
    assert "What I saw." in page
    assert case.reference in page
    assert "Sent by Pia Novak" in page
    assert "Dan Brennan" in page
    assert "About a child or somebody outside" in page


def test_opening_is_written_down_and_takes_the_news_away(lead, case, cast):
    assert case.accesses.get(person=cast.maya).is_unread
    lead.get(url(case))
    read = ReadEvent.objects.get(object_id=case.pk)
    assert (read.actor_id, read.what) == (cast.maya.pk, "case page")
    assert not case.accesses.get(person=cast.maya).is_unread
    assert case.accesses.get(person=cast.dan).is_unread
    assert Message.objects.get(recipient_id=cast.maya.pk, object_id=case.pk).seen_at
    assert Message.objects.get(recipient_id=cast.dan.pk, object_id=case.pk).seen_at is None
    assert "2 times, last" in lead.get(url(case)).content.decode()


def test_opening_again_takes_later_news_away(lead, case, cast):
    mine = Message.objects.filter(recipient_id=cast.maya.pk, object_id=case.pk, seen_at=None)
    lead.get(url(case))
    lead.get(url(case))
    add_to_report(case.reports.get(), actor=cast.pia, body="One thing more.")
    assert (case.accesses.get(person=cast.maya).is_unread, mine.count()) == (True, 1)
    lead.get(url(case))
    assert (case.accesses.get(person=cast.maya).is_unread, mine.count()) == (False, 0)
    assert ReadEvent.objects.filter(object_id=case.pk, what="case page").count() == 3


def test_what_was_read_for_drawing_the_page_is_one_persons(case, cast):
    """A deputy's standing must not come from what was remembered for somebody else."""
    remember_standing(cast.pia, case, "lead", is_author=True)
    assert (can_lead(cast.dan, case), can_answer(cast.dan, case)) == (True, False)
    remember_standing(cast.dan, case, "", is_author=False)
    assert not can_lead(cast.dan, case)
    assert can_answer(cast.pia, case)


def test_whoever_may_not_see_it_finds_nothing(cast, case, sign_in, outsiders):
    assert sign_in(cast.olive).get(url(case)).status_code == 404
    assert {client.get(url(case)).status_code for client in outsiders} == {403}
    assert not ReadEvent.objects.filter(object_id=case.pk).exists()


def test_an_unknown_case_and_other_methods(lead):
    assert lead.get(reverse("case", args=[uuid.uuid4()])).status_code == 404
    assert lead.post(reverse("case", args=[uuid.uuid4()])).status_code == 405
