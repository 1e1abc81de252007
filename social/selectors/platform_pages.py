"""Platforms as pages show them, with what stands on each; and profiles made for children."""

import dataclasses
import datetime as dt
from typing import Any

from dateutil.relativedelta import relativedelta
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from consents.models import Purpose
from pages.templatetags.dates import nice_date
from social.models import ChildProfile, DataChange, Platform
from social.selectors import off
from social.selectors.covering import covering
from workflow import clock

STALE_AFTER = relativedelta(months=12)
CHANGES_SHOWN = 20


def lines() -> list[Any]:
    """Every platform, with why it is `off` and whether its terms were looked at within a year (`is_stale`)."""
    found: list[Any] = list(Platform.objects.order_by("-is_channel", "name"))
    is_off = off.platforms()
    for row in found:
        row.off = is_off.get(row.pk)
        row.is_stale = row.terms_checked_on is None or row.terms_checked_on + STALE_AFTER < clock.today()
    return found


def purposes(platform: Platform | None) -> QuerySet[Purpose]:
    """Which uses a platform's pictures may need: public, asked of parents, and no other platform's."""
    own = platform.purpose_id if platform else None
    free = Purpose.objects.asked().filter(is_public=True, platforms=None)
    return free | Purpose.objects.filter(pk=own).order_by("position")


@dataclasses.dataclass(frozen=True)
class Change:
    """What somebody changed of a platform: the words of each thing that is other since, and how it was."""

    at: dt.datetime
    by: Person
    lines: list[tuple[Any, str, str]]


LABELS = {
    "name": lazy("Name"), "min_age": lazy("From age"), "sites": lazy("Its sites"), "terms_url": lazy("Terms"),
    "terms_checked_on": lazy("Terms looked at on"), "edition": lazy("Which terms"), "risk": lazy("Risk"),
    "risk_note": lazy("Why"), "purpose": lazy("Pictures need a yes to"), "source": lazy("Source"),
    "is_channel": lazy("Our channel"),
}  # fmt: skip


def changes(platform: Platform) -> list[Change]:
    """The last changes, the newest first; of the very first only how it stood then. Two queries."""
    rows = DataChange.objects.filter(of=DataChange.Of.PLATFORM, code=platform.pk).select_related("by")
    titles = dict(Purpose.objects.values_list("pk", "title"))
    found, before = [], dict[str, Any]()
    for row in reversed(rows.order_by("-at", "-pk")[: CHANGES_SHOWN + 1]):
        said = [
            (label, _told(name, before.get(name), titles), _told(name, row.values[name], titles))
            for name, label in LABELS.items()
            if name in row.values and row.values[name] != before.get(name)
        ]
        found.append(Change(row.at, row.by, said))
        before |= row.values
    return found[::-1][:CHANGES_SHOWN]


def _told(name: str, value: Any, titles: dict[str, str]) -> str:
    if value in (None, ""):
        return ""
    if name == "risk":
        return str(Platform.Risk(value).label)
    if name == "purpose":
        return titles.get(value, value)
    if name == "terms_checked_on":
        return nice_date(dt.date.fromisoformat(value))
    return str(_("Yes") if value is True else value)


def page(platform: Platform) -> dict[str, Any]:
    return {
        "platform": platform,
        "cover": covering(platform),
        "off": off.platforms().get(platform.pk),
        "accounts": platform.accounts.exclude(state="closed").order_by("name", "pk"),
        "changes": changes(platform),
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
