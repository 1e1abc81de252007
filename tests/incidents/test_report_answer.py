"""Answering a message of the lead, without seeing the case."""

import uuid

import pytest
from django.urls import reverse

from incidents.actions import writing
from incidents.models import Entry
from tests.incidents.reporting import sent_by
from workflow.verification import verify


@pytest.fixture
def pia(cast, sign_in):
    return sign_in(cast.pia)


@pytest.fixture
def report(pia):
    return sent_by(pia)


@pytest.fixture
def question(cast, report):
    return writing.write_to_author(report.cases.get(), report, actor=cast.maya, body="When was it?")


def path(report, question_id) -> str:
    return reverse("report-answer", args=[report.pk, question_id])


def field(question) -> str:
    return f"{question.pk}-body"


def test_an_answer_reaches_the_case_and_stands_below_the_question(cast, sign_in, pia, report, question):
    answer = pia.post(path(report, question.pk), {field(question): "After snack."})
    assert answer.url == reverse("report", args=[report.pk])
    entry = Entry.objects.get(kind=Entry.Kind.ANSWER)
    assert (entry.case, entry.author, entry.body) == (report.cases.get(), cast.pia, "After snack.")
    assert "After snack." in pia.get(answer.url).content.decode()
    seen = sign_in(cast.maya).get(reverse("case", args=[entry.case_id])).content.decode()
    assert "After snack." in seen
    assert verify() == []


def test_a_slip_opens_that_answer_and_links_to_it(cast, pia, report, question):
    other = writing.write_to_author(report.cases.get(), report, actor=cast.maya, body="Who else?")
    answer = pia.post(path(report, question.pk), {field(question): "x" * 50_001})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f'href="#id_{question.pk}-body"' in html
    assert f'aria-describedby="id_{question.pk}-body_error"' in html
    assert f'aria-describedby="id_{other.pk}-body' not in html
    assert html.count('<details class="ss-details" open>') == 1
    assert not Entry.objects.filter(kind=Entry.Kind.ANSWER).exists()


def test_only_messages_of_ones_own_report_can_be_answered(cast, sign_in, pia, report, question):
    others = sent_by(sign_in(cast.sam))
    note = writing.add_note(report.cases.get(), actor=cast.maya, body="Inner.", happened_at=None)
    typed = {field(question): "x", "body": "x"}
    assert sign_in(cast.sam).post(path(report, question.pk), typed).status_code == 404
    assert sign_in(cast.sam).post(path(others, question.pk), typed).status_code == 404
    assert pia.post(path(report, note.pk), typed).status_code == 404
    assert pia.post(path(report, uuid.uuid4()), typed).status_code == 404
    assert pia.get(path(report, question.pk)).status_code == 405
    assert not Entry.objects.filter(kind=Entry.Kind.ANSWER).exists()
