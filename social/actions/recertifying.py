"""The termly check of who holds an official account: each holder looked at, kept or removed, by somebody else.

Opened by the sweep in each term, or by hand when something happened. What was found changes the holders only
when the check is finished, all at once.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from social import notices
from social.actions import holders
from social.lifecycle.accounts import RECERTIFY
from social.models import AccountHolder, AccountRemoval, HolderCheck, OfficialAccount, Recertification
from social.selectors.school_terms import Term, term_of
from workflow import clock, engine
from workflow.actors import Actor, System
from workflow.sweeps import sweep

TERMLY = System("termly check")


def sweep_recertifications() -> int:
    """Open this term's check of every account that was in use before the term began; returns how many."""
    term = term_of()
    begun = clock.london(term.starts_on, dt.time(0))
    due = OfficialAccount.objects.in_use().filter(approved_at__lt=begun)
    missing = due.exclude(recertifications__term_starts_on=term.starts_on).order_by("pk")
    return sum(sweep("termly checks", list(missing), lambda account: _open(account, term, actor=TERMLY)))


def open_check(account: OfficialAccount, *, actor: Person) -> None:
    """Open this term's check by hand. Raises NotAllowed, or ValidationError when there was one, or none is needed."""
    if not _open(account, term_of(), actor=actor):
        raise ValidationError(_("This account has its check of this term, or is not in use."))


def may_open(account: OfficialAccount) -> bool:
    """Whether this term's check can be opened now: the account is in use, and has had none."""
    if account.state not in OfficialAccount.IN_USE:
        return False
    return not account.recertifications.filter(term_starts_on=term_of().starts_on).exists()


def _open(account: OfficialAccount, term: Term, *, actor: Actor) -> bool:
    """False when somebody else was quicker, or the account is not in use any more."""
    check = Recertification(
        account=account, term=term.title, term_starts_on=term.starts_on, opened_at=clock.now()
    )
    with transaction.atomic(durable=True):
        locked = engine.lock(OfficialAccount, account.pk)
        had = locked.recertifications.filter(term_starts_on=term.starts_on)
        if locked.state not in OfficialAccount.IN_USE or had.exists():
            return False
        engine.create(check, "open", actor=actor, opens=[RECERTIFY])
        notices.accounts.check_opened(check)
    return True


def check_holder(
    check: Recertification,
    holder: AccountHolder,
    *,
    actor: Person,
    level: str,
    second_factor: bool,
    last_used_on: dt.date | None,
    keep: bool,
    note: str = "",
) -> HolderCheck:
    """Say of one holder what is so on the platform, and whether they keep it. Never of oneself (R7).

    Raises NotAllowed, WrongState, or ValidationError.
    """
    row = HolderCheck(
        recertification=check, holder=holder, level=level, second_factor=second_factor,
        last_used_on=last_used_on, keep=keep, note=note.strip(), by_id=actor.pk, at=clock.now(),
    )  # fmt: skip
    with transaction.atomic(durable=True):
        locked = engine.lock(Recertification, check.pk)
        if holder.person_id == actor.pk or holder.account_id != locked.account_id:
            raise engine.NotAllowed(actor, locked, "check holder")
        if last_used_on and last_used_on > clock.today():
            raise ValidationError({"last_used_on": _("Enter today or an earlier day.")})
        if not keep and not row.note:
            raise ValidationError({"note": _("Say why they do not keep it.")})
        if locked.checks.filter(holder=holder).exists():
            raise ValidationError(_("Somebody has answered for them already."))
        engine.record(locked, "check holder", actor=actor, contents=[row])
        row.save(force_insert=True)
    return row


def finish(check: Recertification, *, actor: Person, seen: int, note: str = "") -> None:
    """Every holder was looked at: what was found now holds, and whoever is not kept is taken away.

    Raises NotAllowed, WrongState, StaleState, or ValidationError when somebody is not looked at yet.
    """
    with transaction.atomic(durable=True):
        account = engine.lock(OfficialAccount, check.account_id)
        locked = engine.lock(Recertification, check.pk)
        open_rows = AccountHolder.objects.open().filter(account=account).select_for_update()
        held = list(open_rows.select_related("person").order_by("pk"))
        found = {row.holder_id: row for row in locked.checks.all()}
        unseen = [row.person.name for row in held if row.pk not in found]
        if unseen:
            raise ValidationError(_("Not looked at yet: %(names)s.") % {"names": ", ".join(unseen)})
        changes = {"done_by": actor, "done_at": clock.now(), "note": note.strip()}
        engine.advance(locked, "finish", actor=actor, version=seen, changes=changes)
        for row in held:
            _apply(account, row, found[row.pk], actor)


def _apply(account: OfficialAccount, holder: AccountHolder, found: HolderCheck, actor: Person) -> None:
    if not found.keep:
        holders.ended(account, holder, AccountRemoval.Cause.NOT_KEPT, actor=actor)
    elif (holder.level, holder.second_factor) != (found.level, found.second_factor):
        holder.level, holder.second_factor = found.level, found.second_factor
        engine.record(account, "change holder", actor=actor, contents=[holder])
        holder.save(update_fields=["level", "second_factor"])
