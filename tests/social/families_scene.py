"""An account that is live, and families in two rooms, for tests of messages, word to families and take-downs."""

import datetime as dt
from typing import Any

from accounts import actions as people
from accounts.models import Child, ChildContact, Person
from social.actions import informing, moderating
from social.models import CommentWatch, OfficialAccount
from social.models.platforms import Platform
from tests.cast import Cast
from workflow import clock, engine

Capacity, Responsibility = ChildContact.Capacity, ChildContact.Responsibility
SEEN = people.Right(Responsibility.YES, evidence="Birth certificate seen")


def live_account(cast: Cast, platform: str = "facebook", name: str = "Super Stars") -> OfficialAccount:
    """As the steps of an account leave it: complete, approved by another, live."""
    row = OfficialAccount(
        platform=Platform.objects.get(pk=platform),
        name=name,
        objectives="To show what children learn.",
        outcomes="Families talk with their children about it.",
        is_dedicated=True,
        email="pages@superstars.example",
        email_exception="For tests.",
        second_factor="app",
        recovery_email="office@superstars.example",
        recovery_phone="01622 000000",
        recovery_is_ours=True,
        comments="held",
        direct_messages="redirect",
        tagging="off",
        no_website_because="For tests.",
        proposed_by=cast.dan,
        approved_by=cast.maya,
        approved_at=clock.now(),
    )
    row.save(force_insert=True)
    engine._append(engine._new_head(row), "propose", cast.dan, [row], states=("", row.state))
    # As the engine moves a row: the steps have tests of their own.
    OfficialAccount.objects.filter(pk=row.pk)._move(state=OfficialAccount.State.LIVE)
    return OfficialAccount.objects.get(pk=row.pk)


def belongs(cast: Cast, child: Child, person: Person, capacity: str = Capacity.MOTHER) -> Person:
    """`person` has parental responsibility for `child`."""
    people.add_contact(child, person, actor=cast.maya, capacity=capacity, right=SEEN)
    return person


def leaves(child: Child, days_ago: int = 10) -> Child:
    """The child left so many days ago."""
    Child.objects.filter(pk=child.pk).update(left_on=clock.today() - dt.timedelta(days=days_ago))
    return Child.objects.get(pk=child.pk)


def family_rows(world: Any, cast: Cast) -> None:
    """One of each for the table of URLs: a message that Pia noted, a look, a version, a child that left."""
    account = live_account(cast)
    received = moderating.Received(
        received_at=clock.now(), sender="parent", form="dm", content="Hidden words."
    )
    world.family_message = moderating.note_message(account, actor=cast.pia, received=received)
    moderating.sweep_watches()
    world.comment_watch = CommentWatch.objects.get()
    world.comment_check = moderating.check_comments(
        world.comment_watch, actor=cast.maya, found=moderating.Found(hidden=1)
    )
    said = informing.Said(**informing.usual_word(), what_changed="", begins_on=clock.today())
    world.family_word = informing.publish_word(actor=cast.maya, said=said, seen=0)
    informing.sweep_word()
    born_on = clock.today() - dt.timedelta(days=1500)
    left = people.add_child(
        actor=cast.maya, given_name="Lena", family_name="Berg", born_on=born_on, room="Comets"
    )
    world.left_child = leaves(left)
