"""Who can sign in to an official account, and with which right; and taking them away again (S3.3b, S5.3).

The rows say what is so on the platform. Whoever is ended here is still there until somebody removes them,
which is an `AccountRemoval` with a clock.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person, Role
from social import notices
from social.lifecycle.accounts import REMOVE
from social.models import AccountHolder, AccountRemoval, OfficialAccount
from social.selectors.grounds import has_ground
from workflow import clock, engine
from workflow.actors import Actor


def add_holder(
    account: OfficialAccount, *, actor: Person, person: Person, level: str, second_factor: bool
) -> AccountHolder:
    """Write down that somebody can sign in there. Only by their role, or by an exception of the owner's.

    Raises NotAllowed or ValidationError.
    """
    holder = AccountHolder(
        account=account, person=person, level=level, second_factor=second_factor, added_by_id=actor.pk,
        begins_at=clock.now(),
    )  # fmt: skip
    with transaction.atomic(durable=True):
        locked = engine.lock(OfficialAccount, account.pk)
        if locked.state == OfficialAccount.State.CLOSED:
            raise ValidationError(_("This account is closed."))
        if not has_ground(person, locked.pk):
            raise ValidationError(
                {
                    "person": _(
                        "Only manager and deputy manager hold official accounts. Anybody else asks for access to "
                        "this account first, and the owner decides."
                    )
                }
            )
        if locked.holders.open().filter(person=person).exists():
            raise ValidationError({"person": _("They hold it already.")})
        engine.record(locked, "add holder", actor=actor, contents=[holder])
        holder.save(force_insert=True)
    return holder


def change_holder(holder: AccountHolder, *, actor: Person, level: str, second_factor: bool) -> None:
    """Their right, or their second factor. Raises NotAllowed, or ValidationError when they are gone."""
    with transaction.atomic(durable=True):
        account, locked = _locked(holder)
        locked.level, locked.second_factor = level, second_factor
        engine.record(account, "change holder", actor=actor, contents=[locked])
        locked.save(update_fields=["level", "second_factor"])


def end_holder(holder: AccountHolder, *, actor: Person) -> None:
    """They hold it no longer; somebody takes them away on the platform. Raises NotAllowed or ValidationError."""
    with transaction.atomic(durable=True):
        account, locked = _locked(holder)
        ended(account, locked, AccountRemoval.Cause.ENDED, actor=actor)


def ended(account: OfficialAccount, holder: AccountHolder, cause: str, *, actor: Actor) -> None:
    """End a holder's row and open the task to take them away, in the transaction that locked the account."""
    holder.ended_at = clock.now()
    engine.record(account, "end holder", actor=actor, contents=[holder], reason=cause)
    holder.save(update_fields=["ended_at"])
    waiting = account.removals.filter(person=holder.person_id, state=AccountRemoval.State.TO_DO)
    if not waiting.exists():
        removal = AccountRemoval(
            account=account, person_id=holder.person_id, cause=cause, opened_at=clock.now()
        )
        engine.create(removal, "open", actor=actor, opens=[REMOVE])
        notices.accounts.removal_waits(removal)


def suspend_holder(holder: AccountHolder, *, actor: Person, because: str) -> None:
    """Let their place rest: they publish nothing there. `because` is read by them and by whoever wrote it only.

    Nobody suspends themselves. Raises NotAllowed or ValidationError.
    """
    with transaction.atomic(durable=True):
        account, locked = _locked(holder)
        if locked.person_id == actor.pk:
            raise engine.NotAllowed(actor, account, "suspend holder")
        if locked.suspended_at:
            raise ValidationError(_("They are suspended already."))
        if not because.strip():
            raise ValidationError({"because": _("Say what they are told.")})
        locked.suspended_at, locked.suspended_by, locked.suspended_because = (
            clock.now(),
            actor,
            because.strip(),
        )
        engine.record(account, "suspend holder", actor=actor, contents=[locked])
        locked.save(update_fields=["suspended_at", "suspended_by", "suspended_because"])
        notices.accounts.holder_suspended(locked)


def restore_holder(holder: AccountHolder, *, actor: Person) -> None:
    """Only a person restores, never themselves; a manager's place the owner. Raises NotAllowed or ValidationError."""
    with transaction.atomic(durable=True):
        account, locked = _locked(holder)
        is_managers = locked.person.holds(Role.MANAGER)
        if locked.person_id == actor.pk or (is_managers and not actor.holds(Role.OWNER)):
            raise engine.NotAllowed(actor, account, "restore holder")
        if not locked.suspended_at:
            raise ValidationError(_("They are not suspended."))
        locked.suspended_at, locked.suspended_by, locked.suspended_because = None, None, ""
        engine.record(account, "restore holder", actor=actor, contents=[locked])
        locked.save(update_fields=["suspended_at", "suspended_by", "suspended_because"])


def take_away(
    removal: AccountRemoval,
    *,
    actor: Person,
    seen: int,
    right_removed: bool,
    password_changed: bool,
    note: str = "",
) -> None:
    """Say that somebody is taken away: their right removed, passwords and recovery changed. Both, or it is not done.

    Nobody says so of themselves. Raises NotAllowed, WrongState, StaleState or ValidationError.
    """
    undone = {
        name: _("Do this first, then say so here.")
        for name, is_done in (("right_removed", right_removed), ("password_changed", password_changed))
        if not is_done
    }
    if undone:
        raise ValidationError(undone)
    changes = {
        "right_removed": True, "password_changed": True, "note": note.strip(), "done_by": actor,
        "done_at": clock.now(),
    }  # fmt: skip
    with transaction.atomic(durable=True):
        locked = engine.lock(AccountRemoval, removal.pk)
        engine.advance(locked, "do", actor=actor, version=seen, changes=changes)


def _locked(holder: AccountHolder) -> tuple[OfficialAccount, AccountHolder]:
    """The account's row first, then the holder's, as it stands."""
    account = engine.lock(OfficialAccount, holder.account_id)
    row = AccountHolder.objects.select_for_update().select_related("person").get(pk=holder.pk)
    if row.ended_at:
        raise ValidationError(_("They hold it no longer."))
    return account, row
