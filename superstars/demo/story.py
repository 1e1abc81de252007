"""The demo's whole story: the register is filled, and then everything happens among each other."""

from collections.abc import Callable

from notifications import sweeps
from superstars.demo.days import Days, Moments, live_through
from superstars.demo.models import Telling
from superstars.demo.people import fill_register
from superstars.demo.scene import Scene
from superstars.demo.stories import (
    accounts_online,
    adults,
    contacts,
    families,
    mornings,
    neighbourhood,
    pictures,
    posts,
    risks,
    rules,
    signers,
    takedowns,
    today,
)
from superstars.demo.terms import set_year
from workflow import clock

STORIES: tuple[Callable[[Scene], Moments], ...] = (
    rules.adopted,
    mornings.leads_look_round,
    signers.most_have_signed,
    pictures.families_are_asked,
    pictures.everybody_is_asked_anew,
    risks.stories_at_home,
    rules.acceptable_use_made_anew,
    accounts_online.two_accounts,
    accounts_online.who_may_use_what,
    risks.platforms_assessed,
    risks.accounts_assessed,
    posts.leaves,
    posts.a_date_for_families,
    posts.a_mother_changes_her_mind,
    posts.closed_today,
    posts.sent_back,
    posts.what_waits,
    rules.social_media_reviewed,
    families.harvest_picnic,
    contacts.friend_request,
    adults.my_own_slip,
    neighbourhood.another_preschool,
    adults.deputys_friend,
    neighbourhood.imitated_page,
    adults.kerry_leaves,
    adults.all_of_them,
    families.class_group_chat,
    adults.sister_in_uniform,
    adults.managers_phone,
    families.picture_on_our_page,
    neighbourhood.nobody_looked,
    adults.rather_not_say,
    families.tablet_at_bedtime,
    contacts.old_family,
    neighbourhood.crest_in_the_picture,
    today.pictures_behind_the_fence,
    contacts.tagged_last_night,
    risks.calls_with_families,
    takedowns.families_are_told,
    takedowns.comments_and_messages,
    takedowns.what_came_down,
    today.half_written,
)


def tell() -> None:
    """Live through the last weeks until now, by the actions of the site and the demo's clock."""
    now = clock.now()
    days = Days(now)
    with clock.at(days.first):
        set_year()
        scene = Scene(fill_register(), days)
        sweeps.sweep_outbox()
    live_through([days.routine(), *(story(scene) for story in STORIES)], until=now)
    Telling.objects.create(told_at=now)
