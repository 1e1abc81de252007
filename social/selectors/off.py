"""What is off now, and why: for lists and boards. Whether something is off is asked of `covering`, at this moment."""

import dataclasses
import uuid
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Person
from pages.templatetags.dates import nice_date
from social.models import OfficialAccount, RiskAssessment
from social.permissions.risks import can_see_risks
from social.selectors.covering import platforms_off, with_cover
from workflow import clock

State = RiskAssessment.State


@dataclasses.dataclass(frozen=True)
class Off:
    """Why something is off, in words, and the assessment that says more, for whoever reads those."""

    why: str
    risk_id: uuid.UUID | None = None


def platforms() -> dict[str, Off]:
    """Code → why the platform is off, for each that is. Two queries."""
    return {code: _ended(row) for code, row in _of_platforms().items()}


def accounts(rows: Any = None) -> dict[uuid.UUID, Off]:
    """Account → why it is off, for those of `rows` that are; without, for each live one. Four queries at most."""
    wanted = OfficialAccount.objects.live() if rows is None else rows
    found = list(with_cover(wanted).filter(is_covered=False).select_related("platform"))
    if not found:
        return {}
    off, last = _of_platforms(), _last_of("account", [row.pk for row in found])
    return {row.pk: _of_platform(row, off) or _ended(last.get(row.pk)) for row in found}


@dataclasses.dataclass(frozen=True)
class Line:
    """One account that is off, for the boards; `risk_id` only for whoever may read it."""

    account: OfficialAccount
    why: str
    risk_id: uuid.UUID | None


def lines(viewer: Person, account_id: Any = None) -> list[Line]:
    """The live accounts that are off, by name; one of them where the page is of one."""
    found = accounts()
    if not found:
        return []
    rows = OfficialAccount.objects.filter(pk__in=found).select_related("platform")
    reads = can_see_risks(viewer)
    return [
        Line(row, found[row.pk].why, found[row.pk].risk_id if reads else None)
        for row in rows.order_by("name", "platform__name", "pk")
        if account_id is None or row.pk == getattr(account_id, "pk", account_id)
    ]


def _last_of(subject: str, ids: Any) -> dict[Any, RiskAssessment]:
    """The last version that was approved of each subject."""
    rows = RiskAssessment.objects.approved_by(clock.now()).filter(**{f"{subject}__in": list(ids)})
    return {getattr(row, f"{subject}_id"): row for row in rows.defer("draft").order_by("number")}


def _of_platforms() -> dict[str, RiskAssessment]:
    """The last assessment of each platform that is off."""
    codes = platforms_off()
    return _last_of("platform", codes) if codes else {}


def _of_platform(account: OfficialAccount, off: dict[str, RiskAssessment]) -> Off | None:
    """A platform that is off takes with it every account there, whatever is said of the account."""
    last = off.get(account.platform_id)
    whose = _("the risk assessment of %(platform)s") % {"platform": account.platform.name}
    return _ended(last, whose) if last else None


def _ended(assessment: RiskAssessment | None, whose: str = "") -> Off:
    if assessment is None:
        return Off(_("no risk assessment of it is approved"))
    said = {"what": whose or _("its risk assessment"), "day": nice_date(assessment.next_review_on)}
    if assessment.state == State.SUSPENDED:
        why = _("%(what)s is suspended")
    elif assessment.state == State.WITHDRAWN:
        why = _("%(what)s was withdrawn")
    elif assessment.is_expired:
        why = _("%(what)s expired: its last day was %(day)s")
    else:
        why = _("%(what)s is no longer in force")
    return Off(why % said, assessment.pk)
