"""A state is the engine's: no other way of writing a row changes it."""

import pytest
from django.db import transaction

from incidents.models import Case, CaseAction
from workflow import clock, engine


def test_save_leaves_state_and_version(case):
    case.state, case.version, case.four_c = "closed", 9, "contact"
    case.save()
    assert Case.objects.values_list("state", "version", "four_c").get(pk=case.pk) == (
        "received", 0, "contact",
    )  # fmt: skip


def test_save_of_named_fields_leaves_them_too(case):
    case.state, case.version, case.four_c = "closed", 9, "contact"
    case.save(update_fields=["state", "version", "four_c"])
    stored = Case.objects.get(pk=case.pk)
    assert (stored.state, stored.version, stored.four_c) == ("received", 0, "contact")


@pytest.mark.parametrize("fields", [{"state": "closed"}, {"version": 4}, {"four_c": "x", "state": "closed"}])
def test_update_refuses(case, fields):
    with pytest.raises(TypeError, match="advance"):
        Case.objects.filter(pk=case.pk).update(**fields)
    with pytest.raises(TypeError, match="advance"):
        Case._base_manager.filter(pk=case.pk).update(**fields)


def test_update_through_a_relation_refuses(cast, case):
    action = CaseAction(case=case, title="Ring the nursery", owner=cast.dan, due_on=clock.today())
    engine.create(action, "add", actor=cast.maya)
    with pytest.raises(TypeError, match="advance"):
        case.actions.update(state="done")


@pytest.mark.parametrize("field", ["state", "version"])
def test_bulk_update_refuses(case, field):
    with pytest.raises(TypeError, match="advance"):
        Case.objects.bulk_update([case], [field])


def test_update_or_create_writes_no_state(case):
    Case.objects.update_or_create(pk=case.pk, defaults={"state": "closed", "version": 7, "four_c": "contact"})
    stored = Case.objects.get(pk=case.pk)
    assert (stored.state, stored.version, stored.four_c) == ("received", 0, "contact")


@pytest.mark.parametrize(
    "make",
    [
        lambda row: row.save(),
        lambda row: row.save(force_insert=True),
        lambda row: Case.objects.create(state=row.state),
        lambda row: Case.objects.get_or_create(reference="SM-0000-00", defaults={"state": row.state}),
        lambda row: Case.objects.update_or_create(reference="SM-0000-00", defaults={"state": row.state}),
        lambda row: Case.objects.bulk_create([Case(), row]),
    ],
)
def test_a_new_row_cannot_start_elsewhere(db, make):
    with pytest.raises(TypeError, match="initial state"):
        make(Case(state=Case.State.CLOSED))
    assert Case.objects.count() == 0


def test_bulk_create_cannot_overwrite(case):
    with pytest.raises(TypeError, match="advance"):
        Case.objects.bulk_create([case], update_conflicts=True, update_fields=["state"], unique_fields=["id"])


def test_a_row_loaded_in_part_keeps_its_state(cast, case):
    engine.advance(case, "acknowledge", actor=cast.maya, version=0)
    part = Case.objects.only("reference").get(pk=case.pk)
    part.four_c = "contact"
    part.save()
    assert Case.objects.values_list("state", "version").get(pk=case.pk) == ("acknowledged", 1)


def test_the_database_knows_the_states(case):
    with pytest.raises(Exception, match="case_state_is_known"), transaction.atomic():
        Case.objects.filter(pk=case.pk)._move(state="abolished")
