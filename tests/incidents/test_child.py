"""The page of a child: the cases about them that the viewer may see, and one chronology across these."""

import uuid

import pytest
from django.urls import reverse

from accounts import actions as people
from incidents.actions import reporting, writing
from incidents.models import Case
from tests.cast import SET_UP, SINCE
from workflow.models import ReadEvent

LIST = reverse("case-children")


def about(cast, child, words: str, who: str = "child") -> Case:
    details = reporting.Details(people=(reporting.Named("child", child=child),))
    return reporting.submit_report(
        actor=cast.pia, report_type="concern", about=[who], body=words, details=details
    ).cases.get()


@pytest.fixture
def cases(cast) -> list[Case]:
    return [about(cast, cast.kit, "First."), about(cast, cast.kit, "Second.")]


def test_one_chronology_across_the_cases(lead, cast, cases):
    for case in cases:
        writing.add_note(case, actor=cast.maya, body=f"A note in {case.reference}.")
    response = lead.get(reverse("child", args=[cast.kit.pk]))
    page = response.content.decode()
    assert "Kit Rossi" in page
    assert "Kit" not in page.partition("</title>")[0]
    for case in cases:
        assert f"A note in {case.reference}." in page
    assert {line.case.pk for line in response.context["chronology"]} == {case.pk for case in cases}


def test_reading_it_is_reading_each_of_its_cases(lead, cast, cases):
    lead.get(reverse("child", args=[cast.kit.pk]))
    read = ReadEvent.objects.filter(what="child page", actor_id=cast.maya.pk)
    assert set(read.values_list("object_id", flat=True)) == {cast.kit.pk, *(case.pk for case in cases)}
    assert "Maya Lindqvist" in lead.get(reverse("case", args=[cases[0].pk])).content.decode()


def test_a_case_that_may_not_be_seen_leaves_no_line(lead, deputy, cast, cases):
    hidden = about(cast, cast.kit, "Third.", who="manager")
    writing.add_note(hidden, actor=cast.dan, body="Hidden note.")
    page = lead.get(reverse("child", args=[cast.kit.pk])).content.decode()
    assert hidden.reference not in page
    assert "Hidden note." not in page
    assert "Hidden note." in deputy.get(reverse("child", args=[cast.kit.pk])).content.decode()


def test_a_child_of_whom_one_may_know_nothing_is_not_here(lead, cast, sign_in, outsiders):
    about(cast, cast.ana, "Ana.", who="manager")
    url = reverse("child", args=[cast.ana.pk])
    assert lead.get(url).status_code == 404
    assert lead.get(reverse("child", args=[uuid.uuid4()])).status_code == 404
    assert {client.get(url).status_code for client in outsiders} == {403}
    assert "Ana" not in lead.get(LIST).content.decode()


def test_a_relative_sees_nothing_of_the_child(deputy, cast, cases):
    assert "Kit Rossi" in deputy.get(LIST).content.decode()
    people.tie(cast.dan, cast.kit, "relative", actor=SET_UP, source="Staff file", starts_on=SINCE)
    assert "Kit Rossi" not in deputy.get(LIST).content.decode()
    assert deputy.get(reverse("child", args=[cast.kit.pk])).status_code == 404


def test_the_list_is_for_leaders(outsiders, lead):
    assert {client.get(LIST).status_code for client in outsiders} == {403}
    assert "No child here" in lead.get(LIST).content.decode()
