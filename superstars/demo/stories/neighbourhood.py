"""About the pre-school and the world around it: imitated pages, crests in pictures, unkind comments."""

from incidents.actions.closing import propose_error, reopen
from incidents.models import Case
from superstars.demo.days import Moments
from superstars.demo.moves import (
    ROUTINE,
    SAME_DAY,
    acknowledge,
    confirm,
    finish_first_action,
    give_action,
    how_it_ended,
    note,
    opened,
    propose_close,
    send,
    start_work,
    tell_outside,
    triage,
    write_to_author,
)
from superstars.demo.scene import Scene


def imitated_page(scene: Scene) -> Moments:
    """Reopened: somebody imitated the pre-school's page, and weeks later did so again."""
    gloria, marcus = scene.who("gloria"), scene.who("marcus")
    yield scene.days.ago(19, "08:40")
    case = send(
        gloria,
        "child",
        "A grandmother rang the office: our page had asked her for a deposit by bank transfer. It is not "
        "our page. The name is the same but for one letter, and they use our picture of the front door.",
        noticed_on=scene.days.day(19),
        place="A page with nearly our name",
    )
    yield scene.days.ago(19, "09:10")
    acknowledge(case, marcus)
    triage(
        case,
        marcus,
        "account_compromise_or_impersonation",
        SAME_DAY,
        "Nobody has paid yet. Families must know today, and the platform must close the page.",
        level=1,
    )
    give_action(case, marcus, "Tell all families today", gloria, scene.days.day(19))
    yield scene.days.ago(19, "10:30")
    tell_outside(
        case,
        marcus,
        "platform",
        "Reported as an imitation, with a link to our own page. They answer within two days.",
    )
    yield scene.days.ago(19, "14:45")
    finish_first_action(case, gloria)
    yield scene.days.ago(17, "09:30")
    propose_close(
        case,
        marcus,
        how_it_ended("platform_report", "The page is closed. All families were told; nobody lost money."),
    )
    yield from _imitated_again(scene, case)


def _imitated_again(scene: Scene, case: Case) -> Moments:
    hannah = scene.who("hannah")
    yield scene.days.ago(17, "16:00")
    confirm(case, hannah)
    yield scene.days.ago(1, "15:10")
    seen = opened(case, hannah)
    reopen(
        seen,
        actor=hannah,
        version=seen.version,
        rationale="There is a new page with the same pictures and another letter changed. The same hand, "
        "we think.",
    )
    write_to_author(
        case,
        hannah,
        "Gloria, it has happened again. If anybody rings about a deposit, please put them through to me.",
    )


def crest_in_the_picture(scene: Scene) -> Moments:
    """Acknowledged, and to be decided by tonight: a public picture shows where a child is every morning."""
    bethan, marcus = scene.who("bethan"), scene.who("marcus")
    yield scene.days.ago(1, "16:05")
    case = send(
        bethan,
        "child",
        "In the town’s public group a grandfather posted Kofi in our sweatshirt, with our sign behind "
        "him and the words “here every morning at half past eight”. He means well, he is so proud.",
        noticed_on=scene.days.day(1),
        place="Public group of the town",
        people=scene.children("kofi"),
    )
    yield scene.days.ago(1, "16:35")
    acknowledge(case, marcus)


def nobody_looked(scene: Scene) -> Moments:
    """In progress. It came while both leads were out: the deadline was missed, and the site asked on."""
    leah, rosalind, marcus = scene.who("leah"), scene.who("rosalind"), scene.who("marcus")
    # Nobody is asked again and again over a weekend: it was the eve of a working day.
    eve = scene.days.eve_of_working_day(6)
    yield scene.days.ago(eve, "15:40")
    case = send(
        leah,
        "child",
        "Under our post about the autumn walk somebody keeps writing that we “cannot even keep children "
        "clean”, with Tom’s name. He laughed it off, but he did not laugh at lunch.",
        happened_on=scene.days.day(eve + 1),
        noticed_on=scene.days.day(eve),
        place="Comments under our own post",
    )
    # At six the deadline passes and the deputy is asked; at ten at night the owner.
    yield scene.days.ago(eve, "22:20")
    note(
        case,
        rosalind,
        "Seen tonight. Marcus takes it first thing tomorrow.",
    )
    yield scene.days.ago(eve - 1, "08:05")
    acknowledge(case, marcus)
    yield scene.days.ago(eve - 1, "09:00")
    triage(
        case,
        marcus,
        "harassment_of_staff",
        ROUTINE,
        "Aimed at a member of staff, no child is named. Hide the comments, keep a copy, stand by Tom.",
        level=1,
    )
    give_action(case, marcus, "Agree an answer with the owner", marcus, scene.days.day(1))
    yield scene.days.ago(eve - 1, "09:40")
    start_work(case, marcus)


def another_preschool(scene: Scene) -> Moments:
    """Entered in error: it was about a place with nearly the same name."""
    tom, hannah, marcus = scene.who("tom"), scene.who("hannah"), scene.who("marcus")
    yield scene.days.ago(23, "13:10")
    case = send(
        tom,
        "child",
        "A friend sent me a post of a “Superstars” nursery with children in the paddling pool. I think "
        "it is ours?",
        noticed_on=scene.days.day(23),
    )
    yield scene.days.ago(23, "14:00")
    seen = opened(case, marcus)
    propose_error(
        seen,
        actor=marcus,
        version=seen.version,
        rationale="It is a nursery in another county with nearly our name. None of our children is in it.",
    )
    yield scene.days.ago(22, "09:05")
    confirm(case, hannah, "Looked at it too: not ours.")
    write_to_author(
        case,
        hannah,
        "It was another place, but do tell us again when you are not sure. Better once too often.",
    )
