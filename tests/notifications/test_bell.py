"""The bell: what is new and still wanted, for oneself only."""

import pytest
from django.urls import reverse

from notifications.models import Message
from notifications.selectors import BELL_LIMIT, bell

BELL = reverse("bell")
SEEN = reverse("bell-seen")


def test_it_shows_ones_own_and_links_there(tell, cast, sign_in):
    tell("test-duty")
    tell("test-duty", cast.sam)
    client = sign_in(cast.pia)
    page = client.get(BELL)
    assert len(page.context["items"]) == 1
    assert '<a href="/somewhere/">Read the policy</a>' in page.content.decode()
    assert "Notices, 1 new" in page.content.decode()


def test_what_is_no_longer_wanted_stands_there_no_more(tell, wishes, cast, sign_in):
    tell("test-duty")
    wishes.wanted = False
    page = sign_in(cast.pia).get(BELL).content.decode()
    assert "Read the policy" not in page
    assert "Nothing new" in page


def test_all_seen_empties_ones_own(tell, cast, sign_in):
    tell("test-duty")
    other = tell("test-duty", cast.sam)
    client = sign_in(cast.pia)
    assert client.post(SEEN).url == BELL
    assert not bell(cast.pia)
    assert bell(cast.sam) == [other]


def test_opening_it_marks_nothing(tell, cast, sign_in):
    tell("test-duty")
    client = sign_in(cast.pia)
    client.get(BELL)
    assert client.get(SEEN).status_code == 405
    assert bell(cast.pia)


def test_it_is_for_those_signed_in(client, db):
    assert reverse("account_login") in client.get(BELL).url
    assert reverse("account_login") in client.post(SEEN).url


@pytest.mark.parametrize("sent", [True, False])
def test_it_does_not_depend_on_e_mail(tell, cast, sent):
    message = tell("test-duty")
    if sent:
        Message.objects.update(sent_at=message.created_at)
    assert bell(cast.pia) == [message]


def test_the_same_queries_for_one_and_for_five_hundred(tell, cast, sign_in, django_assert_num_queries):
    tell("test-duty")
    client = sign_in(cast.pia)
    client.get(BELL)
    with django_assert_num_queries(5) as few:
        client.get(BELL)
    for number in range(500):
        tell("test-duty", dedupe=f"occasion {number}.")
    with django_assert_num_queries(len(few)):
        response = client.get(BELL)
    assert len(response.context["items"]) == BELL_LIMIT
