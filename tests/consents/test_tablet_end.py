"""How the tablet goes back: done, or nobody pressed anything for ten minutes. Nothing of anybody is left on it."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from consents.actions import handing_over
from consents.models import Handover
from tests.consents.lending import BACK, CHECK, in_a, plain_page, tablet_of
from tests.consents.visits import answer_url, check_url, choose, guest_of, withdraw_url
from workflow.models import AuditEvent
from workflow.verification import verify

PICTURES = "/pictures/"


@pytest.fixture(autouse=True)
def no_limits_yet(db):
    cache.clear()


class TestItsEnd:
    def closed(self, tablet: Client, cast) -> None:
        """Nothing of anybody, by any address of before."""
        for path in (PICTURES, answer_url(cast.kit), check_url(cast.kit), withdraw_url(cast.kit), CHECK, "/"):
            for method in ("get", "post"):
                response = getattr(tablet, method)(path)
                assert response.status_code in (302, 403)
                plain_page(response)
        assert tablet.get(reverse("picture-child", args=[cast.kit.pk])).url.startswith("/accounts/login/")
        plain_page(tablet.get(BACK))

    def test_done_and_staff_must_sign_in_again(self, cast, told, mother, sign_in):
        tablet = tablet_of(sign_in(cast.maya), cast.kit, mother)
        tablet.get(f"{PICTURES}?language=pl")
        response = tablet.post(BACK)
        assert response.url == BACK
        assert response.headers["Clear-Site-Data"] == '"cache"'
        assert tablet.cookies["django_language"].value == ""
        assert Handover.objects.get().ended_at
        self.closed(tablet, cast)
        assert verify() == []

    def test_ten_minutes_after_the_last_press(self, cast, told, mother, sign_in):
        tablet = tablet_of(sign_in(cast.maya), cast.kit, mother)
        with in_a(dt.timedelta(minutes=9)):
            assert tablet.get(PICTURES).status_code == 200
        with in_a(dt.timedelta(minutes=18)):
            page = tablet.get(PICTURES)
            assert page.status_code == 200
            assert f'content="605; url={BACK}"' in page.content.decode()
            assert page.headers["Cache-Control"] == "no-store"
        with in_a(dt.timedelta(minutes=29)):
            assert tablet.get(PICTURES).url == BACK
            self.closed(tablet, cast)

    def test_an_hour_after_it_began_however_much_it_is_used(self, cast, told, mother, sign_in):
        tablet = tablet_of(sign_in(cast.maya), cast.kit, mother)
        for minutes in range(8, 60, 8):
            with in_a(dt.timedelta(minutes=minutes)):
                assert tablet.get(PICTURES).status_code == 200
        with in_a(dt.timedelta(minutes=61)):
            assert tablet.get(PICTURES).url == BACK

    def test_when_the_parent_loses_their_say_or_it_is_ended_elsewhere(self, cast, told, mother, sign_in):
        tablet = tablet_of(sign_in(cast.maya), cast.kit, mother)
        handing_over.hand_back(Handover.objects.get(), actor=mother)
        handing_over.hand_back(Handover.objects.get(), actor=mother)
        assert tablet.get(PICTURES).url == BACK
        assert AuditEvent.objects.filter(verb="hand back").count() == 1

    def test_what_was_chosen_waits_for_the_same_parent_and_nobody_else(
        self, cast, told, mother, father, sign_in
    ):
        tablet = tablet_of(sign_in(cast.maya), cast.kit, mother)
        choose(tablet, cast.kit, "website", press="")
        tablet.post(BACK)
        assert (
            " checked"
            not in tablet_of(sign_in(cast.dan), cast.kit, father).get(answer_url(cast.kit)).content.decode()
        )
        assert " checked" in guest_of(mother).get(answer_url(cast.kit)).content.decode()

    def test_a_tablet_knows_one_parent_only(self, cast, told, mother, father, answer, sign_in):
        answer(father, "website")
        tablet = tablet_of(sign_in(cast.maya), cast.kit, mother)
        page = tablet.get(PICTURES).content.decode()
        assert "Paolo" not in page
        assert tablet.get(answer_url(cast.ana)).status_code == 404
        assert tablet.get(withdraw_url(cast.ana)).status_code == 404
