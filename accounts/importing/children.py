"""Which child of the register a row means, and what the file changes of it."""

import copy
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.importing.columns import CHILD, HEADING_OF
from accounts.importing.plan import Change, ChildStep, What
from accounts.importing.register import Register, fold, name_of
from accounts.importing.said import Said
from accounts.models import Child
from documents.importing import clean

FIELDS = tuple(column.key for column in CHILD if column.key != "reference")
# Without a reference these say which child it is, and so cannot be changed.
_IDENTIFYING = ("given_name", "family_name", "born_on")
_IDENTIFYING_HEADINGS = frozenset(HEADING_OF[field] for field in _IDENTIFYING)


class Children:
    """The children of one file, each with its first row."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._steps: dict[Any, ChildStep] = {}
        self._named: dict[Any, ChildStep] = {}

    def step(self, said: Said) -> ChildStep | None:
        """The child that a row is about; None, with a fault, where that cannot be told."""
        if said.faults:
            return None
        held = self._held(said)
        if said.faults:
            return None
        key = held.pk if held else _key(said.child)
        step = self._steps.get(key)
        if step is None:
            child = copy.copy(held) if held else Child(pk=uuid.uuid4())
            step = self._steps[key] = ChildStep(child, said.number, What.SAME if held else What.NEW)
        self._merge(step, said)
        return step

    def _held(self, said: Said) -> Child | None:
        reference = said.child.get("reference")
        if reference is not None:
            found = self._register.children.get(reference)
            if found is None:
                said.wrong(
                    "reference", _("No child here has this reference. Leave it empty for a new child.")
                )
            return found
        name = fold(said.child["given_name"]), fold(said.child.get("family_name", ""))
        named = self._register.children_named[name]
        born = [child for child in named if child.born_on == said.child["born_on"]]
        if len(born) > 1:
            said.wrong(
                "reference",
                _(
                    "Several children here have this name and date of birth. Take the reference from an export."
                ),
            )
        return born[0] if len(born) == 1 else None

    def _merge(self, step: ChildStep, said: Said) -> None:
        """Add what this row says of the child. Two rows may not say different things."""
        by_reference = "reference" in said.child or step.what == What.NEW
        for field in FIELDS:
            if field not in said.child or (field in _IDENTIFYING and not by_reference):
                continue
            value = said.child[field]
            if field in step.values and not _same(step.values[field], value):
                text = _("Row %(number)s says something else of the same child.")
                said.wrong(field, text % {"number": step.number})
            step.values.setdefault(field, value)

    def finish(self, step: ChildStep, said: Said) -> None:
        """Once all rows are read: what changes, and whether it may. Faults stand at the first row."""
        child = step.child
        for field in FIELDS:
            old, new = getattr(child, field), step.values.get(field)
            if new is None or (step.what != What.NEW and _same(old, new)):
                continue
            if step.what != What.NEW:
                step.changes.append(Change(HEADING_OF[field], old, new))
            setattr(child, field, new)
        if step.changes:
            step.what = What.CHANGED
        if step.what == What.SAME:
            return
        if self._is_taken(step):
            said.wrong("given_name", _("Another child has, or would get, this name and date of birth."))
        try:
            # What stands already and is not touched may be older than today's rules.
            child.clean_fields(exclude={"id", "salt", *(set(FIELDS) - step.values.keys())})
            child.check_days()
        except ValidationError as error:
            for field, whys in error.message_dict.items():
                said.wrong(field, " ".join(whys))

    def _is_taken(self, step: ChildStep) -> bool:
        """Whether a new or renamed child would be told apart from another no more."""
        child = step.child
        name = name_of(child)
        renamed = step.what == What.NEW or any(field in step.values for field in _IDENTIFYING)
        if not renamed:
            return False
        first = self._named.setdefault((*name, child.born_on), step)
        namesakes = self._register.children_named[name]
        here = [one for one in namesakes if one.born_on == child.born_on and one.pk != child.pk]
        moved = any(change.label in _IDENTIFYING_HEADINGS for change in step.changes)
        return first is not step or (bool(here) and moved)


def _key(child: dict[str, Any]) -> tuple[Any, ...]:
    return fold(child["given_name"]), fold(child.get("family_name", "")), child["born_on"]


def _same(old: Any, new: Any) -> bool:
    return clean(old) == clean(new) if isinstance(old, str) and isinstance(new, str) else old == new
