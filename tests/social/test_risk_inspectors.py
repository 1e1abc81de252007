"""Inspectors read the risk assessments that were decided, and each look is written down (§5: view)."""

import pytest
from django.urls import reverse

from social.actions import assessing, stopping
from social.selectors import risk_list
from tests.social import risk_rows
from workflow.engine import NotAllowed
from workflow.models import ReadEvent

pytestmark = pytest.mark.django_db


def test_they_read_what_was_decided_and_nothing_that_is_being_made(cast, sign_in):
    row = risk_rows.approved(risk_rows.platform(), cast)
    waiting = risk_rows.in_review(risk_rows.tool(cast), cast)
    draft = assessing.begin(row.subject, actor=cast.dan)
    ines = sign_in(cast.ines)
    page = ines.get(reverse("risks")).content.decode()
    assert reverse("risk", args=[row.pk]) in page
    assert "Story time" not in page
    assert list(risk_list.visible_to(cast.ines)) == [row]
    shown = ines.get(reverse("risk", args=[row.pk]))
    assert "A face tells who a child is" in shown.content.decode()
    assert reverse("risk", args=[draft.pk]) not in shown.content.decode()
    for hidden in (waiting, draft):
        assert ines.get(reverse("risk", args=[hidden.pk])).status_code == 404
        assert ines.get(reverse("risk-pdf", args=[hidden.pk])).status_code == 404
        assert ines.get(reverse("risk-compare", args=[row.pk, hidden.pk])).status_code == 404
    assert reverse("risks") in ines.get(reverse("home")).content.decode()


@pytest.mark.parametrize("end", [stopping.suspend, stopping.withdraw])
def test_what_was_switched_off_is_read_as_well_without_the_words_of_colleagues(cast, sign_in, end):
    row = risk_rows.approved(risk_rows.platform(), cast)
    risk_rows.step(end, row, cast.maya, body="Somebody told us something.")
    url = reverse("risk", args=[row.pk])
    page = sign_in(cast.ines).get(url).content.decode()
    assert risk_rows.stored(row).get_state_display() in page
    assert "Somebody told us something." not in page
    assert "Somebody told us something." in sign_in(cast.pia).get(url).content.decode()


def test_each_look_of_theirs_is_written_down_and_none_of_the_staff(cast, sign_in):
    row = risk_rows.approved(risk_rows.platform(), cast)
    for name in ("risk", "risk-pdf"):
        for person in (cast.ines, cast.pia):
            assert sign_in(person).get(reverse(name, args=[row.pk])).status_code == 200
    rows = ReadEvent.objects.filter(object_id=row.pk)
    assert list(rows.values_list("actor_id", "what")) == [(cast.ines.pk, "risk assessment")] * 2


def test_they_change_nothing_by_any_way(cast, sign_in):
    row = risk_rows.approved(risk_rows.platform(), cast)
    ines = sign_in(cast.ines)
    for slug in ("note", "suspend", "withdraw", "changed"):
        url = reverse("risk-step", args=[row.pk, slug])
        assert ines.post(url, {"version": row.version, "body": "Seen."}).status_code in (403, 404)
    assert ines.post(reverse("risk-again", args=[row.pk])).status_code == 403
    with pytest.raises(NotAllowed):
        stopping.suspend(row, actor=cast.ines, seen=row.version, body="Seen.")
    with pytest.raises(NotAllowed):
        assessing.begin(row.subject, actor=cast.ines)


@pytest.mark.parametrize("name", ["vera", "petra", "viktor", "colin", "tariq"])
def test_nobody_else_from_outside_reads_any(cast, sign_in, name):
    row = risk_rows.approved(risk_rows.platform(), cast)
    person = getattr(cast, name)
    assert not risk_list.visible_to(person).exists()
    for url in (reverse("risks"), reverse("risk", args=[row.pk]), reverse("risk-pdf", args=[row.pk])):
        assert sign_in(person).get(url).status_code == 403
