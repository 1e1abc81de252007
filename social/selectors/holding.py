"""Who may use what now: official accounts by role or by exception, other platforms by permission (S3.3b, c).

Asked by dates and rows, never stored: a permission that has ended, rests, or whose holder has left or has
not signed what is in force, gives nothing, whether or not a sweep has been by.
"""

import datetime as dt
import uuid

from django.db.models import QuerySet

from accounts.models import Person
from social.models import AccessPermission, AccountHolder, OfficialAccount, Platform
from social.permissions.accounts import HOLDING
from social.selectors.covering import is_platform_off
from social.selectors.gate import may_use


def may_publish(person: Person, account: OfficialAccount, on: dt.date | None = None) -> bool:
    """Whether `person` may publish to an official account on a day (today), as their roles are now.

    Manager and deputy by their role, others by an exception that the owner approved; nobody whose place
    on the account is suspended. Whether the account is live and its risks covered is asked elsewhere.
    """
    if not person.roles or _is_suspended(person, account):
        return False
    return person.holds(*HOLDING) or _has_exception(person, account.pk, on)


def publishable(person: Person) -> QuerySet[OfficialAccount]:
    """The accounts to which `person` may publish now, as `may_publish` says of each."""
    if not person.roles:
        return OfficialAccount.objects.none()
    suspended = AccountHolder.objects.open().filter(person=person, suspended_at__isnull=False)
    rows = OfficialAccount.objects.exclude(pk__in=suspended.values("account"))
    if person.holds(*HOLDING):
        return rows
    excepted = AccessPermission.objects.usable().filter(person=person, account__isnull=False)
    if not excepted.exists() or not may_use(person):
        return OfficialAccount.objects.none()
    return rows.filter(pk__in=excepted.values("account"))


def holds_access(person: Person, platform: Platform, on: dt.date | None = None) -> bool:
    """Whether `person` may use a platform for the setting on a day (today): a permission in force, and signed.

    Nobody does while the platform is off, whatever they were given (§6.4).
    """
    if not person.roles or is_platform_off(platform.pk):
        return False
    mine = AccessPermission.objects.usable(on).filter(person=person, platform=platform, account=None)
    return mine.exists() and may_use(person)


def _is_suspended(person: Person, account: OfficialAccount) -> bool:
    held = AccountHolder.objects.open().filter(person=person, account=account)
    return held.filter(suspended_at__isnull=False).exists()


def _has_exception(person: Person, account_id: uuid.UUID, on: dt.date | None) -> bool:
    mine = AccessPermission.objects.usable(on).filter(person=person, account=account_id)
    return mine.exists() and may_use(person)
