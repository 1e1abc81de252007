"""Platforms as pages show them, with what stands on each; and profiles made for children."""

import dataclasses
from typing import Any

from dateutil.relativedelta import relativedelta

from accounts.models import Person
from social.models import ChildProfile, DataChange, Platform
from social.selectors.covering import covering, is_platform_off, with_cover
from workflow import clock

STALE_AFTER = relativedelta(months=12)
CHANGES_SHOWN = 20


def lines() -> list[Any]:
    """Every platform, with `is_covered` and whether its terms were looked at within a year (`is_stale`)."""
    found = list(with_cover(Platform.objects.order_by("-is_channel", "name"), None))
    for row in found:
        row.is_stale = row.terms_checked_on is None or row.terms_checked_on + STALE_AFTER < clock.today()
    return found


def page(platform: Platform) -> dict[str, Any]:
    changes = list(
        DataChange.objects.filter(of=DataChange.Of.PLATFORM, code=platform.pk)
        .select_related("by")
        .order_by("-at")[:CHANGES_SHOWN]
    )
    return {
        "platform": platform,
        "cover": covering(platform),
        "is_off": is_platform_off(platform.pk),
        "accounts": platform.accounts.exclude(state="closed").order_by("name", "pk"),
        "changes": changes,
    }


@dataclasses.dataclass(frozen=True)
class ProfileLine:
    """One profile; `is_too_young` where the platform's age has been raised since."""

    profile: ChildProfile
    by: Person
    is_too_young: bool


def profiles() -> list[ProfileLine]:
    rows = ChildProfile.objects.open().select_related("child", "platform", "made_by")
    today = clock.today()
    found = [
        ProfileLine(row, row.made_by, row.child.born_on + relativedelta(years=row.platform.min_age) > today)
        for row in rows.order_by("child__given_name", "child__family_name", "pk")
    ]
    return sorted(found, key=lambda line: not line.is_too_young)
