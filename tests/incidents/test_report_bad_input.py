"""Whatever is sent to a question page: a message at the field or a clear page, never a 500, never half a record."""

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Draft, Entry, Report, ReportPerson
from tests.incidents.reporting import WORDS, begin, fill, page, send, sent_by
from workflow.models import AuditEvent

FIVE_MEGABYTES = 5 * 1024 * 1024
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def pia(cast, sign_in) -> Client:
    return sign_in(cast.pia)


def rows() -> tuple[int, ...]:
    reported = AuditEvent.objects.filter(object_type="incidents.report")
    return Report.objects.count(), ReportPerson.objects.count(), Entry.objects.count(), reported.count()


@pytest.mark.parametrize(
    ("name", "field", "typed", "message"),
    [
        ("when", "happened_on", "31/02/2026", "Enter a date"),
        ("when", "happened_on", "yesterday", "Enter a date"),
        ("when", "noticed_on", "2999-01-01", "Enter today or a day before."),
        ("when", "noticed_on", "99999-01-01", "Enter a date"),
        ("when", "happened_time", "25:00", "Enter a time"),
        ("when", "happened_time", "9", "Enter a time"),
        ("where", "place", "x" * 201, "Write at most 200 characters."),
        ("told", "told_dsl", "perhaps", "Choose one of the answers on this page."),
        ("people", "who_0", "person:not-an-id", "Choose one of the answers on this page."),
        ("people", "who_0", "child:00000000-0000-0000-0000-000000000000", "Choose one of the answers"),
        ("people", "part_0", "culprit", "Choose one of the answers on this page."),
        ("people", "name_1", "A man", "Choose the part of person 2."),
        ("people", "part_2", "witness", "Say who person 3 is."),
        ("people", "name_0", "x" * 201, "Write at most 200 characters."),
        ("what", "body", "x" * 50_001, "Write at most 50,000 characters."),
    ],
)
def test_a_slip_is_said_at_the_field_and_what_was_typed_is_kept(pia, name, field, typed, message):
    draft, before = begin(pia), rows()
    answer = fill(pia, draft, name, **{field: typed})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert message in html
    assert "There is a problem" in html
    assert "<title>Error: " in html
    assert typed in html or field.startswith(("who", "part", "told"))
    draft.refresh_from_db()
    assert draft.typed(name)[field] == [typed]
    assert rows() == before


def test_a_day_that_has_not_come_is_refused_for_a_contact_too(pia):
    answer = fill(pia, begin(pia, "contact"), "contact", received_on="2999-01-01")
    assert "Enter today or a day before." in answer.content.decode()


def test_five_megabytes_are_refused_at_the_field_and_stay_on_the_page(pia):
    draft = begin(pia)
    fill(pia, draft, "what", body=WORDS)
    answer = send(pia, draft, body="x" * FIVE_MEGABYTES)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Write at most 50,000 characters. You can add more after sending." in html
    assert html.count("x") > FIVE_MEGABYTES
    draft.refresh_from_db()
    assert draft.typed("what") == {"body": [WORDS]}
    assert rows() == (0, 0, 0, 0)


def test_keeping_five_megabytes_is_refused_and_what_was_kept_stays(pia):
    draft = begin(pia)
    fill(pia, draft, "what", body=WORDS)
    keep = reverse("report-keep", args=[draft.pk, "what"])
    assert pia.post(keep, {"body": "x" * FIVE_MEGABYTES}).status_code == 413
    draft.refresh_from_db()
    assert draft.typed("what") == {"body": [WORDS]}


@pytest.mark.parametrize("name", ["what", "keep", "first", "add"])
def test_a_body_beyond_all_measure_is_answered_by_a_clear_page(pia, settings, name):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100_000
    report, draft = sent_by(pia), begin(pia)
    before = rows()
    path = {
        "what": page(draft, "what"),
        "keep": reverse("report-keep", args=[draft.pk, "what"]),
        "first": reverse("report-new", args=["concern"]),
        "add": reverse("report-add", args=[report.pk]),
    }[name]
    answer = pia.post(path, "body=" + "x" * 200_000, content_type=FORM)
    assert answer.status_code == 400
    assert "That request could not be read" in answer.content.decode()
    assert rows() == before
    assert Draft.objects.count() == 1


def test_thousands_of_fields_are_answered_by_a_clear_page(pia):
    body = "&".join(f"about={number}" for number in range(3000))
    answer = pia.post(reverse("report-new", args=["concern"]), body, content_type=FORM)
    assert answer.status_code == 400
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        (b"body=Kit%00 cried&send=1", "Kit cried"),
        (b"body=Kit%ff%fe cried&send=1", "Kit\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} cried"),
        (b"body=%ED%A0%80 cried&send=1", "\N{REPLACEMENT CHARACTER}" * 3 + " cried"),
    ],
    ids=["NUL", "no UTF-8", "half a surrogate pair"],
)
def test_bytes_that_are_no_text_do_not_lose_the_words(pia, sent, stored):
    draft = begin(pia)
    assert pia.post(page(draft, "what"), sent, content_type=FORM).status_code == 302
    assert Report.objects.get(pk=draft.pk).body == stored


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data", "nonsense"])
def test_another_kind_of_body_stores_nothing(pia, kind):
    draft = begin(pia)
    for path in (page(draft, "what"), reverse("report-new", args=["concern"])):
        assert pia.post(path, b'{"body": "x"}', content_type=kind).status_code in (200, 400)
    assert rows() == (0, 0, 0, 0)


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7|add:7 }}{% debug %}"


def test_hostile_markup_is_shown_as_it_was_typed_everywhere(pia, cast, sign_in):
    draft = begin(pia)
    fill(pia, draft, "what", body=HOSTILE)
    fill(pia, draft, "where", place=HOSTILE)
    fill(pia, draft, "people", name_0=HOSTILE, part_0="other")
    check = reverse("report-check", args=[draft.pk])
    pages = [pia.get(path).content.decode() for path in (page(draft, "what"), page(draft, "where"), check)]
    pia.post(check)
    report = Report.objects.get(pk=draft.pk)
    pages.append(pia.get(reverse("report", args=[report.pk])).content.decode())
    pages.append(sign_in(cast.maya).get(reverse("case", args=[report.cases.get().pk])).content.decode())
    for html in pages:
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "{{ 7|add:7 }}" in html


@pytest.mark.parametrize(
    "name",
    [
        "عائشة بنت محمد",
        "שִׁירָה",
        "Žofie Nováková",
        "山田 花子",
        "👩🏽‍🏫 Ms O’Neill",
        "ߌߓߙߊߤߌߡ",
        "a\N{COMBINING ACUTE ACCENT}na",
    ],
)
def test_names_in_any_script_are_stored_and_shown_as_they_are(pia, name):
    draft = begin(pia)
    fill(pia, draft, "people", name_0=name, part_0="other")
    send(pia, draft, body=f"{name} was there.")
    report = Report.objects.get(pk=draft.pk)
    assert (report.body, report.people.get().name) == (f"{name} was there.", name)
    html = pia.get(reverse("report", args=[report.pk])).content.decode()
    assert html.count(name) == 2


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "\0", "é:ü", "W10:1:x", "." * 5000])
def test_a_broken_token_is_as_good_as_none(pia, client, token):
    draft = begin(pia)
    assert client.post(page(draft, "what"), {"body": "Forged", "keep_for": token}).status_code == 302
    keep = reverse("report-keep", args=[draft.pk, "what"])
    assert client.post(keep, {"body": "Forged", "keep_for": token}).status_code == 404
    draft.refresh_from_db()
    assert draft.typed("what") == {}


def test_what_no_page_asks_is_not_stored(pia, cast):
    draft = begin(pia, about="child", author=str(cast.sam.pk), report_type="contact", state="closed")
    pia.post(page(draft, "what"), {"body": WORDS, "send": "1", "author": str(cast.sam.pk), "id": "1"})
    report = Report.objects.get(pk=draft.pk)
    assert (report.author, report.report_type) == (cast.pia, "concern")


def test_a_child_who_left_meanwhile_is_asked_for_again(pia, cast):
    draft = begin(pia, about="child", child=str(cast.kit.pk))
    type(cast.kit).objects.filter(pk=cast.kit.pk).update(left_on="2020-01-01")
    assert send(pia, draft).url == page(draft, "about")
    assert "Choose one of the answers on this page." in pia.get(page(draft, "about")).content.decode()
    assert Draft.objects.get(pk=draft.pk).typed("what")["body"] == [WORDS]
