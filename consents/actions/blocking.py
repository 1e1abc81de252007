"""The DSL's block: no picture of this child anywhere, whatever anybody answered. Nobody else sees why."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from consents.actions.locking import lock_children
from consents.models import Block, ConsentRecord
from consents.signals import permission_lost
from workflow import clock, engine


def block(child: Child, *, actor: Person, reason: str) -> Block:
    """From this second nothing of the child may be shown. Raises NotAllowed or ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why. Only safeguarding leads can read it.")})
    with transaction.atomic(durable=True):
        record = lock_children([child.pk])[child.pk]
        if Block.objects.holding().filter(child=child).exists():
            raise ValidationError(_("This child is blocked already."))
        row = Block(child=child, reason=reason, by=actor, begins_at=clock.now())
        engine.record(record, "block", actor=actor, contents=[row])
        row.save(force_insert=True)
        transaction.on_commit(
            partial(permission_lost.send_robust, sender=ConsentRecord, child_ids=[child.pk])
        )
    return row


def unblock(row: Block, *, actor: Person, because: str) -> None:
    """From now on the parents' answers count again. Raises NotAllowed or ValidationError."""
    if not because.strip():
        raise ValidationError({"because": _("Say why the block ends.")})
    with transaction.atomic(durable=True):
        record = lock_children([row.child_id])[row.child_id]
        held = Block.objects.get(pk=row.pk)
        if held.ended_at is not None:
            raise ValidationError(_("This block has ended already."))
        held.ended_at, held.ended_by, held.ended_because = clock.now(), actor, because
        held.save(update_fields=["ended_at", "ended_by", "ended_because"])
        engine.record(record, "unblock", actor=actor, contents=[held])
