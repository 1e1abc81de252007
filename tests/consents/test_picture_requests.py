"""Whom we have asked: for those who ask on paper and by telephone."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import actions as people
from accounts.models import ChildContact
from consents.actions import requesting
from consents.models import Invitation, Request
from tests.cast import SET_UP, make_person
from tests.consents.conftest import SEEN
from tests.consents.visits import letters
from workflow.verification import verify

URL = "/pictures/requests/"


@pytest.fixture
def asked(cast, told, mother) -> Request:
    requesting.sweep_requests()
    return Request.objects.get()


def link_url(request: Request) -> str:
    return reverse("picture-request-link", args=[request.pk])


def test_who_was_asked_about_whom_and_until_when(cast, asked, sign_in):
    page = sign_in(cast.maya).get(URL).content.decode()
    for words in ("Petra Rossi", "Kit Rossi", "Asked on 24 November 2026", "until 24 December 2026"):
        assert words in page


def test_filtered_by_state_in_the_address(cast, asked, sign_in):
    client = sign_in(cast.maya)
    assert "Petra" not in client.get(f"{URL}?state=answered").content.decode()
    assert "Nobody here" in client.get(f"{URL}?state=answered").content.decode()
    for nonsense in ("state=x", "state=%00", "page=99", "page=x"):
        assert client.get(f"{URL}?{nonsense}").status_code == 200


def test_a_new_link_for_whoever_lost_theirs(cast, asked, mother, sign_in):
    assert sign_in(cast.maya).post(link_url(asked)).url == URL
    assert Invitation.objects.count() == 2
    assert len(letters(mother)) == 2
    assert verify() == []


def test_none_once_it_is_answered(cast, asked, mother, answer, sign_in):
    answer(mother)
    client = sign_in(cast.maya)
    assert client.post(link_url(asked)).url == URL
    assert "answered meanwhile" in client.get(URL).content.decode()
    assert Invitation.objects.count() == 1


def test_none_without_an_address(cast, told, sign_in):
    person = people.add_person(actor=SET_UP, given_name="Nora", family_name="Mail")
    people.add_contact(cast.kit, person, actor=cast.maya, capacity=ChildContact.Capacity.MOTHER, right=SEEN)
    requesting.sweep_requests()
    client = sign_in(cast.maya)
    assert "Send a new link" not in client.get(URL).content.decode()
    client.post(link_url(Request.objects.get()))
    assert "no e-mail address" in client.get(URL).content.decode()
    assert verify() == []


def test_only_those_who_ask(cast, asked, sign_in, client):
    for person in (cast.pia, cast.sam, cast.petra, cast.ines, cast.tariq):
        assert sign_in(person).get(URL).status_code == 403
        assert sign_in(person).post(link_url(asked)).status_code == 403
    assert sign_in(cast.olive).get(URL).status_code == 200
    assert sign_in(cast.olive).post(link_url(asked)).status_code == 403
    assert client.get(URL).status_code == 302
    assert sign_in(cast.maya).get(link_url(asked)).status_code == 405
    assert sign_in(cast.maya).post(reverse("picture-request-link", args=[uuid.uuid4()])).status_code == 404
    assert Invitation.objects.count() == 1


def test_it_costs_the_same_whatever_the_number(cast, asked, sign_in):
    client = sign_in(cast.maya)

    def cost() -> int:
        with CaptureQueriesContext(connection) as done:
            client.get(URL)
        return len(done)

    cost()
    few = cost()
    for number in range(6):
        parent = make_person(f"Parent{number}", "Q", "parent")
        people.add_contact(
            cast.kit, parent, actor=cast.maya, capacity=ChildContact.Capacity.OTHER, right=SEEN
        )
    requesting.sweep_requests()
    assert cost() == few
