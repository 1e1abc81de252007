"""Instagram and Facebook, from the proposal to the termly check; and who may use what else, or may not."""

import datetime as dt
from typing import Any

from accounts.models import Person
from social.actions import access, accounts, asking, holders, platforms, recertifying
from social.actions.asking import Wish
from social.models import AccessPermission, OfficialAccount, Platform
from superstars.demo.days import Moments
from superstars.demo.people import DOMAIN, NAME
from superstars.demo.scene import Scene
from workflow import clock

SAID: dict[str, Any] = {
    "objectives": "Families see what their children do all day, also those who cannot come in the morning.",
    "outcomes": "More families come to open mornings; nobody misses a date because they were not at the door.",
    "is_dedicated": True,
    "email": f"pages@{DOMAIN}",
    "second_factor": OfficialAccount.SecondFactor.APP,
    "recovery_email": f"office@{DOMAIN}",
    "recovery_is_ours": True,
    "comments": OfficialAccount.Comments.HELD,
    "direct_messages": OfficialAccount.DirectMessages.REDIRECT,
    "tagging": OfficialAccount.Tagging.AGREED,
    "website_url": f"https://www.{DOMAIN}/follow-us",
}
ACCOUNTS = (("facebook", NAME, ""), ("instagram", "Super Stars", "@superstarspreschool"))


def two_accounts(scene: Scene) -> Moments:
    """Marcus proposes both, they are risk assessed, Hannah approves them; in the autumn's check she looks at each."""
    yield scene.days.ago(27, "13:20")
    marcus, hannah = scene.who("marcus"), scene.who("hannah")
    platforms.add_domain(DOMAIN, actor=hannah)
    for code in ("facebook", "instagram"):
        _terms_looked_at(Platform.objects.get(pk=code), hannah)
    for code, name, handle in ACCOUNTS:
        account = accounts.propose(
            actor=marcus, platform=Platform.objects.get(pk=code), name=name, handle=handle,
            url=f"https://www.{code}.com/superstarspreschool", **SAID,
        )  # fmt: skip
        for person in (hannah, marcus):
            holders.add_holder(
                account, actor=marcus, person=person, level="administrator", second_factor=True
            )
    yield scene.days.ago(19, "11:30")
    for account in OfficialAccount.objects.filter(state=OfficialAccount.State.PROPOSED):
        accounts.assess(account, actor=marcus, seen=account.version)
    yield scene.days.ago(18, "14:10")
    for account in OfficialAccount.objects.filter(state=OfficialAccount.State.ASSESSED):
        accounts.go_live(account, actor=hannah, seen=account.version)
    yield scene.days.ago(4, "09:20")
    account = OfficialAccount.objects.get(platform="facebook", state=OfficialAccount.State.LIVE)
    recertifying.open_check(account, actor=hannah)
    yield scene.days.ago(3, "10:40")
    check, row = account.recertifications.get(), account.holders.get(person=marcus)
    recertifying.check_holder(
        check, row, actor=hannah, level="administrator", second_factor=True, last_used_on=scene.days.day(4),
        keep=True, note="Posts twice a week.",
    )  # fmt: skip


def who_may_use_what(scene: Scene) -> Moments:
    """Priya's rests, Tom's runs out soon, Zofia was refused for a missing signature, Gloria waits."""
    yield scene.days.ago(26, "12:10")
    hannah = scene.who("hannah")
    songs = _ask(
        scene.who("priya"), "youtube", "Looking for songs and films about animals beforehand.", weeks=30
    )
    yield scene.days.ago(25, "16:40")
    _approve(songs, hannah, "Only in the office. What you find is read or sung, not shown.")
    yield scene.days.ago(24, "12:50")
    course = _ask(scene.who("tom"), "zoom", "The evening course about speech, from the office.", weeks=6)
    yield scene.days.ago(23, "10:05")
    _approve(course, hannah, "From the office only.")
    yield scene.days.ago(13, "15:30")
    group = _ask(scene.who("zofia"), "whatsapp", "A group for the team that goes on the farm trip.", weeks=6)
    yield scene.days.ago(10, "09:50")
    asking.refuse(
        group, actor=hannah, seen=_seen(group),
        reason="The new Acceptable Use Policy is not signed. Please sign it, then we find another way.",
    )  # fmt: skip
    yield scene.days.ago(4, "17:10")
    access.suspend(
        songs, actor=scene.who("marcus"), seen=_seen(songs),
        because="Please leave it until we have sat down together. Hannah has kept Thursday free.",
    )  # fmt: skip
    yield scene.days.ago(2, "12:35")
    _ask(
        scene.who("gloria"),
        "youtube",
        "Learning sign-along songs for tidy-up time in the Comets room.",
        weeks=12,
    )


def _terms_looked_at(platform: Platform, actor: Person) -> None:
    said = {name: getattr(platform, name) for name in platforms.SAID} | {"terms_checked_on": clock.today()}
    platforms.change_platform(platform, actor=actor, drawn=platforms.as_drawn(platform), **said)


def _ask(person: Person, code: str, purpose: str, *, weeks: int) -> AccessPermission:
    today = clock.today()
    wish = Wish(
        platform=Platform.objects.get(pk=code), purpose=purpose, device=AccessPermission.Device.SETTING,
        data="Nobody’s", starts_on=today, asked_until=today + dt.timedelta(weeks=weeks),
    )  # fmt: skip
    return asking.ask(wish, actor=person)


def _approve(permission: AccessPermission, actor: Person, conditions: str) -> None:
    until = permission.asked_until
    asking.approve(permission, actor=actor, seen=_seen(permission), expires_on=until, conditions=conditions)


def _seen(permission: AccessPermission) -> int:
    return AccessPermission.objects.get(pk=permission.pk).version
