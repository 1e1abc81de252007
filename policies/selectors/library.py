"""The library: every kept policy with what can be said of it today, for one reader."""

import dataclasses
import datetime as dt
import enum
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
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


SOON_DAYS = 90
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
    def notes(self) -> list[str]:
        """What is on its way beside what is said by `words`."""
        found = []
        if self.coming and self.standing != Standing.COMING:
            found.append(_("A new version from %(day)s") % {"day": _day(self.coming)})
        if self.making:
            found.append(
                _("Version %(number)s: %(state)s")
                % {"number": self.making.number, "state": self.making.get_state_display()}
            )
        return found

    @property
    def overdue_since(self) -> dt.date | None:
        """The day on which its review fell due, if nobody has done it since (S7.1)."""
        return self.policy.review_due_on if self.policy.is_overdue else None

    @property
    def is_due_soon(self) -> bool:
        """Its review falls due within 90 days, when its first reminder goes out."""
        due_on = self.policy.review_due_on
        return due_on is not None and 0 < (due_on - clock.today()).days <= SOON_DAYS

    @property
    def is_missing(self) -> bool:
        return self.standing == Standing.MISSING

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
    return [row for row in _of(Policy.objects.kept(), reader) if sees_drafts or row.is_readable]


def row(policy: Policy, reader: Person) -> Row:
    """One policy, which may be retired: then nothing of it is in force."""
    return _of([policy], reader)[0]


def readable_by(reader: Person) -> QuerySet[Policy]:
    """The policies whose page `reader` may open. Retired ones stay open to leaders: what was signed does."""
    if permissions.can_see_drafts(reader):
        return Policy.objects.all()
    in_force = PolicyVersion.objects.in_force().values("policy")
    return Policy.objects.kept().filter(Q(pk__in=in_force) | ~Q(link=""))


def _of(policies: Iterable[Policy], reader: Person) -> list[Row]:
    in_force = _by_policy(PolicyVersion.objects.in_force())
    later = PolicyVersion.objects.published().filter(effective_from__gt=clock.today())
    coming = _by_policy(later.order_by("-effective_from"))
    making = _by_policy(PolicyVersion.objects.open()) if permissions.can_see_drafts(reader) else {}
    requests = AcknowledgementRequest.objects.open().filter(person=reader)
    to_sign = dict(requests.values_list("version__policy", "pk"))
    return [
        Row(one, in_force.get(one.pk), coming.get(one.pk), making.get(one.pk), to_sign.get(one.pk))
        for one in policies
    ]


def _by_policy(versions: Any) -> dict[uuid.UUID, PolicyVersion]:
    """Policy id → its version; of several the last one of the list."""
    return {version.policy_id: version for version in versions.defer("outline")}


# What the list may be narrowed to, as the address says it.
SHOWN = {
    "in-force": lambda row: row.standing == Standing.IN_FORCE,
    "due": lambda row: row.is_due_soon,
    "overdue": lambda row: row.overdue_since is not None,
    "missing": lambda row: row.is_missing,
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
