"""What is understood of each row of a file: who is meant, what changes, and what is wrong and why."""

import datetime as dt

from accounts import actions
from accounts.models import Child, ChildContact, ImportPreview, Person, Role
from tests.accounts.importing_files import CONFIRM, PREVIEW, confirm, csv_of, planned
from tests.cast import SET_UP, make_person
from workflow.models import AuditEvent


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


def test_a_formula_is_a_name_and_never_runs(manager, cast):
    content = csv_of('"=HYPERLINK(""http://x"")",Silva,2022-07-23,"@SUM(A1)"')
    planned(manager, content)
    page = manager.get(PREVIEW).content.decode()
    assert "=HYPERLINK(&quot;http://x&quot;)" in page
    confirm(manager)
    assert Child.objects.get(family_name="Silva").given_name == '=HYPERLINK("http://x")'


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
