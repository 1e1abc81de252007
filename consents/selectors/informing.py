"""The notices as those who keep them see them: what parents read now, what they will read, and before."""

import dataclasses
import datetime as dt

from consents.models import Notice, Purpose
from consents.selectors import notices
from consents.selectors.deciders import deciding
from workflow import clock


@dataclasses.dataclass(frozen=True)
class PurposeLine:
    """One use with the notice of today and, if there is one, the next."""

    purpose: Purpose
    now: Notice | None
    coming: Notice | None


def page() -> list[PurposeLine]:
    """Every use in the order of the form. Three queries."""
    current = notices.current()
    ahead = Notice.objects.filter(begins_on__gt=clock.today()).select_related("purpose")
    coming = {row.purpose_id: row for row in ahead.order_by("-begins_on", "-number")}
    return [PurposeLine(row, current.get(row.pk), coming.get(row.pk)) for row in Purpose.objects.all()]


def asked_again(purpose: Purpose, begins_on: dt.date) -> int:
    """How many people will be asked anew by a new notice: everybody who decides for a child, unless nobody asks."""
    if not purpose.is_offered or purpose.lawful_basis != Purpose.Basis.CONSENT or begins_on < clock.today():
        return 0
    return deciding().values("person").distinct().count()
