"""Adding somebody to the register."""

import pytest
from django.urls import reverse

from accounts.models import Person
from workflow.verification import verify

URL = reverse("person-add")
ADA = {"given_name": "Ada", "family_name": "Żółć 李", "email": "ada@example.org"}


def test_added_in_any_script_and_remembered(owner, cast, events):
    response = owner.post(URL, ADA)
    person = Person.objects.get(given_name="Ada")
    assert response.url == reverse("person", args=[person.pk])
    assert person.name == "Ada Żółć 李"
    assert events(person) == [("add", "")]
    assert "Ada Żółć 李" in owner.get(response.url).content.decode()
    assert verify() == []


def test_nobody_has_to_have_an_address(manager):
    assert manager.post(URL, {"given_name": "Bo"}).status_code == 302
    assert Person.objects.get(given_name="Bo").email == ""


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "given_name"),
        (ADA | {"given_name": " "}, "given_name"),
        (ADA | {"given_name": "x" * 101}, "given_name"),
        (ADA | {"given_name": "a\0b"}, "given_name"),
        (ADA | {"family_name": "x" * 5_000_000}, "family_name"),
        (ADA | {"email": "not an address"}, "email"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_input_is_kept(owner, cast, said, field):
    before = Person.objects.count()
    response = owner.post(URL, said)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert f'id="id_{field}_error"' in response.content.decode()
    assert Person.objects.count() == before


def test_markup_is_shown_as_it_was_typed(owner):
    response = owner.post(URL, ADA | {"family_name": "<script>x</script>"}, follow=True)
    assert "&lt;script&gt;x" in response.content.decode()
    assert "<script>x" not in response.content.decode()


def test_others_may_not(outsiders, sign_in, cast):
    for client in (*outsiders, sign_in(cast.dan)):
        assert client.get(URL).status_code == 403
        assert client.post(URL, ADA).status_code == 403
    assert not Person.objects.filter(given_name="Ada").exists()
