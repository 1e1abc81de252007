"""Children and contacts from a file: shown row by row, confirmed by whoever loaded it, applied whole."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from accounts import actions
from accounts.actions import importing
from accounts.models import Child, ChildContact, ImportPreview, Person, Role
from documents.importing import Unreadable
from tests.accounts.importing_files import CONFIRM, DISCARD, LOAD, PREVIEW, confirm, csv_of, load, planned
from tests.cast import SET_UP, make_person
from workflow import clock
from workflow.engine import NotAllowed, StaleState
from workflow.models import AuditEvent
from workflow.verification import verify

FAMILY = csv_of(
    "Ana,Silva,23/07/2022,Comets,2024-09-02,,Rita,Silva,rita@example.org,Mother,Yes",
    "Ana,Silva,23/07/2022,Comets,2024-09-02,,Rui,Silva,,Dad,not verified",
    "Tom,Silva,1 March 2023,Comets,,,Rita,Silva,RITA@example.org,mother,yes",
    "Tom,Silva,2023-03-01,,,,Rui,Silva,,Father,no",
)


def rows() -> tuple[int, ...]:
    tables = (
        Child,
        Person,
        ChildContact,
        AuditEvent,
        ImportPreview,
        Child.history.model,
        Person.history.model,
    )
    return tuple(table.objects.count() for table in tables)


def test_a_family_is_entered_once_and_the_second_time_changes_nothing(manager, cast, events):
    assert cast.maya
    plan = planned(manager, FAMILY)
    assert Child.objects.count() == 0
    assert [line.contact.what for line in plan.lines] == ["new", "new", "linked", "linked"]
    page = manager.get(PREVIEW).content.decode()
    assert "2 new" in page
    assert "2 contacts have parental responsibility, says the file" in page
    assert "The same person as in row 2" in page
    assert "Imported" in confirm(manager).content.decode()
    ana, tom = Child.objects.order_by("given_name")
    assert (str(ana.born_on), str(ana.started_on), tom.room) == ("2022-07-23", "2024-09-02", "Comets")
    rita, rui = Person.objects.filter(family_name="Silva").order_by("given_name")
    assert set(ChildContact.objects.values_list("child", "person", "capacity", "responsibility")) == {
        (ana.pk, rita.pk, "mother", "unverified"),
        (ana.pk, rui.pk, "father", "unverified"),
        (tom.pk, rita.pk, "mother", "unverified"),
        (tom.pk, rui.pk, "father", "no"),
    }
    assert [verb for verb, _reason in events(ana)] == ["add", "contact", "contact"]
    assert set(AuditEvent.objects.filter(object_id=ana.pk).values_list("actor_id", flat=True)) == {
        cast.maya.pk
    }
    assert verify() == []
    before = rows()
    assert not planned(manager, FAMILY).writes
    page = manager.get(PREVIEW).content.decode()
    assert "nothing to change" in page
    assert CONFIRM not in page
    confirm(manager)
    assert rows() == before


def test_what_stands_is_changed_and_what_a_file_leaves_out_stays(manager, cast, events):
    row = actions.add_contact(cast.kit, cast.petra, actor=SET_UP, capacity="other")
    plan = planned(
        manager, csv_of("KIT, rossi ,14/03/2023,Planets,,,Petra,Rossi,petra@example.org,mother,yes")
    )
    assert [(change.old, change.new) for change in plan.lines[0].child.changes] == [("Comets", "Planets")]
    confirm(manager)
    cast.kit.refresh_from_db()
    assert (cast.kit.room, cast.kit.given_name, cast.kit.started_on) == ("Planets", "Kit", None)
    held = ChildContact.objects.holding().get()
    assert (held.person, held.capacity, held.responsibility) == (cast.petra, "mother", "unverified")
    row.refresh_from_db()
    assert row.ended_at is not None
    assert [verb for verb, _reason in events(cast.kit)] == ["add", "contact", "change", "contact"]
    assert verify() == []


def test_a_reference_corrects_a_name(manager, cast):
    headings = ("Reference", "Child given name", "Date of birth")
    planned(manager, csv_of(f"{cast.kit.pk},Kitty,15/03/2023", headings=headings))
    confirm(manager)
    assert [str(child.born_on) for child in Child.objects.filter(given_name="Kitty")] == ["2023-03-15"]


def test_somebody_in_the_register_is_linked_and_a_new_address_is_written(manager, cast):
    assert cast.petra
    old = make_person("Ola", "Rossi", Role.PARENT)
    actions.change_person(old, actor=SET_UP, given_name="Ola", family_name="Rossi", email="")
    actions.add_contact(cast.kit, old, actor=SET_UP, capacity="father")
    plan = planned(
        manager,
        csv_of(
            "Kit,Rossi,14/03/2023,,,,Ola,Rossi,ola@example.org,,",
            "Kit,Rossi,14/03/2023,,,,Petra,Rossi,petra@example.org,mother,",
            "New,Rossi,14/03/2024,,,,Ola,Rossi,,father,",
        ),
    )
    assert [line.contact.what for line in plan.lines] == ["changed", "linked", "linked"]
    confirm(manager)
    old.refresh_from_db()
    assert old.email == "ola@example.org"
    assert Person.objects.filter(given_name="Ola").count() == 1
    assert cast.petra.contacts.get().child == cast.kit


WRONG = [
    ("Ana,Silva,03/04/22", "Date of birth", "four digits"),
    ("Ana,Silva,44765", "Date of birth", "number"),
    ("Ana,Silva,31/02/2022", "Date of birth", "no day"),
    ("Ana,Silva,yesterday", "Date of birth", "not a day"),
    ("Ana,Silva,23/07/2999", "Date of birth", "in the past"),
    ("Ana,Silva,01/01/0022", "Date of birth", "too long ago"),
    ("Ana,Silva,", "Date of birth", "Enter"),
    (",Silva,23/07/2022", "Child given name", "Enter"),
    (f"{'x' * 101},Silva,23/07/2022", "Child given name", "at most 100"),
    ("Ana,Silva,23/07/2022,,2020-01-01", "First day", "after the date of birth"),
    ("Ana,Silva,23/07/2022,,,,Rita,,,,", "Who they are", "Say who"),
    ("Ana,Silva,23/07/2022,,,,Rita,,,Queen,", "Who they are", "not known"),
    ("Ana,Silva,23/07/2022,,,,Rita,,,Mother,maybe", "Parental responsibility", "not known"),
    ("Ana,Silva,23/07/2022,,,,Rita,,rita,Mother,", "Contact e-mail", "valid"),
    ("Ana,Silva,23/07/2022,,,,,,rita@example.org,Mother,", "Contact given name", "Enter"),
    ("Ana,Silva,23/07/2022,,,,Rita,,,Mother,,Silva", "", "comma"),
]


def test_each_mistake_is_said_in_its_row_and_nothing_is_written(manager, cast):
    good = "Tom,Silva,2023-03-01,,,,Rui,Silva,,Father,no"
    plan = planned(manager, csv_of(good, *(row for row, _heading, _why in WRONG)))
    for line, (row, heading, why) in zip(plan.lines[1:], WRONG, strict=True):
        assert [fault.heading for fault in line.faults] == [heading], row
        assert why in line.faults[0].why, row
    page = manager.get(PREVIEW)
    assert page.context["show"] == "wrong"
    assert "Mend these rows" in page.content.decode()
    before = rows()
    assert "Mend the rows" in manager.post(CONFIRM, {"seen": plan.digest}, follow=True).content.decode()
    assert rows() == before


def test_rows_that_contradict_each_other_or_the_register_are_wrong(manager, cast):
    twin = {"given_name": "Max", "family_name": "Twin", "born_on": dt.date(2022, 1, 1)}
    actions.add_child(actor=SET_UP, **twin)
    actions.add_child(actor=SET_UP, **twin)
    right = actions.Right("yes", evidence="Birth certificate")
    actions.add_contact(cast.kit, cast.petra, actor=cast.maya, capacity="mother", right=right)
    make_person("Gone", "Away")
    actions.leave(Person.objects.get(given_name="Gone"), actor=SET_UP, left_on=dt.date(2024, 1, 1))
    kit = "Kit,Rossi,14/03/2023,,,"
    plan = planned(
        manager,
        csv_of(
            "Max,Twin,1/1/2022",
            f"{kit},Petra,Rossi,petra@example.org,mother,no",
            f"{kit},Petra,Rossi,petra@example.org,mother,yes",
            f"{kit},Petra,Rossi,petra@example.org,mother,yes",
            f"{kit},Gone,Away,gone@example.org,other,",
            "Kit,Rossi,14/03/2023,Planets",
            "Kit,Rossi,14/03/2023,Comets",
            "Ana,Silva,23/07/2022,,,,Zoe,Silva,zoe@example.org,Mother,",
            "Ana,Silva,23/07/2022,,,,Zoe,Silva,zoe@example.org,Mother,",
        ),
    )
    said = [" ".join(fault.why for fault in line.faults) for line in plan.lines]
    expected = [
        "Several children",
        "The register says “Yes”",
        "another row",
        "another row",
        "has left",
        "",
        "Row 3 says something else",
        "",
        "another row",
    ]
    assert [
        want for want, got in zip(expected, said, strict=True) if want not in got or bool(want) != bool(got)
    ] == [], said


def test_dates_that_may_be_two_are_refused_only_where_the_file_is_american(manager, cast):
    assert cast.maya
    plan = planned(manager, csv_of("Ana,Silva,03/04/2022", "Tom,Silva,13/04/2022"))
    assert str(plan.lines[0].child.child.born_on) == "2022-04-03"
    plan = planned(manager, csv_of("Ana,Silva,03/04/2022", "Tom,Silva,04/13/2022", "Kim,Silva,04/04/2022"))
    assert ["two days" in line.faults[0].why if line.faults else None for line in plan.lines] == [
        True,
        False,
        None,
    ]


def test_who_may_be_here_already_is_pointed_out(manager, cast):
    assert cast.petra
    plan = planned(
        manager,
        csv_of(
            "Kit,Rossi,15/03/2023,,,,Petra,Rossi,,Mother,",
            "Kit,Rosi,14/03/2023",
            "Lea,Brown,14/03/2023,,,,Kim,Poe,,Mother,",
            "Lee,Green,14/03/2023,,,,Kim,Poe,,Mother,",
        ),
    )
    assert [line.kind for line in plan.lines] == ["noted"] * 4
    assert "Perhaps" in plan.lines[0].notes[0]
    assert "another address" in plan.lines[0].notes[1]
    assert "14 March 2023" in plan.lines[1].notes[0]
    confirm(manager)
    # Without an address, a name alone makes nobody of two families one person.
    assert Person.objects.filter(given_name="Kim").count() == 2


def test_a_changed_register_makes_the_preview_anew(manager, cast):
    assert cast.kit
    seen = planned(manager, csv_of("Kit,Rossi,14/03/2023,Planets")).digest
    said = {"given_name": "Kit", "family_name": "Rossi", "born_on": cast.kit.born_on}
    actions.change_child(cast.kit, actor=SET_UP, **said, room="Attic", left_on=None)
    before = rows()
    page = manager.post(CONFIRM, {"seen": seen}, follow=True).content.decode()
    assert "has changed since" in page
    assert "Attic" in page
    assert rows() == before
    confirm(manager)
    cast.kit.refresh_from_db()
    assert cast.kit.room == "Planets"


def test_all_of_it_or_nothing(manager, cast, monkeypatch):
    seen = planned(manager, FAMILY).digest
    before = rows()
    real, count = importing.contacts.begin, []

    def fail_at_the_third(*args, **options):
        count.append(1)
        if len(count) == 3:
            raise ValidationError("No.")
        return real(*args, **options)

    monkeypatch.setattr(importing.contacts, "begin", fail_at_the_third)
    with pytest.raises(ValidationError):
        importing.confirm(actor=cast.maya, seen=seen)
    assert rows() == before


def test_confirmed_once_and_forged_confirmations_write_nothing(manager, cast):
    seen = planned(manager, FAMILY).digest
    for forged in ("", "x", seen[:-1]):
        with pytest.raises(StaleState):
            importing.confirm(actor=cast.maya, seen=forged)
    importing.confirm(actor=cast.maya, seen=seen)
    with pytest.raises(ValidationError):
        importing.confirm(actor=cast.maya, seen=seen)
    assert "no file" in manager.post(CONFIRM, {"seen": seen}, follow=True).content.decode()
    assert Child.objects.count() == 2


def test_only_whoever_loaded_it_sees_it_and_for_a_day(manager, owner, cast):
    planned(manager, FAMILY)
    kept = ImportPreview.objects.get()
    assert "Silva" not in str(ImportPreview.objects.filter(pk=kept.pk).values_list("id", "person"))
    assert owner.get(PREVIEW).url == LOAD
    owner.post(DISCARD)
    seen = importing.planned(cast.maya).digest
    with pytest.raises(ValidationError):
        importing.confirm(actor=cast.olive, seen=seen)
    assert ImportPreview.objects.get() == kept
    with time_machine.travel(clock.now() + dt.timedelta(hours=23), tick=False):
        assert importing.purge_previews() == 0
    with time_machine.travel(clock.now() + dt.timedelta(hours=24, seconds=1), tick=False):
        assert importing.planned(cast.maya) is None
        assert importing.purge_previews() == 1


def test_it_is_encrypted_where_it_is_kept(manager, cast):
    planned(manager, FAMILY)
    with connection.cursor() as cursor:
        cursor.execute('SELECT "table" FROM accounts_importpreview')
        stored = cursor.fetchone()[0]
    assert "Silva" not in stored


def test_a_second_file_takes_the_place_of_the_first_and_it_can_be_thrown_away(manager, cast):
    planned(manager, FAMILY)
    assert len(planned(manager, csv_of("Tom,Silva,2023-03-01")).lines) == 1
    manager.post(DISCARD)
    assert not ImportPreview.objects.exists()
    assert not Child.objects.filter(family_name="Silva").exists()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"Name\nAna\n", "There are no columns"),
        ("a.pdf", b"%PDF", "Only CSV"),
        ("a.xlsx", b"PK\x03\x04", "damaged"),
        ("a.csv", csv_of("Ana", headings=(*("Child given name", "Date of birth"), "DOB")), "twice"),
        ("a.csv", csv_of(*["Ana,x,x"] * 601), "more than 600 rows"),
    ],
)
def test_a_bad_file_is_refused_at_its_field(manager, cast, name, content, why):
    answer = load(manager, content, name)
    assert answer.status_code == 200
    assert why in str(answer.context["form"].errors["file"])
    assert not ImportPreview.objects.exists()


def test_a_formula_is_a_name_and_never_runs(manager, cast):
    content = csv_of('"=HYPERLINK(""http://x"")",Silva,2022-07-23,"@SUM(A1)"')
    planned(manager, content)
    page = manager.get(PREVIEW).content.decode()
    assert "=HYPERLINK(&quot;http://x&quot;)" in page
    confirm(manager)
    assert Child.objects.get(family_name="Silva").given_name == '=HYPERLINK("http://x")'


def test_others_may_not(cast, outsiders, sign_in):
    for person in (cast.dan, cast.pia):
        with pytest.raises(NotAllowed):
            importing.load(actor=person, name="a.csv", content=FAMILY)
        with pytest.raises(NotAllowed):
            importing.confirm(actor=person, seen="")
    for client in (*outsiders, sign_in(cast.dan)):
        assert client.get(LOAD).status_code == 403
        assert load(client, FAMILY).status_code == 403
        assert client.get(PREVIEW).status_code == 403
        assert client.post(CONFIRM, {"seen": ""}).status_code == 403
        for name in ("children-export", "children-import-template"):
            assert client.get(reverse(name, args=["csv"])).status_code == 403
    with pytest.raises(Unreadable):
        importing.load(actor=cast.maya, name="a.csv", content=b"")


def test_an_address_is_changed_only_of_whom_the_actor_may_change(manager, cast, sign_in):
    nils = make_person("Nils", "Rossi", Role.PARENT)
    sign_in(nils)
    for person in (nils, cast.olive, cast.maya):
        actions.add_contact(cast.kit, person, actor=SET_UP, capacity="other")
    rows_of = [
        f"Kit,Rossi,14/03/2023,,,,{one.given_name},{one.family_name},new-{one.email},other,"
        for one in (nils, cast.olive, cast.maya)
    ]
    plan = planned(manager, csv_of(*rows_of))
    assert [line.faults[0].heading for line in plan.lines] == ["Contact e-mail"] * 3


def test_the_same_queries_for_few_and_for_many_rows(manager, cast, django_assert_num_queries):
    assert cast.kit
    planned(manager, FAMILY)
    with django_assert_num_queries(11):
        manager.get(PREVIEW, {"show": "all"})
    for number in range(3):
        cast_child = actions.add_child(actor=SET_UP, given_name=f"C{number}", born_on=dt.date(2023, 1, 1))
        actions.add_contact(cast_child, make_person(f"P{number}", "Q"), actor=SET_UP, capacity="other")
    many = [f"C{n},Silva,2022-07-23,,,,P{n},Silva,p{n}@example.org,Mother," for n in range(200)]
    planned(manager, csv_of(*many))
    with django_assert_num_queries(11):
        assert len(manager.get(PREVIEW, {"show": "all"}).context["page"]) == 50
