"""Platforms, the gate and the setting's domains: reference data."""

import pytest

from social.models import Gate, Platform

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
