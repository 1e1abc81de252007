"""What was typed when a session ended: shown to nobody else, sealed, and never believed without its token."""

import datetime as dt
import logging

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions import unsent
from accounts.models import UnsentForm
from pages import timeouts
from policies.models import PlanAction, PlanEntry
from tests.accounts.test_second_factor import LOGIN
from tests.cast import Cast, make_user
from tests.superstars.drawn_forms import UNSENT, again, form_to, lost, told
from tests.superstars.test_url_roles import World
from workflow import clock

WORDS = "At snack time Kit said: “I do not want to go home.”\r\nThen nothing more."


def plan_note(world: World) -> str:
    return reverse("plan-action-step", args=[world.plan_action.pk, "note"])


@pytest.fixture
def world(cast: Cast, certificate_key: object) -> World:
    found = World(cast)
    UnsentForm.objects.all().delete()
    return found


def test_nobody_else_sees_it_or_is_told(world, sign_in, cast):
    note = plan_note(world)
    pia = sign_in(cast.pia)
    lost(pia, form_to(pia, note, note), body=WORDS)
    pia.get(LOGIN)  # the page that Pia saw
    make_user(cast.sam)
    answer = pia.post(LOGIN, {"login": cast.sam.email, "password": "correct-horse-battery", "next": UNSENT})
    followed = pia.get(answer.url)
    assert followed.url == reverse("home")
    home = pia.get(followed.url).content.decode()
    assert "typed" not in home.lower()
    kept = UnsentForm.objects.get()
    for other in (cast.sam, cast.maya, cast.olive):
        client = sign_in(other)
        away = reverse("unsent-throw-away", args=[kept.pk])
        assert client.get(UNSENT).url == reverse("home")
        assert client.get(away).status_code == client.post(away).status_code == 404
        unsent.throw_away(kept, actor=other)
        unsent.note_sent(kept.pk, actor=other, path=kept.path)
    assert UnsentForm.objects.get().sent_at is None


def test_with_somebody_else_signed_in_it_waits_for_its_author(world, sign_in, cast):
    note = plan_note(world)
    form = form_to(sign_in(cast.pia), note, note)
    sam = sign_in(cast.sam)
    answer = sam.post(note, form.filled(body=WORDS))
    assert answer.url == reverse("home")
    assert "typed" not in sam.get(answer.url).content.decode().lower()
    assert WORDS[:10] in told(sign_in(cast.pia))
    assert not PlanEntry.objects.filter(kind="note").exists()


def test_forged_old_and_other_tokens_are_not_believed(world, cast, sign_in):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user(cast.pia))
    note, claim = (
        reverse("plan-action-step", args=[world.plan_action.pk, slug]) for slug in ("note", "claim")
    )
    good = form_to(browser, note, note)
    elsewhere = form_to(browser, claim, claim)
    browser.cookies["csrftoken"] = "x" * 32
    for token in ("", "x", good.tokens[0][:-2] + "xx", elsewhere.tokens[0]):
        for client in (browser, Client(enforce_csrf_checks=True)):
            assert client.post(note, good.filled(body=WORDS) | {timeouts.FIELD: token}).status_code == 403
    later = clock.now() + dt.timedelta(hours=25)
    with time_machine.travel(later, tick=False):
        assert Client(enforce_csrf_checks=True).post(note, good.filled(body=WORDS)).status_code == 403
    assert not UnsentForm.objects.exists()
    assert PlanAction.objects.get(pk=world.plan_action.pk).version == world.plan_action.version


def test_it_stands_sealed_and_in_no_log_and_no_address(world, sign_in, cast, caplog):
    caplog.set_level(logging.DEBUG)
    note = plan_note(world)
    pia = sign_in(cast.pia)
    secret = "Kit was bitten"
    answer = lost(pia, form_to(pia, note, note), body=secret, new_password="hunter2", sent_again="nonsense")
    again(sign_in(cast.pia), note)
    assert "Kit" not in answer.url + caplog.text
    with connection.cursor() as cursor:
        cursor.execute("SELECT path, page, sealed FROM accounts_unsentform")
        assert "Kit" not in str(cursor.fetchall())
    assert set(UnsentForm.objects.get().fields) == {"version", "body"}


def test_another_tab_and_an_old_token_against_forgery_lose_nothing(world, cast):
    """Signing in again changes Django's token; the form's own stands for it, for its own person only."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(make_user(cast.pia))
    note = plan_note(world)
    form = form_to(browser, note, note)
    browser.cookies["csrftoken"] = "x" * 32
    assert browser.post(note, form.filled(body=WORDS)).status_code == 302
    without = {name: value for name, value in form.filled(body="B").items() if name != timeouts.FIELD}
    assert browser.post(note, without).status_code == 403


def test_a_press_of_a_button_keeps_nothing_and_leads_back(world, sign_in, cast):
    here = reverse("my-actions")
    finish = reverse("action-finish", args=[world.child_action.pk])
    pia = sign_in(cast.pia)
    assert lost(pia, form_to(pia, finish, here)).url == f"{LOGIN}?next={here}"
    assert not UnsentForm.objects.exists()


def test_too_much_is_said_and_files_are_not_kept(world, sign_in, cast, monkeypatch):
    monkeypatch.setattr(unsent, "MOST_KEPT", 200)
    note = plan_note(world)
    pia = sign_in(cast.pia)
    answer = lost(pia, form_to(pia, note, note), body="A" * 200)
    assert answer.url == f"{LOGIN}?next={UNSENT}"
    assert "too long to be kept" in pia.get(LOGIN).content.decode()
    assert not UnsentForm.objects.exists()
