"""The library: every kept policy with what can be said of it today, for one reader."""

import dataclasses
import datetime as dt
import enum
import uuid
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from pages.templatetags.dates import nice_date
from policies import permissions
from policies.models import AcknowledgementRequest, Policy, PolicyVersion
from workflow import clock


class Standing(enum.IntEnum):
    """What there is of a policy's text today, the worst first."""

    MISSING = 1
    BEING_MADE = 2
    COMING = 3
    ELSEWHERE = 4
    IN_FORCE = 5


TONES = {Standing.MISSING: "danger", Standing.BEING_MADE: "warn", Standing.IN_FORCE: "good"}


@dataclasses.dataclass(frozen=True)
class Row:
    """One policy. `coming` is published for a later day; `making` is None for whoever sees no drafts.

    `to_sign` is the reader's own open request.
    """

    policy: Policy
    version: PolicyVersion | None = None
    coming: PolicyVersion | None = None
    making: PolicyVersion | None = None
    to_sign: uuid.UUID | None = None

    @property
    def standing(self) -> Standing:
        if self.version:
            return Standing.IN_FORCE
        if self.policy.link:
            return Standing.ELSEWHERE
        if self.coming:
            return Standing.COMING
        return Standing.BEING_MADE if self.making else Standing.MISSING

    @property
    def tone(self) -> str:
        return TONES.get(self.standing, "")

    @property
    def words(self) -> str:
        """ "In force since 23 July 2024", "Missing", and so on."""
        match self.standing:
            case Standing.IN_FORCE:
                return _("In force since %(day)s") % {"day": _day(self.version)}
            case Standing.ELSEWHERE:
                return _("Kept elsewhere")
            case Standing.COMING:
                return _("In force from %(day)s") % {"day": _day(self.coming)}
            case Standing.BEING_MADE:
                return _("Being made")
        return _("Missing")

    @property
    def overdue_since(self) -> dt.date | None:
        """The day on which its review fell due, if nobody has done it since (S7.1)."""
        return self.policy.review_due_on if self.policy.is_overdue else None

    @property
    def is_readable(self) -> bool:
        """Whether there is something for everybody to read today."""
        return self.standing in (Standing.IN_FORCE, Standing.ELSEWHERE)


def _day(version: PolicyVersion | None) -> str:
    return nice_date(version.effective_from if version else None)


def rows(reader: Person) -> list[Row]:
    """Every kept policy that `reader` may see, by title. Four queries, whatever their number.

    Leaders see all; others what they can read today.
    """
    sees_drafts = permissions.can_see_drafts(reader)
    in_force = _by_policy(PolicyVersion.objects.in_force())
    later = PolicyVersion.objects.published().filter(effective_from__gt=clock.today())
    coming = _by_policy(later.order_by("-effective_from"))
    making = _by_policy(PolicyVersion.objects.open()) if sees_drafts else {}
    requests = AcknowledgementRequest.objects.open().filter(person=reader)
    to_sign = dict(requests.values_list("version__policy", "pk"))
    found = [
        Row(policy, in_force.get(pk), coming.get(pk), making.get(pk), to_sign.get(pk))
        for policy in Policy.objects.kept()
        for pk in [policy.pk]
    ]
    return [row for row in found if sees_drafts or row.is_readable]


def _by_policy(versions: Any) -> dict[uuid.UUID, PolicyVersion]:
    """Policy id → its version; of several the last one of the list."""
    return {version.policy_id: version for version in versions.defer("outline")}


# What the list may be narrowed to, as the address says it.
SHOWN = {
    "overdue": lambda row: row.overdue_since is not None,
    "missing": lambda row: row.standing == Standing.MISSING,
    "being-made": lambda row: row.making is not None or row.standing == Standing.COMING,
    "to-sign": lambda row: row.to_sign is not None,
}
FAR = dt.date.max
ORDERS = {
    "": lambda row: (row.policy.title.casefold(), row.policy.pk),
    "review": lambda row: (row.policy.review_due_on or FAR, row.policy.title.casefold(), row.policy.pk),
    "state": lambda row: (row.standing, row.policy.title.casefold(), row.policy.pk),
}


def narrowed(found: list[Row], show: str, order: str) -> list[Row]:
    """The rows that the reader asked for, in their order; unknown words ask for nothing."""
    wanted = SHOWN.get(show)
    return sorted(filter(wanted, found) if wanted else found, key=ORDERS.get(order, ORDERS[""]))
