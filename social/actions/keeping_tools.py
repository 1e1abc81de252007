"""The list of remote-learning tools. None is used before its risk assessment covers it (S3.5)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from social.models import LearningTool
from workflow import clock, engine

FIELDS = ("name", "provider", "purpose", "link", "min_age")


def add_tool(*, actor: Person, **said: Any) -> LearningTool:
    """Put a tool on the list, with the values of FIELDS. Raises NotAllowed, or ValidationError for a known name."""
    tool = LearningTool(added_by=actor, added_at=clock.now(), **said)
    with transaction.atomic(durable=True):
        _check(tool)
        engine.create(tool, "add", actor=actor)
    return tool


def change_tool(tool: LearningTool, *, actor: Person, **said: Any) -> None:
    """Correct what is said of it. Raises as `add_tool` does."""
    with transaction.atomic(durable=True):
        locked = engine.lock(LearningTool, tool.pk)
        for name, value in said.items():
            setattr(locked, name, value)
        _check(locked)
        locked.save(update_fields=list(said))
        engine.record(locked, "change", actor=actor, contents=[locked])


def end_tool(tool: LearningTool, *, actor: Person) -> None:
    """It is used no longer. Its assessments stay on record. Raises NotAllowed or ValidationError."""
    with transaction.atomic(durable=True):
        locked = engine.lock(LearningTool, tool.pk)
        if locked.ended_on is not None:
            raise ValidationError(_("It is used no longer already."))
        locked.ended_on = clock.today()
        locked.save(update_fields=["ended_on"])
        engine.record(locked, "end", actor=actor, contents=[locked])


def _check(tool: LearningTool) -> None:
    if not tool.name.strip():
        raise ValidationError({"name": _("Say what it is called.")})
    if LearningTool.objects.filter(name__iexact=tool.name).exclude(pk=tool.pk).exists():
        raise ValidationError({"name": _("This tool is on the list already.")})
