"""Adding a child to the register."""

import pytest
from django.urls import reverse

from accounts.models import Child
from workflow.verification import verify

URL = reverse("child-add")
MIA = {"given_name": "Mía", "family_name": "O’Neill", "born_on": "2023-05-06", "room": "Comets"}


def test_added_and_remembered(manager, events):
    assert manager.post(URL, MIA).url == reverse("children")
    child = Child.objects.get()
    assert (child.name, str(child.born_on), child.room) == ("Mía O’Neill", "2023-05-06", "Comets")
    assert events(child) == [("add", "")]
    assert verify() == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"given_name": ""}, "given_name"),
        ({"given_name": "a\0"}, "given_name"),
        ({"born_on": ""}, "born_on"),
        ({"born_on": "2999-01-01"}, "born_on"),
        ({"born_on": "31/31/2023"}, "born_on"),
        ({"room": "x" * 61}, "room"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_input_is_kept(manager, changes, field):
    response = manager.post(URL, MIA | changes)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert 'value="O’Neill"' in response.content.decode()
    assert not Child.objects.filter(room="Comets", family_name="O’Neill").exists()


def test_others_may_not(outsiders, sign_in, cast):
    for client in (*outsiders, sign_in(cast.dan)):
        assert client.get(URL).status_code == 403
        assert client.post(URL, MIA).status_code == 403
    assert not Child.objects.filter(room="Comets", family_name="O’Neill").exists()
