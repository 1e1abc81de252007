"""What a draft lacks is said on its page, and nothing is offered that would be refused."""

from django.urls import reverse

from social.actions import assessing
from tests.social.risk_rows import draft, platform, tool


def test_nothing_is_offered_that_would_be_refused_and_what_is_missing_is_said(cast, sign_in):
    row, deputy = assessing.begin(platform(), actor=cast.dan, purpose="News", used_by="Us"), sign_in(cast.dan)
    page = deputy.get(reverse("risk", args=[row.pk])).content.decode()
    assert "Check and send for approval" not in page
    missing = {
        "There is no hazard in it yet.": "risk-hazard-add", "Say how it is watched.": "risk-describe",
        "Choose the acceptable-use policy": "risk-describe", "Choose the day of its next review.": "risk-describe",
    }  # fmt: skip
    for words, name in missing.items():
        assert f'<a href="{reverse(name, args=[row.pk])}">{words}' in page


def test_what_is_complete_is_offered_to_be_sent(cast, sign_in):
    row = draft(tool(cast), cast)
    page = sign_in(cast.dan).get(reverse("risk", args=[row.pk])).content.decode()
    assert "Check and send for approval" in page
    assert "Before it can be sent for approval" not in page
