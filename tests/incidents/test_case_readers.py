"""Whom a case is about and who may see it: named, let in, let out, stepped back."""

import uuid

import pytest
from django.urls import reverse

from accounts import actions as people
from tests.cast import SET_UP, SINCE


def test_a_subject_named_later_loses_the_case_at_once(lead, deputy, case, take, cast):
    response = take(deputy, case, "add-subject", who=f"person:{cast.maya.pk}")
    assert response.url == reverse("case", args=[case.pk])
    assert lead.get(reverse("case", args=[case.pk])).status_code == 404
    assert "Maya Lindqvist can no longer see it" in deputy.get(response.url).content.decode()


def test_whoever_names_a_relative_of_their_own_is_sent_away_without_a_word_of_it(deputy, case, take, cast):
    people.tie(cast.dan, cast.sam, "relative", actor=SET_UP, source="Staff file", starts_on=SINCE)
    response = take(deputy, case, "add-subject", who=f"person:{cast.sam.pk}")
    assert response.url == reverse("queue")
    page = deputy.get(response.url).content.decode()
    assert "It is done." in page
    assert case.reference not in page


@pytest.mark.parametrize("typed", [{}, {"name": "  "}, {"who": f"person:{uuid.uuid4()}"}, {"who": "dog:1"}])
def test_a_subject_is_one_of_the_register_or_a_name(lead, case, take, typed):
    assert take(lead, case, "add-subject", **typed).status_code == 200
    assert not case.subjects.exists()


def test_a_name_in_any_script_is_a_subject(lead, case, take):
    take(lead, case, "add-subject", name="Nguyễn Thị Ánh <b>محمد</b>")
    page = lead.get(reverse("case", args=[case.pk])).content.decode()
    assert "Nguyễn Thị Ánh &lt;b&gt;محمد&lt;/b&gt;" in page
    again = take(lead, case, "add-subject", who=f"child:{uuid.uuid4()}")
    assert again.status_code == 200


def test_the_same_person_is_named_once(lead, case, take, cast):
    take(lead, case, "add-subject", who=f"child:{cast.kit.pk}")
    response = take(lead, case, "add-subject", who=f"child:{cast.kit.pk}")
    assert "This person is named already." in response.content.decode()


def test_access_is_given_and_ended_by_hand(lead, case, take, cast, sign_in):
    owner = sign_in(cast.olive)
    take(lead, case, "grant", person=cast.olive.pk, capacity="informed")
    assert owner.get(reverse("case", args=[case.pk])).status_code == 200
    row = case.accesses.get(person=cast.olive)
    end = reverse("access-end", args=[case.pk, row.pk])
    assert lead.get(end).status_code == 405
    assert owner.post(end).status_code == 403
    assert lead.post(end).status_code == 302
    assert owner.get(reverse("case", args=[case.pk])).status_code == 404
    assert lead.post(end).status_code == 409
    by_rule = case.accesses.get(person=cast.dan)
    assert lead.post(reverse("access-end", args=[case.pk, by_rule.pk])).status_code == 409


@pytest.mark.parametrize("name", ["pia", "dan"])
def test_access_is_for_leaders_who_have_none(lead, case, take, cast, name):
    response = take(lead, case, "grant", person=getattr(cast, name).pk, capacity="lead")
    assert "person" in response.context["form"].errors


def test_whoever_steps_back_finds_the_queue_and_nothing_of_the_case(lead, case, take, step_url):
    assert "cannot be undone" in lead.get(step_url(case, "recuse")).content.decode()
    assert take(lead, case, "recuse").url == reverse("queue")
    assert lead.get(step_url(case, "recuse")).status_code == 404
    assert case.reference not in lead.get(reverse("queue")).content.decode()
