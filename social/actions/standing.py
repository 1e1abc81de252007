"""Roles changed or somebody left: their access rests, their requests end, and they are taken off the accounts.

Run when `accounts.signals.standing_changed` is sent and in the sweep, which finds whatever the signal missed.
A reconcile reads in a constant number of queries, and writes only what has to change.
"""

from django.db import transaction

from social.actions import access, asking, holders
from social.models import AccessPermission, AccountHolder, OfficialAccount
from social.permissions.access import ASKING
from social.selectors.grounds import cause_of, groundless, working
from workflow import clock, engine
from workflow.sweeps import sweep

NAME = "access to social media"
State = AccessPermission.State


def reconcile() -> int:
    """Make permissions, requests and holders agree with who works here today; returns how many changed."""
    here = working(ASKING)
    permissions = AccessPermission.objects.exclude(person__in=here).order_by("pk")
    done = sweep(NAME, list(permissions.filter(state=State.APPROVED)), access.suspend_leaver)
    waiting = list(permissions.waiting())
    sweep(NAME, waiting, lambda row: asking.withdraw(row, actor=access.LEAVING, seen=row.version))
    done += sweep(NAME, groundless(), _end)
    return sum(done) + len(waiting)


def _end(holder: AccountHolder) -> bool:
    """Asked again behind the lock: they may have been given a role, or an exception, meanwhile."""
    with transaction.atomic(durable=True):
        account = engine.lock(OfficialAccount, holder.account_id)
        still = groundless(AccountHolder.objects.open().filter(pk=holder.pk).select_for_update(of=("self",)))
        if not still:
            return False
        holders.ended(account, still[0], cause_of(still[0]), actor=access.LEAVING)
    return True


def sweep_expired() -> int:
    """Note which permissions' days have come; returns how many."""
    due = AccessPermission.objects.filter(state__in=AccessPermission.HELD, expires_on__lt=clock.today())
    return sum(sweep("expired access", list(due.order_by("pk")), access.expire))
