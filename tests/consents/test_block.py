"""The DSL's block: over everything, by safeguarding leads only, and nobody else sees why."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from consents.actions import blocking
from consents.models import Block
from consents.selectors import may_show
from tests.cast import make_person
from workflow.engine import NotAllowed
from workflow.verification import verify


def test_only_safeguarding_leads_block_and_unblock(cast, told):
    row = blocking.block(cast.kit, actor=cast.dan, reason="Police advice")
    only_manager = make_person("Mina", "Manages", "manager")
    for person in (cast.olive, only_manager, cast.pia, cast.petra, cast.tariq):
        with pytest.raises(NotAllowed):
            blocking.block(cast.ana, actor=person, reason="Because")
        with pytest.raises(NotAllowed):
            blocking.unblock(row, actor=person, because="Because")
    assert Block.objects.holding().count() == 1
    assert verify() == []


def test_a_reason_is_needed_for_both(cast, told):
    with pytest.raises(ValidationError):
        blocking.block(cast.kit, actor=cast.maya, reason=" ")
    row = blocking.block(cast.kit, actor=cast.maya, reason="Police advice")
    with pytest.raises(ValidationError):
        blocking.unblock(row, actor=cast.maya, because="")
    assert not may_show(cast.kit, "website")


def test_one_block_at_a_time_by_the_database_too(cast, told):
    row = blocking.block(cast.kit, actor=cast.maya, reason="Police advice")
    with pytest.raises(ValidationError):
        blocking.block(cast.kit, actor=cast.dan, reason="Again")
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.create(child=cast.kit, reason="Again", by=cast.dan)
    blocking.unblock(row, actor=cast.dan, because="Over")
    with pytest.raises(ValidationError):
        blocking.unblock(row, actor=cast.dan, because="Again")


def test_the_reason_can_never_be_changed(cast, told):
    row = blocking.block(cast.kit, actor=cast.maya, reason="Police advice")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Block.objects.filter(pk=row.pk).update(reason="Something else")
