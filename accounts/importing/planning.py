"""A plan of what a file would do, made from what it says and from the register as it stands."""

from django.utils.translation import gettext as _

from accounts.importing.children import Children
from accounts.importing.contacts import Contacts
from accounts.importing.plan import ChildStep, ContactStep, Line, Plan, What
from accounts.importing.register import Register, fold
from accounts.importing.said import Said, rows_said
from accounts.models import ChildContact, Person
from documents.importing import Table
from pages.templatetags.dates import nice_date

_CLAIMS = (ChildContact.Responsibility.YES, ChildContact.Responsibility.DELEGATED)


def plan(table: Table, register: Register, *, actor: Person) -> Plan:
    """What `table` would do to `register`, line by line. `actor` is who would do it. Writes nothing."""
    rows = rows_said(table)
    children, contacts = Children(register), Contacts(register, actor)
    steps = {said.number: children.step(said) for said in rows}
    for said in rows:
        step = steps[said.number]
        if step is not None and step.number == said.number:
            children.finish(step, said)
    found: dict[int, ContactStep | None] = {}
    for said in sorted(rows, key=lambda one: "email" not in one.contact):
        step = steps[said.number]
        if step is not None and said.contact and not said.faults:
            found[said.number] = contacts.step(said, step)
    lines = [_line(said, steps[said.number], found.get(said.number), register) for said in rows]
    return Plan(lines, table.left_out)


def _line(said: Said, child: ChildStep | None, contact: ContactStep | None, register: Register) -> Line:
    name = f"{said.child.get('given_name', '')} {said.child.get('family_name', '')}".strip()
    if child is not None:
        name = name or child.child.name
    line = Line(said.number, child, name, contact, said.faults)
    if line.faults:
        return line
    if child is not None and line.is_first and child.what == What.NEW:
        line.notes += _about_child(child, register)
    if contact is not None and contact.what in (What.NEW, What.LINKED):
        line.notes += _about_contact(contact, register)
        line.claims = said.contact.get("responsibility") in _CLAIMS
    return line


def _about_child(step: ChildStep, register: Register) -> list[str]:
    """Children who may be the same one, entered otherwise."""
    text = _("Perhaps a child who is here already: %(name)s, born %(day)s.")
    alike = register.children_like(step.child)
    return [text % {"name": child.name, "day": nice_date(child.born_on)} for child in alike]


def _about_contact(step: ContactStep, register: Register) -> list[str]:
    """Somebody who may be the same person, though the file does not say so."""
    name = fold(step.person.given_name), fold(step.person.family_name)
    others = [one for one in register.people_named[name] if one is not step.person]
    if not (step.what == What.NEW and others):
        return []
    return [_("Somebody of this name is here already, with another address or family.")]
