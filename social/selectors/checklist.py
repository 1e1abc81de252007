"""What an account still lacks before it may be live, in words (S5.1–S5.3). The action asks the same list.

An item is done or missing as rows and dates stand now: a risk assessment that lapses, a domain that is given
up or an administrator who leaves make it missing again, without anybody writing anything.
"""

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from social.models import AccountHolder, OfficialAccount
from social.selectors.covering import is_covered
from social.selectors.domains import is_ours, our_domains
from social.selectors.sites import is_on
from workflow import clock

ADMINISTRATORS = 2


@dataclasses.dataclass(frozen=True)
class Item:
    """One thing that an account needs: `missing` says in words what to do; `mend` is the page that does it."""

    code: str
    label: Any
    is_done: bool
    missing: Any
    mend: str = ""


@dataclasses.dataclass(frozen=True)
class Around:
    """What an account's own row does not say."""

    domains: frozenset[str]
    holders: tuple[AccountHolder, ...]
    is_covered: bool


def checklist(account: OfficialAccount, around: Around | None = None) -> list[Item]:
    """Every item, done or not, in the order in which people go through them."""
    known = around or look_around(account)
    return [*_purpose(account), *_protection(account, known), *_settings(account), *_people(account, known)]


def missing(account: OfficialAccount, around: Around | None = None, *, but: Iterable[str] = ()) -> list[Item]:
    """Only what is missing, without those of the codes `but`."""
    return [item for item in checklist(account, around) if not item.is_done and item.code not in but]


def look_around(account: OfficialAccount) -> Around:
    holders = account.holders.open().select_related("person").order_by("begins_at", "pk")
    return Around(our_domains(), tuple(holders), is_covered(account))


def _purpose(account: OfficialAccount) -> list[Item]:
    return [
        Item(
            "purpose",
            _("What it is for, and what should come of it"),
            bool(account.objectives and account.outcomes),
            _("Say what the account is for, and what should come of it."),
            "purpose",
        ),
        Item(
            "dedicated",
            _("It is the setting’s alone"),
            account.is_dedicated and is_on(account.url, account.platform),
            _(
                "Say where on the platform it is, and that it is the setting’s alone: never somebody’s own profile."
            ),
            "about",
        ),
    ]


def _protection(account: OfficialAccount, around: Around) -> list[Item]:
    ours = is_ours(account.email, around.domains)
    return [
        Item(
            "email",
            _("Registered with our own address"),
            ours or bool(account.email and account.email_exception),
            _("Register it with an address of our own domain, or write down why that cannot be."),
            "protection",
        ),
        Item(
            "second-factor",
            _("Second factor"),
            bool(account.second_factor),
            _("Turn on a second factor for signing in, and say which."),
            "protection",
        ),
        Item(
            "recovery",
            _("Recovery contacts are ours"),
            account.recovery_is_ours and is_ours(account.recovery_email, around.domains),
            _("Give it a recovery address of our own domain, and no telephone that is somebody’s own."),
            "protection",
        ),
    ]


def _settings(account: OfficialAccount) -> list[Item]:
    return [
        Item(
            "settings",
            _("Comments, messages and tagging"),
            bool(account.comments and account.direct_messages and account.tagging),
            _("Decide who may comment, write to us and tag us, and set the account so."),
            "settings",
        ),
        Item(
            "website",
            _("Link from our website"),
            bool(account.website_url or account.no_website_because),
            _("Link to it from our website, or write down why it is not linked."),
            "website",
        ),
    ]


def _people(account: OfficialAccount, around: Around) -> list[Item]:
    here = [one for one in around.holders if is_here(one)]
    administrators = [one for one in here if one.level == AccountHolder.Level.ADMINISTRATOR]
    return [
        Item(
            "administrators",
            _("At least two administrators"),
            len(administrators) >= ADMINISTRATORS,
            _("Two people must be able to act when one of them is away. Add another administrator."),
            "holders",
        ),
        Item(
            "factors",
            _("Everybody signs in with a second factor"),
            bool(here) and all(one.second_factor for one in here),
            _("Somebody signs in there without a second factor. Turn it on, and write it down.")
            if here
            else _("Nobody is written down who can sign in there now."),
            "holders",
        ),
        Item(
            "channel",
            _("One of our channels"),
            account.platform.is_channel or account.channel_agreed_by_id is not None,
            _("The policy does not name this channel: the owner must agree to it too."),
        ),
        Item(
            "risk",
            _("Risk assessed"),
            around.is_covered,
            _("No risk assessment covers it now. It needs one that is approved and has not lapsed."),
            "risk",
        ),
    ]


def is_here(holder: AccountHolder) -> bool:
    """Neither left nor suspended."""
    left = holder.person.left_on
    return holder.suspended_at is None and (left is None or left >= clock.today())
