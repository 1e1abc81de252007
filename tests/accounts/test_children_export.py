"""The list of children with contacts as a file, which an import reads back as it was."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import actions
from accounts.actions import importing
from accounts.importing.columns import HEADINGS, MOST_ROWS
from accounts.models import Child, ChildContact, Person
from accounts.selectors.importing import lines
from documents import export
from tests.accounts.importing_files import exported, planned
from tests.cast import SET_UP
from workflow.models import AuditEvent, ReadEvent

WHOLE = ChildContact.Responsibility


def test_one_line_for_each_contact_and_who_took_it_is_written_down(manager, cast):
    right = actions.Right(WHOLE.YES, evidence="Seen")
    actions.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity="mother", right=right)
    assert cast.ana
    rows = list(csv.reader(io.StringIO(exported(manager, "csv").decode("utf-8-sig"))))
    assert tuple(rows[0]) == HEADINGS
    assert rows[1][1:] == ["Ana", "Silva", "2022-11-02", "Planets", *[""] * 7]
    kit = ["Kit", "Rossi", "2023-03-14", "Comets", "", "", "Petra", "Rossi", "petra@example.org"]
    assert rows[2] == [str(cast.kit.pk), *kit, "Mother", "Yes"]
    read = ReadEvent.objects.filter(what="children as csv").values_list("object_id", "actor_id")
    assert set(read) == {(child.pk, cast.maya.pk) for child in (cast.kit, cast.ana)}
    assert manager.get(reverse("children-export", args=["pdf"])).status_code == 404
    answer = manager.get(reverse("children-export", args=["csv"]) + "?room=Planets")
    assert b"Kit" not in answer.content


def test_no_cell_is_a_formula(manager, cast):
    actions.add_child(
        actor=SET_UP, given_name="=1+1", family_name="@x", born_on=dt.date(2023, 1, 1), room="-x"
    )
    assert b"'=1+1,'@x" in exported(manager, "csv")
    sheet = openpyxl.load_workbook(io.BytesIO(exported(manager, "xlsx"))).active
    assert {cell.data_type for cell in sheet[2]} <= {"s", "d", "n"}
    for fmt in ("csv", "xlsx"):
        assert not planned(manager, exported(manager, fmt), f"a.{fmt}").writes


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
def test_the_empty_file_explains_itself_and_holds_no_child(manager, cast, fmt):
    assert cast.maya
    answer = manager.get(reverse("children-import-template", args=[fmt]))
    assert f"children-to-fill-in.{fmt}" in answer["Content-Disposition"]
    page = planned_errors(manager, answer.content, f"a.{fmt}")
    assert "nothing below the headings" in page
    assert manager.get(reverse("children-import-template", args=["exe"])).status_code == 404


def planned_errors(client, content, name) -> str:
    with pytest.raises(AssertionError) as refused:
        planned(client, content, name)
    return str(refused.value)


NAMES = st.sampled_from(
    [
        "Ana",
        "ana",
        " Ana  María ",
        "=1+1",
        "'t Hooft",
        "'=x",
        "#7",
        "Олена",
        "李",
        "نور",
        'a,b;c\t"d"',
        "x\ny",
        "True",
    ]
)
WORDS = st.one_of(
    NAMES, st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
)
DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2024, 12, 31))
CONTACTS = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(ChildContact.Capacity.values),
        st.sampled_from([WHOLE.UNVERIFIED, WHOLE.NO, WHOLE.YES, WHOLE.DELEGATED]),
    ),
    max_size=3,
    unique_by=lambda one: one[0],
)
CHILDREN = st.lists(
    st.tuples(
        WORDS, st.one_of(st.just(""), WORDS), DAYS, st.one_of(st.just(""), WORDS), st.none() | DAYS, CONTACTS
    ),
    min_size=1,
    max_size=4,
)
PEOPLE = st.lists(
    st.tuples(WORDS, st.one_of(st.just(""), WORDS), st.sampled_from(["", "a@example.org", "B@example.org"])),
    min_size=4,
    max_size=4,
)


@pytest.mark.parametrize("fmt", ["csv", "xlsx"])
@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(children=CHILDREN, people=PEOPLE)
def test_any_register_comes_back_unchanged(cast, fmt, children, people):
    fill(cast, children, people)
    made = {"csv": export.as_csv, "xlsx": lambda *said: export.as_xlsx("T", *said)}[fmt]
    content = made(HEADINGS, lines(Child.objects.all()))
    events = AuditEvent.objects.count()
    importing.load(actor=cast.maya, name=f"a.{fmt}", content=content)
    plan = importing.planned(cast.maya)
    assert [(line.faults, line.writes) for line in plan.lines] == [([], False)] * len(plan.lines)
    importing.confirm(actor=cast.maya, seen=plan.digest)
    assert AuditEvent.objects.count() == events


def fill(cast, children, people) -> None:
    """A register of these, in place of the one before."""
    ChildContact.objects.all().delete()
    Child.objects.all().delete()
    held = [
        actions.add_person(actor=SET_UP, given_name=given_name, family_name=family, email=email)
        for given_name, family, email in people
    ]
    for given_name, family, born_on, room, left_on, contacts in children:
        child = actions.add_child(
            actor=SET_UP, given_name=given_name, family_name=family, born_on=born_on, room=room
        )
        Child.objects.filter(pk=child.pk).update(left_on=left_on)
        for number, capacity, responsibility in contacts:
            decides = responsibility in ChildContact.DECIDING
            right = actions.Right(responsibility, evidence="Seen" if decides else "")
            actions.add_contact(child, held[number], actor=cast.maya, capacity=capacity, right=right)


def test_a_whole_setting_is_exported_imported_and_stays(manager, cast, django_assert_max_num_queries):
    people = [Person(given_name=f"P{n}", family_name=f"F{n // 4}") for n in range(MOST_ROWS)]
    children = [
        Child(given_name=f"C{n}", family_name=f"F{n}", born_on=dt.date(2023, 1, 1))
        for n in range(MOST_ROWS // 4)
    ]
    Person.objects.bulk_create(people)
    Child.objects.bulk_create(children)
    ChildContact.objects.bulk_create(
        ChildContact(child=children[n // 4], person=one, capacity="other") for n, one in enumerate(people)
    )
    content = exported(manager, "xlsx")
    assert not planned(manager, content, "a.xlsx").writes
    with django_assert_max_num_queries(14):
        exported(manager, "csv")
