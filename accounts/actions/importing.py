"""A file of children and contacts: read, kept for whoever loaded it, and applied whole or not at all."""

import json
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import permissions
from accounts.actions import children, contacts, people
from accounts.actions.contacts import Right
from accounts.importing.columns import COLUMNS, MOST_ROWS
from accounts.importing.plan import ContactStep, Line, Plan, What
from accounts.importing.planning import plan
from accounts.models import Child, ImportPreview, Organisation, Person
from accounts.selectors.importing import as_it_stands
from documents import importing
from documents.importing import Table
from workflow import clock, engine


def load(*, actor: Person, name: str, content: bytes) -> None:
    """Read a file and keep its rows, encrypted, for `actor` alone and for a day; the one before is gone.

    Raises NotAllowed, or documents.importing.Unreadable with what is wrong with the file.
    """
    _check(actor, "load import")
    table = importing.read(name, content, COLUMNS, most=MOST_ROWS)
    with transaction.atomic(durable=True):
        discard(actor=actor)
        ImportPreview(person=actor, table=json.dumps(table.to_json())).save(force_insert=True)


def planned(actor: Person) -> Plan | None:
    """What the file that `actor` loaded would do to the register as it stands; None without a file."""
    kept = ImportPreview.objects.of(actor).first()
    return _plan(kept, actor) if kept else None


def confirm(*, actor: Person, seen: str) -> Plan:
    """Apply the whole file, each row by the action that a page would call; the preview is gone.

    `seen` is the digest of the plan that was shown. One transaction: all of it, or nothing.

    Raises:
        NotAllowed: somebody who does not keep the register.
        ValidationError: no file, or one with faults.
        StaleState: the register has changed since, so that the file would do something else.
    """
    _check(actor, "confirm import")
    with transaction.atomic(durable=True):
        # One import after the other: two at once could enter the same person twice.
        Organisation.objects.select_for_update().filter(pk=1).first()
        kept = ImportPreview.objects.of(actor).select_for_update().first()
        if kept is None:
            raise ValidationError(_("There is no file to import. Load it again."))
        for pk in sorted(_touched(_plan(kept, actor))):
            engine.lock(Child, pk)
        found = _plan(kept, actor)
        if found.digest != seen:
            raise engine.StaleState("import")
        if found.has_faults:
            raise ValidationError(_("Mend the rows of the file that are wrong, and load it again."))
        _apply(found, actor)
        kept.delete()
    return found


def discard(*, actor: Person) -> None:
    """Throw away what `actor` loaded."""
    ImportPreview.objects.filter(person=actor).delete()


def purge_previews() -> int:
    """Delete what was loaded and not confirmed within its day; returns how many."""
    return ImportPreview.objects.filter(delete_at__lte=clock.now()).delete()[0]


def _check(actor: Person, verb: str) -> None:
    if not permissions.can_change_child(actor):
        raise engine.NotAllowed(actor, actor, verb)


def _plan(kept: ImportPreview, actor: Person) -> Plan:
    return plan(Table.from_json(json.loads(kept.table)), as_it_stands(), actor=actor)


def _touched(found: Plan) -> set[uuid.UUID]:
    """The children that stand and would be written to."""
    return {
        line.child.child.pk
        for line in found.lines
        if line.child and line.writes and line.child.what != What.NEW
    }


def _apply(found: Plan, actor: Person) -> None:
    for step in found.children:
        if step.what == What.NEW:
            children.enter(step.child, actor=actor)
        elif step.what == What.CHANGED:
            children.correct(step.child, actor=actor)
    entered: set[uuid.UUID] = set()
    for line in found.lines:
        if line.contact is not None:
            _apply_contact(line, line.contact, entered, actor)
    touched = {line.child.child.pk for line in found.lines if line.child and line.writes}
    if touched:
        children.announce(sorted(touched))


def _apply_contact(line: Line, step: ContactStep, entered: set[uuid.UUID], actor: Person) -> None:
    """`entered` are the people who have been entered or corrected for an earlier row."""
    assert line.child is not None  # noqa: S101 a contact is a child's
    child, person = line.child.child, step.person
    if person.pk not in entered and step.is_new_person:
        people.enter(person, actor=actor)
        entered.add(person.pk)
    elif person.pk not in entered and step.email:
        names = {"given_name": person.given_name, "family_name": person.family_name}
        people.correct(person, actor=actor, **names, email=step.email)
        entered.add(person.pk)
    if step.row is None:
        right = Right(step.responsibility)
        contacts.begin(child, person, actor=actor, capacity=step.capacity, right=right)
    elif step.capacity:
        contacts.change_capacity(step.row, child, actor=actor, capacity=step.capacity)
