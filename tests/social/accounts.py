"""Official accounts as tests need them."""

from typing import Any

from social.models import AccountHolder, MailDomain, OfficialAccount
from tests.cast import Cast
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
    """A live account in one blow, without a chain: proposed by Dan, approved by Maya, held by both.

    A test about how it came to be live goes through the actions instead.
    """
    our_domain()
    said = SAID | {"name": "Super Stars"} | more
    account = OfficialAccount(platform_id=platform, proposed_by=cast.dan, **said)
    account.save(force_insert=True)
    for person in (cast.maya, cast.dan):
        AccountHolder.objects.create(
            account=account, person=person, level="administrator", second_factor=True, added_by=cast.maya
        )
    OfficialAccount.objects.filter(pk=account.pk)._move(
        state="live", approved_by=cast.maya, approved_at=clock.now()
    )
    return OfficialAccount.objects.get(pk=account.pk)
