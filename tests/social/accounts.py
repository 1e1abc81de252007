"""Official accounts as tests need them."""

from typing import Any

from social.actions import accounts as actions
from social.actions import holders
from social.models import MailDomain, OfficialAccount, Platform
from tests.cast import Cast
from tests.social import risk_rows
from workflow import clock

OURS = "superstars.example"
SAID = {
    "handle": "superstars",
    "url": "https://www.instagram.com/superstars",
    "objectives": "Families see what their children do all day.",
    "outcomes": "More families come to open mornings.",
    "is_dedicated": True,
    "email": f"pages@{OURS}",
    "second_factor": "app",
    "recovery_email": f"office@{OURS}",
    "recovery_is_ours": True,
    "comments": "held",
    "direct_messages": "redirect",
    "tagging": "agreed",
    "website_url": "https://www.superstars.example/follow-us",
}


def our_domain() -> None:
    MailDomain.objects.get_or_create(domain=OURS, defaults={"source": "Test", "checked_on": clock.today()})


def live(cast: Cast, platform: str = "instagram", **more: Any) -> OfficialAccount:
    """A live account in one blow: proposed by Dan, held by Maya and Dan, approved by Maya; not risk assessed.

    A test about how it comes to be live uses `opened`.
    """
    account = proposed(cast, platform, **more)
    OfficialAccount.objects.filter(pk=account.pk)._move(
        state="live", approved_by=cast.maya, approved_at=clock.now()
    )
    return stored(account)


def proposed(cast: Cast, platform: str = "instagram", **more: Any) -> OfficialAccount:
    """Everything is said of it, two hold it; nobody has assessed or approved it."""
    our_domain()
    said = SAID | {"name": "Super Stars", "url": f"https://www.{platform}.com/superstars"} | more
    account = actions.propose(actor=cast.dan, platform=Platform.objects.get(pk=platform), **said)
    for person in (cast.maya, cast.dan):
        holders.add_holder(account, actor=cast.maya, person=person, level="administrator", second_factor=True)
    return account


def opened(cast: Cast, platform: str = "instagram", **more: Any) -> OfficialAccount:
    """Live by every step: assessed with a risk assessment of its own, approved by Maya."""
    account = proposed(cast, platform, **more)
    risk_rows.approved(account, cast)
    actions.assess(account, actor=cast.dan, seen=account.version)
    actions.go_live(account, actor=cast.maya, seen=stored(account).version)
    return stored(account)


def stored(account: OfficialAccount) -> OfficialAccount:
    return OfficialAccount.objects.get(pk=account.pk)
