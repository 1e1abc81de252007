"""What a row inherits whose content, or whose state, the record must explain."""

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models

from workflow.lifecycle import Lifecycle


def new_salt() -> str:
    """128 random bits in hex. It lives with a content, so that erasing both leaves nothing to guess."""
    return secrets.token_hex(16)


class Audited(models.Model):
    """A row whose content every event about it seals.

    `audit_schemas` maps a schema version to field names; the highest is used for
    new events, older ones are kept so that old events stay provable.
    """

    audit_schemas: ClassVar[dict[int, tuple[str, ...]]] = {}

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    salt = models.CharField(max_length=32, default=new_salt, editable=False)

    class Meta:
        abstract = True


class WorkflowQuerySet(models.QuerySet):
    """A QuerySet that refuses to write a state: only the engine does."""

    engine_only = frozenset({"state", "version"})

    def update(self, **fields: Any) -> int:
        if self.engine_only & fields.keys():
            raise TypeError("A state is changed by workflow.engine.advance() only.")
        return super().update(**fields)

    def bulk_update(self, objs: Any, fields: Any, batch_size: int | None = None) -> int:
        if self.engine_only & set(fields):
            raise TypeError("A state is changed by workflow.engine.advance() only.")
        return super().bulk_update(objs, fields, batch_size)

    def _move(self, **fields: Any) -> int:
        """The engine's own conditional UPDATE."""
        return super().update(**fields)

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> list[Any]:
        rows = list(objs)
        if options.get("update_conflicts"):
            raise TypeError("A state is changed by workflow.engine.advance() only.")
        if any(row.state != row.initial for row in rows):
            raise TypeError("A new row starts in its lifecycle's initial state.")
        return super().bulk_create(rows, *args, **options)


class WorkflowModel(Audited):
    """A row with a lifecycle. `save()` never writes `state` or `version` of a stored row."""

    initial: ClassVar[str]

    state = models.CharField(max_length=30, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    objects = WorkflowQuerySet.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A deferred state is absent here; asking for it would ask the database.
        if self.__dict__.get("state") == "":
            self.state = self.initial

    def save(self, **options: Any) -> None:
        if not self._state.adding:
            named = options.get("update_fields")
            names = (
                set(named)
                if named is not None
                else {field.name for field in self._meta.concrete_fields if not field.primary_key}
            )
            options["update_fields"] = names - WorkflowQuerySet.engine_only
        elif self.state != self.initial:
            raise TypeError("A new row starts in its lifecycle's initial state.")
        super().save(**options)

    @property
    def lifecycle(self) -> Lifecycle:
        """The table of this model's steps; registered by its app under the model's label."""
        return Lifecycle.registry[self._meta.label_lower]

    def get_state_display(self) -> str:
        """The state in words, as for any field with choices; these belong to the subclass."""
        return str(type(self).State(self.state).label)
