"""What was approved never changes: not by the ORM, not by SQL; and what the database refuses besides."""

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from social.actions import noticing_change, stopping
from social.models import Hazard, RiskAssessment, RiskAuthor, RiskNote, RiskSwitch, RiskTrigger
from social.models.risks import year_after
from tests.social.risk_rows import approved, draft, platform, step, stored, tool
from tests.workflow.tampering import found, label, tamper
from workflow import clock

pytestmark = pytest.mark.database

WHOLLY = [Hazard, RiskAuthor, RiskNote, RiskSwitch, RiskTrigger]
# What still moves: what becomes of it.
MOVES = {"id", "state", "version", "superseded_at", "withdrawn_at"}


def execute(sql: str) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.rowcount


@pytest.fixture
def holding(cast) -> RiskAssessment:
    """Approved, suspended and restored, with a reason to look again: a row in every table."""
    row = approved(platform(), cast)
    noticing_change.say_it_changed(row, actor=cast.pia, reason="feature", note="New.")
    step(stopping.suspend, row, cast.maya, body="Wait.")
    return step(stopping.restore, row, cast.maya, body="Fine.")


def test_every_column_is_guarded_or_named_above(holding):
    columns = {field.column for field in RiskAssessment._meta.concrete_fields}
    for column in sorted(columns - MOVES):
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f'UPDATE social_riskassessment SET "{column}" = "{column}"')
    for model in WHOLLY:
        assert model._base_manager.exists()
        for field in model._meta.concrete_fields:
            with pytest.raises(DatabaseError, match=r"append-only|too_late"):
                execute(f'UPDATE {model._meta.db_table} SET "{field.column}" = "{field.column}"')
    for model in (RiskAssessment, *WHOLLY):
        with pytest.raises(DatabaseError, match="append-only"):
            execute(f"DELETE FROM {model._meta.db_table}")


def test_nothing_is_added_to_what_was_approved(holding, cast):
    extra = Hazard.objects.get()
    extra.pk, extra.position, extra.key = extra.assessment_id, 2, extra.assessment_id
    late = RiskAuthor(assessment=holding, person=cast.sam, was_approver=False)
    with pytest.raises(DatabaseError, match="hazard_too_late"), transaction.atomic():
        extra.save(force_insert=True)
    with pytest.raises(DatabaseError, match="risk_author_too_late"), transaction.atomic():
        late.save(force_insert=True)


def test_the_orm_changes_no_word_and_stretches_no_day(holding):
    holding.purpose, holding.next_review_on = "Anything", holding.next_review_on + dt.timedelta(days=1)
    rows = RiskAssessment.objects.filter(pk=holding.pk)
    for attempt in (
        holding.save,
        lambda: rows.update(next_review_on=holding.next_review_on),
        lambda: RiskAssessment.objects.bulk_update([holding], ["purpose"]),
        lambda: rows.update(is_frozen=False),
        lambda: Hazard.objects.update(likelihood_after=1),
        Hazard.objects.all().delete,
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            attempt()
    assert stored(holding).purpose == "News for families"
    assert found() == set()


def test_with_the_guards_away_what_was_changed_is_found(holding):
    tamper("UPDATE social_riskassessment SET purpose = 'Anything' WHERE id = %(id)s", id=holding.pk)
    tamper("UPDATE social_hazard SET likelihood_after = 1, controls = 'None' WHERE 1 = 1")
    assert found() == {("row-changed", label(holding)), ("row-changed", label(Hazard.objects.get()))}


def test_never_longer_than_a_year_never_of_two_things_never_off_the_scale(cast):
    row = draft(platform(), cast)
    today = clock.today()
    rows = RiskAssessment.objects.filter(pk=row.pk)
    late = year_after(today) + dt.timedelta(days=2)
    another = tool(cast)
    refused = (
        {"approved_on": today, "next_review_on": late},
        {"approved_on": today, "next_review_on": today - dt.timedelta(days=1)},
        {"tool": another},
        {"platform": None},
        {"needed_owner": True, "is_frozen": True},
    )
    for changes in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**changes)
    for day in (dt.date(2026, 3, 1), dt.date(2024, 2, 29)):
        with transaction.atomic():
            rows.update(approved_on=day, next_review_on=year_after(day))
    for score in (0, 6):
        wrong = Hazard(
            assessment=row, edition=9, position=1, kind_id="other", title="x", controls="x", residual_owner=cast.maya,
            likelihood_before=score, impact_before=1, likelihood_after=1, impact_after=1,
        )  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save(force_insert=True)
