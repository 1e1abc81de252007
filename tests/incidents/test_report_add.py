"""Adding to a report: it stays as sent, and what is added has its own time."""

import pytest
from django.urls import reverse

from incidents.models import Access, Entry, Report
from tests.incidents.reporting import WORDS, sent_by
from workflow.verification import verify


def add(report) -> str:
    return reverse("report-add", args=[report.pk])


def test_what_is_added_stands_beside_what_was_sent(cast, sign_in):
    pia = sign_in(cast.pia)
    report = sent_by(pia)
    Access.objects.update(is_unread=False)
    assert pia.post(add(report), {"body": "He also cried."}).url == reverse("report", args=[report.pk])
    entry = Entry.objects.get()
    assert (entry.kind, entry.author, entry.body) == (Entry.Kind.ADDENDUM, cast.pia, "He also cried.")
    assert Report.objects.get().body == WORDS
    assert Access.objects.filter(is_unread=True, person=cast.maya).exists()
    html = pia.get(reverse("report", args=[report.pk])).content.decode()
    assert "You added" in html
    assert verify() == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Write something before you send it."),
        (" \n ", "Write something before you send it."),
        ("x" * 50_001, "Write at most 50,000 characters."),
        ("a\0b", "Null characters are not allowed."),
    ],
    ids=["empty", "blank", "too long", "NUL"],
)
def test_a_slip_is_said_at_the_field_and_stored_nowhere(cast, sign_in, typed, message):
    pia = sign_in(cast.pia)
    report = sent_by(pia)
    answer = pia.post(add(report), {"body": typed})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count(message) == 2
    assert "<title>Error: " in html
    assert typed.strip() in html
    assert not Entry.objects.exists()


def test_only_its_author_adds(cast, sign_in):
    report = sent_by(sign_in(cast.pia))
    for name in ("sam", "maya", "ines"):
        assert sign_in(getattr(cast, name)).post(add(report), {"body": "x"}).status_code == 404, name
    assert sign_in(cast.pia).get(add(report)).status_code == 405
    assert not Entry.objects.exists()
