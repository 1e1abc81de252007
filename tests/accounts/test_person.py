"""One person's page: roles, ties, sign-in and what was done with the record."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from accounts import actions
from accounts.lifecycle import PERSON
from accounts.models import Role
from accounts.selectors.register import DONE
from tests.cast import SET_UP, make_user
from workflow import clock


def url(person) -> str:
    return reverse("person", args=[person.pk])


def test_the_page_says_roles_with_dates_ties_and_history(owner, cast):
    actions.tie(cast.pia, cast.sam, "partner", actor=cast.olive, source="Told the manager")
    actions.give_role(cast.pia, Role.VOLUNTEER, actor=cast.olive, starts_on=dt.date(2099, 1, 1))
    page = owner.get(url(cast.pia)).content.decode()
    for words in (
        "Practitioner",
        "since 1 January 2020",
        "since 1 January 2099",
        "Partner of Sam Achebe",
        "Told the manager",
        "Give a role",
        "Olive Okafor",
        "set-up",
        "Cannot sign in: not invited",
    ):
        assert words in page, words


def test_a_tie_stands_on_the_page_of_either_end(owner, cast):
    actions.tie(cast.pia, cast.sam, "partner", actor=cast.olive, source="Told the manager")
    assert "Pia Novak" in owner.get(url(cast.sam)).content.decode()


def test_the_name_is_not_in_the_title(owner, cast):
    page = owner.get(url(cast.pia)).content.decode()
    assert "Pia" not in page.split("<title>")[1].split("</title>")[0]


def test_sign_in_states(owner, cast):
    actions.invite(cast.pia, actor=cast.olive)
    assert "has not chosen a password yet" in owner.get(url(cast.pia)).content.decode()
    make_user(cast.sam)
    page = owner.get(url(cast.sam)).content.decode()
    assert "Can sign in" in page
    assert "No second step" in page
    actions.leave(cast.sam, actor=cast.olive, left_on=clock.today() - dt.timedelta(days=1))
    assert "Closed" in owner.get(url(cast.sam)).content.decode()


@pytest.mark.parametrize("name", ["pia", "vera", "petra"])
def test_the_manager_is_offered_to_change_staff(manager, cast, name):
    page = manager.get(url(getattr(cast, name))).content.decode()
    assert reverse("role-give", args=[getattr(cast, name).pk]) in page


@pytest.mark.parametrize("name", ["olive", "maya", "dan"])
def test_the_manager_is_offered_no_change_to_leaders_or_oneself(manager, cast, name):
    page = manager.get(url(getattr(cast, name))).content.decode()
    assert "/roles/give/" not in page
    assert reverse("person-change", args=[getattr(cast, name).pk]) not in page


def test_the_deputy_reads_and_changes_nothing(cast, sign_in):
    page = sign_in(cast.dan).get(url(cast.pia)).content.decode()
    assert "Practitioner" in page
    assert "/roles/give/" not in page


def test_a_tie_to_a_leader_is_not_the_managers_to_end(manager, owner, cast):
    row = actions.tie(cast.pia, cast.dan, "close_friend", actor=SET_UP, source="Declared")
    link = reverse("tie-end", args=[row.pk])
    assert link not in manager.get(url(cast.pia)).content.decode()
    assert link in owner.get(url(cast.pia)).content.decode()


def test_outsiders_see_nothing_whatever_the_id(outsiders, cast):
    for client in outsiders:
        assert client.get(url(cast.pia)).status_code == 403
        assert client.get(reverse("person", args=[uuid.uuid4()])).status_code == 403


def test_an_unknown_id_is_not_found(owner):
    assert owner.get(reverse("person", args=[uuid.uuid4()])).status_code == 404
    assert owner.get("/people/1/").status_code == 404


def test_the_same_queries_for_one_tie_and_for_thirty(manager, cast, django_assert_num_queries):
    actions.tie(cast.pia, cast.sam, "partner", actor=SET_UP, source="Declared")
    manager.get(url(cast.pia))
    with django_assert_num_queries(15) as few:
        manager.get(url(cast.pia))
    for number in range(30):
        child = actions.add_child(actor=SET_UP, given_name=f"Child {number}", born_on=dt.date(2023, 1, 1))
        actions.tie(cast.pia, child, "relative", actor=SET_UP, source="Declared")
        other = actions.add_person(actor=SET_UP, given_name=f"Other {number}")
        actions.tie(cast.pia, other, "relative", actor=SET_UP, source="Declared")
    with django_assert_num_queries(len(few)):
        response = manager.get(url(cast.pia))
    assert len(response.context["ties"]) == 61
    assert len(response.context["history"]) == 20


def test_everything_recorded_about_a_person_has_words_for_when_it_is_done():
    assert DONE.keys() == PERSON.verbs.keys()
