"""Throwing a draft away, at its author's wish and on its day."""

import datetime as dt

import time_machine
from django.urls import reverse

from incidents.actions.drafting import purge_drafts
from incidents.models import Draft
from incidents.models.reports import DRAFT_DAYS
from tests.incidents.reporting import begin
from workflow import clock


def discard(draft) -> str:
    return reverse("report-discard", args=[draft.pk])


def test_it_asks_first_and_then_it_is_gone(cast, sign_in):
    pia = sign_in(cast.pia)
    draft = begin(pia)
    assert "cannot be brought back" in pia.get(discard(draft)).content.decode()
    assert Draft.objects.exists()
    assert pia.post(discard(draft)).url == reverse("report-start")
    assert not Draft.objects.exists()
    assert pia.post(discard(draft)).status_code == 404


def test_anothers_is_not_found(cast, sign_in):
    draft = begin(sign_in(cast.pia))
    for name in ("sam", "maya", "olive", "ines", "tariq"):
        client = sign_in(getattr(cast, name))
        assert client.get(discard(draft)).status_code == 404, name
        assert client.post(discard(draft)).status_code == 404, name
    assert Draft.objects.exists()


def test_a_draft_goes_on_the_day_that_its_author_was_told(cast, sign_in):
    draft = begin(sign_in(cast.pia))
    assert draft.delete_on == clock.today() + dt.timedelta(days=DRAFT_DAYS)
    noon = dt.datetime.combine(draft.delete_on, dt.time(12), tzinfo=dt.UTC)
    with time_machine.travel(noon - dt.timedelta(days=1), tick=False):
        assert purge_drafts() == 0
    with time_machine.travel(noon, tick=False):
        assert purge_drafts() == 1
    assert not Draft.objects.exists()
