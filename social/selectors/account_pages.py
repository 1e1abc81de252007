"""Official accounts as pages show them: the list, one account, who holds it, its checks and what is to be done."""

import dataclasses
import datetime as dt
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from pages.templatetags.dates import nice_date
from social.models import AccountHolder, AccountRemoval, OfficialAccount, Recertification
from social.permissions.accounts import can_restore_holder, can_suspend_holder
from social.selectors import off
from social.selectors.checklist import Around, Item, checklist, is_here
from social.selectors.covering import covering, with_cover
from social.selectors.domains import our_domains
from social.selectors.off import Off
from social.selectors.story import timeline
from workflow.models import Deadline

State = OfficialAccount.State
TONES = {
    State.LIVE: "good", State.COMPROMISED: "danger", State.DORMANT: "warn", State.PROPOSED: "info",
    State.ASSESSED: "info",
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Line:
    """One account of the list. `lacks` is what it is missing, in words."""

    account: OfficialAccount
    tone: str
    holders: list[AccountHolder]
    lacks: list[Item]
    off: Off | None


@dataclasses.dataclass(frozen=True)
class HolderLine:
    """One holder of an account's page, and what the viewer may do or read about them."""

    holder: AccountHolder
    is_here: bool
    may_suspend: bool
    may_restore: bool
    reads_why: bool


def lines(*, closed: bool = False) -> list[Line]:
    """Every account that is not closed, or every one that is; five queries, and three where one is off."""
    rows = OfficialAccount.objects.filter(state=State.CLOSED) if closed else _kept()
    held = AccountHolder.objects.open().select_related("person").order_by("begins_at", "pk")
    found = with_cover(rows.select_related("platform"), None).prefetch_related(
        Prefetch("holders", held, "held")
    )
    domains, is_off = our_domains(), off.accounts()
    return [_line(row, domains, is_off.get(row.pk)) for row in found.order_by("name", "pk")]


def _kept() -> Any:
    return OfficialAccount.objects.exclude(state=State.CLOSED)


def _line(account: Any, domains: frozenset[str], off: Off | None) -> Line:
    around = Around(domains, tuple(account.held), account.is_covered)
    lacks = (
        []
        if account.state == State.CLOSED
        else [one for one in checklist(account, around) if not one.is_done]
    )
    tone = "danger" if off else TONES.get(State(account.state), "")
    return Line(account, tone, account.held, lacks, off)


def page(account: OfficialAccount, viewer: Person) -> dict[str, Any]:
    """The context of one account's page; what waits on it stands first."""
    held = account.holders.open().select_related("person", "suspended_by").order_by("begins_at", "pk")
    holders = tuple(held)
    cover = covering(account)
    return {
        "account": account,
        "tone": TONES.get(State(account.state), ""),
        "items": checklist(account, Around(our_domains(), holders, cover is not None)),
        "cover": cover,
        "off": off.accounts(OfficialAccount.objects.live().filter(pk=account.pk)).get(account.pk),
        "holders": [_holder_line(one, viewer) for one in holders],
        "removals": account.removals.filter(state=AccountRemoval.State.TO_DO).select_related("person"),
        "checks": _checks(account),
        "rows": _rows(account),
        "risk_url": reverse("risk", args=[cover.pk]) if cover else _new_risk(account),
        "timeline": timeline(account),
    }


def _rows(account: OfficialAccount) -> list[dict[str, Any]]:
    """What is said of it, and the page that changes each line."""
    said = [
        (_("Its address"), account.url, "about"),
        (_("What it is for"), account.objectives, "purpose"),
        (_("What should come of it"), account.outcomes, "purpose"),
        (_("E-mail it is registered with"), _with(account.email, account.email_exception), "protection"),
        (_("Second factor"), account.get_second_factor_display(), "protection"),
        (_("Recovery"), _with(account.recovery_email, account.recovery_phone), "protection"),
        (_("Comments"), account.get_comments_display(), "settings"),
        (_("Messages to us"), account.get_direct_messages_display(), "settings"),
        (_("Tagging us"), account.get_tagging_display(), "settings"),
        (_("Link from our website"), account.website_url or account.no_website_because, "website"),
        (_("Proposed"), _who(account.proposed_at, account.proposed_by), ""),
        (_("Approved"), _who(account.approved_at, account.approved_by), ""),
    ]
    return [{"label": label, "value": value, "slug": slug} for label, value, slug in said]


def _new_risk(account: OfficialAccount) -> str:
    return f"{reverse('risk-new')}?subject=account:{account.pk}"


def _with(first: str, second: str) -> str:
    return ", ".join(part for part in (first, second) if part)


def _who(at: dt.datetime | None, person: Person | None) -> str:
    return f"{nice_date(at)}, {person.name}" if at and person else ""


def _holder_line(holder: AccountHolder, viewer: Person) -> HolderLine:
    rests, is_self = holder.suspended_at is not None, holder.person_id == viewer.pk
    return HolderLine(
        holder=holder,
        is_here=is_here(holder),
        may_suspend=not rests and not is_self and can_suspend_holder(viewer),
        may_restore=rests and not is_self and can_restore_holder(viewer),
        reads_why=rests and viewer.pk in (holder.person_id, holder.suspended_by_id),
    )


def _checks(account: OfficialAccount) -> list[Recertification]:
    found = list(account.recertifications.select_related("done_by").order_by("-term_starts_on")[:6])
    clocks = dict(
        Deadline.objects.open()
        .filter(object_type=Recertification._meta.label_lower, object_id__in=[one.pk for one in found])
        .values_list("object_id", "due_at")
    )
    for one in found:
        one.due_at = clocks.get(one.pk)  # type: ignore[attr-defined]
    return found


def check_page(check: Recertification, viewer: Person) -> dict[str, Any]:
    """The context of one termly check: each holder with what was said of them, or the way to say it."""
    found = {row.holder_id: row for row in check.checks.select_related("by")}
    is_open = check.state == Recertification.State.OPEN
    rows = AccountHolder.objects.filter(account=check.account_id).select_related("person")
    rows = rows.filter(ended_at=None) if is_open else rows.filter(pk__in=found)
    lines = [(row, found.get(row.pk), row.person_id == viewer.pk) for row in rows.order_by("begins_at", "pk")]
    return {
        "check": check,
        "is_open": is_open,
        "lines": lines,
        "is_whole": all(said for _row, said, _own in lines),
        "due_at": Deadline.objects.open().of(check).values_list("due_at", flat=True).first(),
        "timeline": timeline(check),
    }
