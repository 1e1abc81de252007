"""The first page: whom it is about or could involve, asked before anything else (COI-1)."""

import re

import pytest
from django.urls import reverse

from incidents.models import Draft, Report, ReportPerson
from tests.incidents.reporting import begin, sent_by

NEW = reverse("report-new", args=["concern"])


def offered(html: str, name: str) -> list[str]:
    """The words of a select's options."""
    select = re.search(rf'<select name="{name}".*?</select>', html, re.DOTALL)
    return (
        [words.strip() for words in re.findall(r"<option[^>]*>([^<]*)</option>", select[0])] if select else []
    )


def test_it_asks_whom_it_is_about_and_takes_one_tick(cast, sign_in):
    pia = sign_in(cast.pia)
    html = pia.get(NEW).content.decode()
    assert html.count("<h1>") == 1
    assert "Maya Lindqvist (Manager / Designated Safeguarding Lead)" in html
    assert "I would rather not say" in html
    draft = begin(pia, about="child")
    assert draft.author == cast.pia
    assert draft.typed("about")["about"] == ["child"]


def test_emergency_numbers_stand_above_the_question(cast, sign_in):
    html = sign_in(cast.pia).get(NEW).content.decode()
    places = [html.index(mark) for mark in ("tel:999", "03000 41 11 11", "0800 028 0285", "<h1>")]
    assert places == sorted(places)
    assert "need nobody’s permission" in html


def test_nothing_ticked_is_said_at_the_field_and_nothing_is_begun(cast, sign_in):
    answer = sign_in(cast.pia).post(NEW, {"child": ""})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error: " in html
    assert html.count("Choose at least one.") == 2
    assert not Draft.objects.exists()


@pytest.mark.parametrize("answer", ["nonsense", "<script>", "maya\0", "child' OR 1=1", "дитина"])
def test_an_unknown_answer_is_refused_in_words(cast, sign_in, answer):
    found = sign_in(cast.pia).post(NEW, {"about": answer})
    assert found.status_code == 200
    assert "Choose one of the answers on this page." in found.content.decode()
    assert "<script>" not in found.content.decode().split("<main", 1)[1]
    assert not Draft.objects.exists()


def test_staff_pick_a_child_and_a_colleague_but_no_leader_and_not_themselves(cast, sign_in):
    kit, sam = cast.kit, cast.sam
    html = sign_in(cast.pia).get(NEW).content.decode()
    assert offered(html, "child") == ["I do not know, or not listed", str(kit)]
    assert offered(html, "staff_member") == ["I do not know, or not listed", str(sam)]
    assert 'name="name"' not in html


def test_a_parent_picks_their_own_children_only(cast, sign_in):
    other, _petra = cast.ana, cast.petra
    client = sign_in(cast.petra)
    html = client.get(NEW).content.decode()
    assert offered(html, "child") == ["I do not know, or not listed", "Kit Rossi"]
    assert 'name="staff_member"' not in html
    refused = client.post(NEW, {"about": "child", "child": str(other.pk)})
    assert "Choose one of the answers on this page." in refused.content.decode()
    assert str(other) not in refused.content.decode()


@pytest.mark.parametrize("name", ["vera", "colin", "viktor", "tariq"])
def test_others_see_no_register_at_all_and_may_write_a_name(cast, sign_in, name):
    _known = cast.kit, cast.sam
    client = sign_in(getattr(cast, name))
    html = client.get(NEW).content.decode()
    assert "<select" not in html
    assert "Kit Rossi" not in html
    assert "Achebe" not in html
    report = sent_by(client, about="staff", name="Sam from the kitchen")
    assert report.people.get().name == "Sam from the kitchen"


def test_a_child_that_was_picked_and_then_unticked_is_not_named(cast, sign_in):
    report = sent_by(sign_in(cast.pia), about="owner", child=str(cast.kit.pk))
    assert report.about == ["owner"]
    assert not report.people.exists()


def test_a_colleague_becomes_the_one_it_is_about(cast, sign_in):
    report = sent_by(sign_in(cast.pia), about="staff", staff_member=str(cast.sam.pk))
    named = report.people.get()
    assert (named.part, named.person) == (ReportPerson.Part.SUBJECT, cast.sam)


def test_a_leader_reports_without_being_offered_themselves(cast, sign_in):
    html = sign_in(cast.olive).get(NEW).content.decode()
    assert "Olive Okafor" not in html.split("<main", 1)[1]
    assert 'value="me"' in html


def test_an_inspector_may_not(cast, sign_in):
    client = sign_in(cast.ines)
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, {"about": "child"}).status_code == 403
    assert not Draft.objects.exists()


def test_an_unknown_type_is_not_found(cast, sign_in):
    path = reverse("report-new", args=["nonsense"])
    assert sign_in(cast.pia).get(path).status_code == 404
    assert sign_in(cast.pia).post(path, {"about": "child"}).status_code == 404
    assert not Report.objects.exists()
