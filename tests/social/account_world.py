"""One row of everything about accounts and access, for the table of URLs."""

from typing import Any

from social.actions import holders, profiles, recertifying
from social.models import AccountRemoval, Platform, Recertification
from tests.cast import Cast
from tests.social.access_rows import approved, asked
from tests.social.accounts import live, proposed


def account_rows(world: Any, cast: Cast) -> None:
    world.account = live(cast)
    world.holder_dan = world.account.holders.get(person=cast.dan)
    recertifying.open_check(world.account, actor=cast.maya)
    world.account_check = Recertification.objects.get()
    other = proposed(cast, "facebook", name="Another")
    holders.end_holder(other.holders.get(person=cast.dan), actor=cast.maya)
    world.removal = AccountRemoval.objects.get()
    world.own_access, world.other_access = asked(cast, cast.pia), approved(cast, cast.sam)
    journal = Platform.objects.get(pk="learning-journal")
    world.child_profile = profiles.make_profile(cast.kit, journal, actor=cast.maya, reason="Journal")
