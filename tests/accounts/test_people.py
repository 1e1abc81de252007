"""The list of people: grouped, filtered by role, paged, at a constant cost."""

import datetime as dt

import pytest
from django.urls import reverse

from accounts import actions
from accounts.models import Person, Role
from tests.cast import SET_UP, make_person
from workflow import clock

URL = reverse("people")


def names(response) -> list[str]:
    return [person.given_name for _title, members in response.context["groups"] for person in members]


def test_people_stand_in_the_group_of_what_they_are(owner, cast):
    assert cast.pia
    assert cast.vera
    assert cast.petra
    nobody_yet = make_person("Nora", "Blank")
    response = owner.get(URL)
    groups = {str(title): {p.given_name for p in members} for title, members in response.context["groups"]}
    assert groups["Leaders"] == {"Olive", "Maya", "Dan"}
    assert groups["Staff"] == {"Pia"}
    assert groups["Volunteers, contractors, visitors and others"] == {"Vera"}
    assert groups["Parents and carers"] == {"Petra"}
    assert groups["Without a role today"] == {nobody_yet.given_name}
    assert f'href="{reverse("person", args=[cast.pia.pk])}"' in response.content.decode()


def test_filter_by_role_and_by_who_has_left(owner, cast):
    assert names(owner.get(URL, {"role": Role.DSL})) == ["Maya"]
    actions.leave(cast.pia, actor=SET_UP, left_on=clock.today() - dt.timedelta(days=1))
    assert "Pia" not in names(owner.get(URL))
    assert names(owner.get(URL, {"left": "on"})) == ["Pia"]


@pytest.mark.parametrize("query", [{"role": "emperor"}, {"page": "x"}, {"page": "999"}, {"role": "\0"}])
def test_an_address_that_makes_no_sense_still_shows_people(owner, cast, query):
    assert names(owner.get(URL, query))


def test_nobody_of_that_role_says_what_to_do_next(owner):
    response = owner.get(URL, {"role": Role.INSPECTOR})
    assert "Show everybody" in response.content.decode()


def test_only_those_who_may_are_offered_to_add(owner, manager, sign_in, cast):
    link = reverse("person-add")
    assert link in owner.get(URL).content.decode()
    assert link in manager.get(URL).content.decode()
    assert link not in sign_in(cast.dan).get(URL).content.decode()


def test_whoever_keeps_no_register_sees_none(outsiders):
    assert [client.get(URL).status_code for client in outsiders] == [403] * len(outsiders)


def test_the_list_is_read_only(owner):
    assert owner.post(URL).status_code == 405


def test_no_name_is_ever_in_the_address_or_the_title(owner, cast):
    page = owner.get(URL).content.decode()
    assert "Olive" not in page.split("<title>")[1].split("</title>")[0]
    assert 'name="name"' not in page


def test_the_same_queries_for_three_and_for_three_hundred(owner, django_assert_num_queries):
    owner.get(URL)
    with django_assert_num_queries(8) as few:
        owner.get(URL)
    Person.objects.bulk_create(Person(given_name=f"Guest {n}") for n in range(300))
    with django_assert_num_queries(len(few)):
        response = owner.get(URL)
    assert len(response.context["page"].object_list) == 25
    assert response.context["page"].has_next()
