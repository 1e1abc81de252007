"""What becomes of a permission: it rests, goes on, and ends (S3.4, domain §6.3).

The system suspends whoever leaves and notes what has expired; only a person restores. Why somebody's access rests
is read by them and by whoever wrote it, and says nothing of what was reported, or whether anything was.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from social import notices
from social.actions.holders import ended
from social.models import AccessPermission, AccessSuspension, AccountHolder, AccountRemoval, OfficialAccount
from social.selectors.gate import may_use
from workflow import clock, engine
from workflow.actors import Actor, System

LEAVING, CALENDAR, ENDING = System("leavers"), System("calendar"), System("access ended")
Cause = AccessSuspension.Cause


def suspend(permission: AccessPermission, *, actor: Person, seen: int, because: str) -> None:
    """Let it rest. The record says only that a leader did, whatever the reason.

    Raises NotAllowed, WrongState, StaleState or ValidationError; so every step here.
    """
    if not because.strip():
        raise ValidationError({"because": _("Say what they are told.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(AccessPermission, permission.pk)
        _suspend(locked, Cause.PAUSED, actor, seen, because.strip())
        notices.access.suspended(locked)


def suspend_leaver(permission: AccessPermission) -> bool:
    """The system's own: whoever has left uses nothing. False when somebody was quicker."""
    with transaction.atomic(durable=True):
        locked = engine.lock(AccessPermission, permission.pk)
        if locked.state != AccessPermission.State.APPROVED:
            return False
        _suspend(locked, Cause.LEFT, LEAVING, locked.version, "")
    return True


def _suspend(permission: AccessPermission, cause: str, actor: Actor, seen: int, because: str) -> None:
    row = AccessSuspension(
        permission=permission, cause=cause, because=because, by_id=actor.pk, begins_at=clock.now()
    )
    engine.advance(permission, "suspend", actor=actor, version=seen, contents=[row], reason=cause)
    row.save(force_insert=True)


def restore(permission: AccessPermission, *, actor: Person, seen: int) -> None:
    """It goes on, until the day it was given for: only by a person who may decide, for somebody who works here and
    has signed what is in force.
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(AccessPermission, permission.pk)
        if not locked.person.roles:
            raise ValidationError(_("They have left."))
        if locked.expires_on and locked.expires_on < clock.today():
            raise ValidationError(_("Its day has come. They can ask again."))
        if not may_use(locked.person):
            raise ValidationError(_("They have not signed the policy that is in force."))
        rows = list(locked.suspensions.select_for_update().filter(ended_at=None))
        for row in rows:
            row.ended_at, row.restored_by_id = clock.now(), actor.pk
        engine.advance(locked, "restore", actor=actor, version=seen, contents=rows)
        for row in rows:
            row.save(update_fields=["ended_at", "restored_by"])
        notices.access.decided(locked)


def revoke(permission: AccessPermission, *, actor: Person, seen: int, because: str) -> None:
    """End it before its day. The holder reads why; nobody else but whoever decided."""
    if not because.strip():
        raise ValidationError({"because": _("Say why. They read it.")})
    with transaction.atomic(durable=True):
        locked = _locked(permission)
        changes = {"ended_by": actor, "ended_at": clock.now(), "ended_because": because.strip()}
        engine.advance(locked, "revoke", actor=actor, version=seen, changes=changes)
        _let_go(locked)
        notices.access.decided(locked)


def surrender(permission: AccessPermission, *, actor: Person, seen: int) -> None:
    """Its holder gives it back."""
    with transaction.atomic(durable=True):
        locked = _locked(permission)
        changes = {"ended_by": actor, "ended_at": clock.now()}
        engine.advance(locked, "surrender", actor=actor, version=seen, changes=changes)
        _let_go(locked)


def expire(permission: AccessPermission) -> bool:
    """Note that its day has come; since then it gave nothing. False when it had ended already."""
    with transaction.atomic(durable=True):
        locked = _locked(permission)
        day = locked.expires_on
        if locked.state not in AccessPermission.HELD or day is None or day >= clock.today():
            return False
        engine.advance(
            locked, "expire", actor=CALENDAR, version=locked.version, changes={"ended_at": clock.now()}
        )
        _let_go(locked)
    return True


def _locked(permission: AccessPermission) -> AccessPermission:
    """The account's row first where there is one, as everywhere."""
    if permission.account_id:
        engine.lock(OfficialAccount, permission.account_id)
    return engine.lock(AccessPermission, permission.pk)


def _let_go(permission: AccessPermission) -> None:
    """Whoever held an official account by this exception is taken away from it."""
    if permission.account_id is None:
        return
    holder = (
        AccountHolder.objects.open()
        .filter(account=permission.account_id, person=permission.person_id)
        .first()
    )
    if holder is not None:
        account = OfficialAccount.objects.get(pk=permission.account_id)
        ended(account, holder, AccountRemoval.Cause.ENDED, actor=ENDING)
