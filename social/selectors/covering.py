"""May it be used now? The risk assessment in force, from rows and dates at the moment it is asked (§6.4).

Nothing here is stored, no worker is waited for: when an assessment expires, is suspended or
withdrawn, its platform, account or tool is off from that very moment. Whoever approves or publishes
asks inside their transaction.
"""

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef, Q

from social.models import LearningTool, OfficialAccount, Platform, RiskAssessment
from social.models.risks import subject_name
from workflow import clock

Target = Platform | OfficialAccount | LearningTool


def covering(target: Target, on: dt.datetime | None = None) -> RiskAssessment | None:
    """The approved assessment of `target` in force at the moment `on` (default: now); None when it is off.

    An account needs one of its own, and a platform that is not off: one whose last approved
    assessment has expired, or was suspended or withdrawn, is off for everything on it. A platform
    that nobody has assessed yet switches nothing off.
    """
    if isinstance(target, OfficialAccount) and is_platform_off(target.platform_id, on):
        return None
    return RiskAssessment.objects.in_force(on).of(target).order_by("-number").first()


def is_covered(target: Target, on: dt.datetime | None = None) -> bool:
    """Whether `target` may be used at the moment `on`, as `covering` says."""
    return covering(target, on) is not None


def is_platform_off(code: str, on: dt.datetime | None = None) -> bool:
    """Whether the platform of this code was assessed, and no assessment of it is in force at `on`."""
    return Platform.objects.filter(_off(on, "pk"), pk=code).exists()


def platforms_off(on: dt.datetime | None = None) -> set[str]:
    """The codes of every platform that is off. One query."""
    return set(Platform.objects.filter(_off(on, "pk")).values_list("pk", flat=True))


def usable_accounts() -> Any:
    """Official accounts to which something may be posted at this moment: live, and covered."""
    return with_cover(OfficialAccount.objects.live()).filter(is_covered=True)


def with_cover(rows: Any, on: dt.datetime | None = None) -> Any:
    """A queryset of platforms, accounts or tools, each with `is_covered` as `is_covered()` says: in the same query."""
    own = RiskAssessment.objects.in_force(on).filter(**{subject_name(rows.model): OuterRef("pk")})
    if rows.model is OfficialAccount:
        return rows.annotate(is_covered=Q(Exists(own)) & ~_off(on, "platform_id"))
    return rows.annotate(is_covered=Exists(own))


def _off(on: dt.datetime | None, platform: str) -> Q:
    """That the platform named by the column `platform` is off."""
    known: Any = RiskAssessment.objects.approved_by(on or clock.now()).filter(platform=OuterRef(platform))
    in_force: Any = RiskAssessment.objects.in_force(on).filter(platform=OuterRef(platform))
    return Q(Exists(known)) & ~Q(Exists(in_force))
