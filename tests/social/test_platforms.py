"""Platforms, the gate and the setting's domains: reference data."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from accounts import actions as people
from consents.models import Purpose
from social import receivers
from social.actions import platforms, profiles
from social.models import ChildProfile, DataChange, Gate, MailDomain, Platform, TakeDown
from social.selectors.checklist import missing
from social.selectors.gate import may_use
from tests.policies import signatures
from tests.social.access_rows import signed
from tests.social.accounts import live
from tests.social.post_scene import PostScene, fresh
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


class TestEverySayingIsTheManagers:
    SAID = {
        "name": "Bluesky", "min_age": "13", "sites": "https://www.bsky.app, bsky.social", "terms_url": "",
        "terms_checked_on": "2026-01-05", "edition": "March 2025", "risk": "high", "risk_note": "Strangers",
        "purpose": "press", "source": "",
    }  # fmt: skip

    def test_a_platform_is_added_and_changed_by_page_with_everything_that_is_said_of_one(self, cast, sign_in):
        maya = sign_in(cast.maya)
        added = maya.post(reverse("social-platform-add"), self.SAID)
        platform = Platform.objects.get(pk="bluesky")
        assert added.url == reverse("social-platform", args=["bluesky"])
        assert (platform.sites, platform.edition, platform.purpose_id, platform.source, platform.is_channel) == (
            "bsky.app bsky.social", "March 2025", "press", "This setting", False,
        )  # fmt: skip
        drawn = platforms.as_drawn(platform)
        said = self.SAID | {"min_age": "16", "purpose": "", "source": "Its terms", "drawn": drawn}
        maya.post(reverse("social-platform-change", args=["bluesky"]), said)
        platform.refresh_from_db()
        assert (platform.min_age, platform.purpose_id, platform.source) == (16, None, "Its terms")
        rows = DataChange.objects.order_by("at")
        assert [(row.values["purpose"], row.values["min_age"], row.by) for row in rows] == [
            ("press", 13, cast.maya),
            (None, 16, cast.maya),
        ]
        page = maya.get(added.url).content.decode()
        assert "<del>Newspapers and others outside</del> nothing" in page
        assert "<del>13</del> 16" in page

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("sites", "bsky app"),
            ("sites", "https://bsky.app/profile"),
            ("terms_checked_on", "2999-01-01"),
            # Another platform's; not public; not asked about.
            ("purpose", "instagram"),
            ("purpose", "room-displays"),
            ("purpose", "first-name"),
        ],
    )
    def test_nonsense_is_refused_by_page_and_by_action(self, cast, sign_in, field, wrong):
        page = sign_in(cast.maya).post(reverse("social-platform-add"), self.SAID | {field: wrong})
        assert field in page.context["form"].errors
        value = Purpose.objects.get(pk=wrong) if field == "purpose" else wrong
        value = dt.date.fromisoformat(wrong) if field == "terms_checked_on" else value
        said = self.SAID | {"purpose": None, "terms_checked_on": None, "min_age": 13} | {field: value}
        with pytest.raises(ValidationError):
            platforms.add_platform(actor=cast.maya, **said)
        assert not Platform.objects.filter(pk="bluesky").exists()

    def test_no_row_lets_a_yes_to_one_platform_count_on_another(self):
        with pytest.raises(DatabaseError), transaction.atomic():
            Platform.objects.filter(pk="tiktok").update(purpose="instagram")

    def test_another_purpose_asks_anew_of_what_is_there(self, cast, django_capture_on_commit_callbacks):
        scene = PostScene(cast)
        live, waiting = scene.published(cast.kit), scene.approved(cast.kit)
        instagram = Platform.objects.get(pk="instagram")
        with django_capture_on_commit_callbacks(execute=True):
            platforms.change_platform(
                instagram, actor=cast.maya, drawn=platforms.as_drawn(instagram),
                purpose=Purpose.objects.get(pk="press"),
            )  # fmt: skip
        assert fresh(waiting).state == "changes_requested"
        assert TakeDown.objects.get().post == live


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
