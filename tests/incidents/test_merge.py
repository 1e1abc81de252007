"""Merging cases loses nothing that is still to be done."""

import pytest
from django.core.exceptions import ValidationError

from incidents.actions import closing, doing
from incidents.actions.reporting import submit_report
from incidents.models import Case
from workflow import clock


def test_a_case_with_open_actions_is_not_merged(cast):
    first, second = (
        submit_report(actor=cast.pia, report_type="concern", about=["child"], body="Words.").cases.get()
        for _ in range(2)
    )
    action = doing.add_action(first, actor=cast.maya, title="Write", owner=cast.sam, due_on=clock.today())
    with pytest.raises(ValidationError, match="open action"):
        closing.merge(first, actor=cast.maya, version=first.version, into=second, rationale="The same.")
    doing.finish_action(action, actor=cast.sam, version=action.version)
    closing.merge(first, actor=cast.maya, version=first.version, into=second, rationale="The same.")
    assert Case.objects.get(pk=first.pk).state == Case.State.MERGED
