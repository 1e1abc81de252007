"""Children and contacts from a file: shown row by row, confirmed by whoever loaded it, applied whole."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from accounts import actions
from accounts.actions import importing
from accounts.models import Child, ChildContact, ImportPreview, Person
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
