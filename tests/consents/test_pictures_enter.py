"""Asking for a link by typing an address: the same answer for everybody."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import actions as people
from consents.actions import inviting
from consents.models import Invitation, LinkWish
from tests.cast import make_person
from tests.consents.visits import (
    new_link,
)
from workflow import clock

PICTURES, ENTER = "/pictures/", "/pictures/enter/"


@pytest.fixture(autouse=True)
def no_limits_yet(db):
    cache.clear()


def in_a(delta: dt.timedelta):
    return clock.at(clock.now() + delta)


class TestAskingForALink:
    def test_the_answer_is_the_same_for_whoever_it_is(self, cast, told, mother):
        for address in (mother.email, "nobody@example.org", cast.pia.email, mother.email.upper()):
            answer = Client().post(ENTER, {"address": address})
            assert answer.status_code == 200
            assert "If we know you by this address" in answer.content.decode()
        inviting.sweep_wishes()
        assert not LinkWish.objects.exists()
        assert set(Invitation.objects.values_list("person", flat=True)) == {mother.pk}

    def test_so_is_what_is_done_before_it_is_answered(self, cast, told, mother):
        """Neither the page nor its time tells who is known here: a worker looks, afterwards."""
        costs = []
        for address in ("nobody@example.org", mother.email):
            with CaptureQueriesContext(connection) as asked:
                inviting.wish_for_link(address)
            costs.append(len(asked))
        assert costs[0] == costs[1]
        assert LinkWish.objects.count() == 2

    def test_two_who_share_an_address_get_a_link_each(self, cast, told, mother, father):
        people.change_person(
            father, actor=cast.maya, given_name="Paolo", family_name="Rossi", email=mother.email
        )
        inviting.wish_for_link(mother.email)
        inviting.sweep_wishes()
        assert set(Invitation.objects.values_list("person", flat=True)) == {mother.pk, father.pk}

    def test_no_more_than_three_an_hour(self, cast, told, mother):
        for _time in range(5):
            inviting.wish_for_link(mother.email)
        inviting.sweep_wishes()
        assert Invitation.objects.count() == 3
        with in_a(dt.timedelta(hours=1, seconds=1)):
            inviting.wish_for_link(mother.email)
            inviting.sweep_wishes()
        assert Invitation.objects.count() == 4

    def test_one_address_is_asked_for_five_times_an_hour(self, cast, told, mother):
        answers = [Client().post(ENTER, {"address": mother.email}).status_code for _time in range(6)]
        assert answers == [200] * 5 + [429]

    def test_it_is_sent_though_nothing_is_asked(self, cast, told, mother, answer):
        answer(mother, "all")
        assert new_link(mother)

    def test_somebody_without_a_child_here_gets_none(self, cast, told):
        other = make_person("Other", "Parent", "parent")
        inviting.wish_for_link(other.email)
        inviting.sweep_wishes()
        assert not Invitation.objects.exists()

    @pytest.mark.parametrize("address", ["", "x", "a@b", "\x00@example.org", "a" * 300 + "@example.org"])
    def test_nonsense_is_said_at_the_field(self, cast, client, address):
        answer = client.post(ENTER, {"address": address})
        assert answer.status_code == 200
        assert "id_address_error" in answer.content.decode()
        assert not LinkWish.objects.exists()

    def test_the_address_is_kept_encrypted_and_not_for_long(self, cast, mother):
        wish = inviting.wish_for_link(mother.email)
        with connection.cursor() as cursor:
            cursor.execute("SELECT address FROM consents_linkwish")
            assert mother.email not in str(cursor.fetchall())
        assert LinkWish.objects.get(pk=wish.pk).address == mother.email
