"""The author's page of one report: own words, coarse status, messages, and nothing else (COI-11)."""

import uuid

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.actions import reporting, writing
from notifications import selectors
from tests.incidents.reporting import WORDS, sent_by


def path(report) -> str:
    return reverse("report", args=[report.pk])


def test_it_shows_what_was_sent(cast, sign_in):
    pia = sign_in(cast.pia)
    report = sent_by(pia, about=["child", "undisclosed"], child=str(cast.kit.pk))
    html = pia.get(path(report)).content.decode()
    for words in (report.reference, "go home", "Kit Rossi", "The author would rather not say", "Received"):
        assert words in html
    assert html.count("<h1>") == 1


def test_of_the_case_it_shows_messages_and_nothing_else(cast, sign_in):
    pia = sign_in(cast.pia)
    report = sent_by(pia)
    case = report.cases.get()
    writing.add_note(case, actor=cast.maya, body="An inner note.", happened_at=None)
    writing.write_to_author(case, report, actor=cast.maya, body="When was it?")
    html = pia.get(path(report)).content.decode()
    assert "When was it?" in html
    assert "An inner note." not in html
    assert case.reference not in html
    assert "Maya" not in html


def test_reading_it_clears_the_bell(cast, sign_in, django_capture_on_commit_callbacks):
    pia = sign_in(cast.pia)
    report = sent_by(pia)
    writing.write_to_author(report.cases.get(), report, actor=cast.maya, body="When was it?")
    assert len(selectors.bell(cast.pia)) == 1
    pia.get(path(report))
    assert len(selectors.bell(cast.pia)) == 0


def test_everybody_else_finds_nothing(cast, sign_in):
    report = sent_by(sign_in(cast.pia))
    for name in ("sam", "maya", "dan", "olive", "petra", "ines", "tariq"):
        found = sign_in(getattr(cast, name)).get(path(report))
        assert found.status_code == 404, name
        assert WORDS not in found.content.decode()
    assert sign_in(cast.pia).get(reverse("report", args=[uuid.uuid4()])).status_code == 404


def test_it_costs_the_same_with_many_messages(cast, sign_in):
    pia = sign_in(cast.pia)
    report = sent_by(pia)
    case, costs = report.cases.get(), []
    for count in (1, 30):
        for number in range(count):
            writing.write_to_author(case, report, actor=cast.maya, body=f"Question {number}?")
            reporting.add_to_report(report, actor=cast.pia, body=f"And {number}.")
        pia.get(path(report))
        with CaptureQueriesContext(connection) as asked:
            pia.get(path(report))
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert costs[0] <= 14
