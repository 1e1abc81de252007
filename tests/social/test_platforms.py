"""Platforms, the gate and the setting's domains: reference data."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import actions as people
from social import receivers
from social.actions import platforms, profiles
from social.models import ChildProfile, DataChange, Gate, MailDomain, Platform
from social.selectors.checklist import missing
from social.selectors.gate import may_use
from tests.policies import signatures
from tests.social.access_rows import signed
from tests.social.accounts import live
from workflow import clock
from workflow.actors import System
from workflow.engine import NotAllowed, StaleState

pytestmark = pytest.mark.django_db


def test_instagram_and_facebook_are_the_channels_to_begin_with():
    channels = Platform.objects.filter(is_channel=True)
    assert {(row.code, row.purpose_id, row.min_age) for row in channels} == {
        ("instagram", "instagram", 13),
        ("facebook", "facebook", 13),
    }


def test_every_platform_says_where_its_age_is_from():
    assert [
        row.code for row in Platform.objects.all() if not (row.source and row.checked_on and row.risk_note)
    ] == []


def test_the_gate_names_the_acceptable_use_policy():
    assert Gate.objects.get(code="acceptable-use").policy_code == "acceptable-use"


def test_a_change_is_kept_as_it_then_stood_and_a_stale_one_refused(cast):
    platform = Platform.objects.get(pk="tiktok")
    drawn = platforms.as_drawn(platform)
    said = {"min_age": 16, "terms_checked_on": clock.today(), "risk": "high", "risk_note": "New law"}
    for person in (cast.dan, cast.pia):
        with pytest.raises(NotAllowed):
            platforms.change_platform(platform, actor=person, drawn=drawn, **said)
    assert Platform.objects.get(pk="tiktok").min_age == 13
    platforms.change_platform(platform, actor=cast.maya, drawn=drawn, **said)
    with pytest.raises(StaleState):
        platforms.change_platform(platform, actor=cast.olive, drawn=drawn, min_age=0)
    row = DataChange.objects.get()
    assert (row.code, row.values["min_age"], row.by) == ("tiktok", 16, cast.maya)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        DataChange.objects.all().delete()


def test_the_gate_is_chosen_and_shut_for_whoever_has_not_signed_the_new_choice(cast):
    signed(cast, cast.pia)
    assert may_use(cast.pia)
    other = signatures.make_policy(cast, code="phones", title="Phones")
    with pytest.raises(NotAllowed):
        platforms.choose_gate(other, actor=cast.dan)
    platforms.choose_gate(other, actor=cast.maya)
    assert not may_use(cast.pia)
    signatures.sign(cast.pia, other)
    assert may_use(cast.pia)
    Gate.objects.all().delete()
    assert not may_use(cast.pia)


def test_a_domain_that_is_given_up_makes_the_address_missing_again(cast):
    account = live(cast)
    with pytest.raises(ValidationError):
        platforms.add_domain("office@superstars.example", actor=cast.maya)
    assert "email" not in {item.code for item in missing(account)}
    platforms.end_domain(MailDomain.objects.get(), actor=cast.olive)
    assert {"email", "recovery"} <= {item.code for item in missing(account)}
    assert platforms.add_domain(" @Superstars.Example ", actor=cast.maya).pk == "superstars.example"
    assert "email" not in {item.code for item in missing(account)}


class TestProfiles:
    def test_below_the_age_it_is_refused_in_words_by_page_and_by_action(self, cast, sign_in):
        said = {"child": cast.kit.pk, "platform": "instagram", "reason": "Memories"}
        page = sign_in(cast.maya).post(reverse("child-profile-add"), said).content.decode()
        assert "The terms of Instagram allow nobody under 13." in page
        with pytest.raises(ValidationError):
            profiles.make_profile(cast.kit, Platform.objects.get(pk="other"), actor=cast.olive, reason="A")
        assert not ChildProfile.objects.exists()

    def test_only_by_whoever_runs_the_accounts_once_and_closed(self, cast, sign_in):
        journal = Platform.objects.get(pk="learning-journal")
        for person in (cast.pia, System("anything")):
            with pytest.raises(NotAllowed):
                profiles.make_profile(cast.kit, journal, actor=person, reason="Journal")
        made = profiles.make_profile(cast.kit, journal, actor=cast.dan, reason="Journal")
        with pytest.raises(ValidationError):
            profiles.make_profile(cast.kit, journal, actor=cast.dan, reason="Journal")
        Platform.objects.filter(pk=journal.pk).update(min_age=5)
        page = sign_in(cast.maya).get(reverse("child-profiles")).content.decode()
        assert "Below the age now: close it" in page
        profiles.close_profile(made, actor=cast.maya)
        with pytest.raises(ValidationError):
            profiles.close_profile(made, actor=cast.maya)


def test_leaving_is_hurried_and_found_by_the_sweep_as_well(
    cast, django_capture_on_commit_callbacks, monkeypatch
):
    hurried = []
    monkeypatch.setattr(receivers, "hurry", hurried.append)
    with django_capture_on_commit_callbacks(execute=True):
        people.leave(cast.pia, actor=cast.maya, left_on=clock.today())
    assert receivers.reconcile_access in hurried
