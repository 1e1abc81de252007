"""Who uses no social media: noted by whoever keeps the register, and said where families are told something."""

import pytest
from django.urls import reverse

from accounts import actions as people
from accounts.actions.reaching import note_social_media
from accounts.models import Person
from consents.actions import informing, requesting
from tests.cast import make_person
from workflow.engine import NotAllowed
from workflow.models import AuditEvent
from workflow.verification import verify

SEEN = people.Right("yes", evidence="Birth certificate seen")
SAID, NO_MAIL = "No social media", "No e-mail"


@pytest.fixture
def father(cast) -> Person:
    """Paolo has neither an e-mail address nor social media, and decides for Kit."""
    informing.publish_usual_notices(actor=cast.olive)
    person = people.add_person(actor=cast.maya, given_name="Paolo", family_name="Rossi")
    people.add_contact(cast.kit, person, actor=cast.maya, capacity="father", right=SEEN)
    requesting.sweep_requests()
    return person


def test_it_is_noted_and_said_where_families_are_told_something(cast, father, sign_in):
    client = sign_in(cast.maya)
    places = [
        reverse("child-record", args=[cast.kit.pk]),
        reverse("picture-child", args=[cast.kit.pk]),
        reverse("picture-requests"),
    ]
    for place in places:
        page = client.get(place).content.decode()
        assert NO_MAIL in page
        assert SAID not in page
    url = reverse("person-reach", args=[father.pk])
    assert "write to them, or tell them" in client.get(url).content.decode()
    assert client.post(url, {"no_social_media": "on"}).url == reverse("person", args=[father.pk])
    assert "Does not use it" in client.get(reverse("person", args=[father.pk])).content.decode()
    for place in places:
        assert SAID in client.get(place).content.decode()
    client.post(url, {})
    assert not Person.objects.get(pk=father.pk).no_social_media
    assert AuditEvent.objects.filter(object_id=father.pk, verb="change").count() == 2
    assert verify() == []


def test_nobody_else_notes_it(cast, father):
    for person in (
        cast.pia,
        cast.vera,
        cast.petra,
        cast.ines,
        cast.tariq,
        make_person("Una", "Okoro", "parent"),
    ):
        with pytest.raises(NotAllowed):
            note_social_media(father, actor=person, no_social_media=True)
    assert not Person.objects.get(pk=father.pk).no_social_media
