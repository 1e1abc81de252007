"""About children and their families: pictures, group chats and screens."""

from incidents.actions.access import add_subject, grant_access, recuse
from incidents.actions.closing import merge
from incidents.actions.reporting import Named, add_to_report
from incidents.models import Access, Case, ReportPerson
from superstars.demo.days import Moments
from superstars.demo.moves import (
    SAME_DAY,
    acknowledge,
    answer,
    confirm,
    finish_first_action,
    give_action,
    how_it_ended,
    note,
    opened,
    propose_close,
    report_of,
    send,
    start_work,
    tell_outside,
    triage,
    write_to_author,
)
from superstars.demo.scene import Scene


def harvest_picnic(scene: Scene) -> Moments:
    """Closed. A mother's picture of the picnic showed another family's child; she took it down."""
    tom, hannah, marcus = scene.who("tom"), scene.who("hannah"), scene.who("marcus")
    yield scene.days.ago(30, "10:20")
    case = send(
        tom,
        "child",
        "A parent showed me her public profile this morning. There is a picture from the harvest picnic, "
        "and Mia is in the middle of it, with her first name in the caption. I do not think Mia’s mum "
        "knows.",
        happened_on=scene.days.day(31),
        noticed_on=scene.days.day(30),
        place="Public profile of a parent",
        told_dsl="yes",
        people=scene.children("mia"),
    )
    yield scene.days.ago(30, "10:55")
    acknowledge(case, hannah)
    yield scene.days.ago(30, "14:10")
    triage(
        case,
        hannah,
        "sharenting_other_child",
        SAME_DAY,
        "No harm meant, but the name and the place are public. To be taken down today if we can.",
        level=1,
    )
    give_action(case, hannah, "Make the agreed call", marcus, scene.days.day(28))
    write_to_author(
        case, hannah, "Thank you, Tom, that was quick. Has anybody else mentioned the picture to you?"
    )
    yield scene.days.ago(30, "15:30")
    answer(case, "No, nobody. I have not spoken to anybody about it either.")
    yield from _picture_comes_down(scene, case)


def _picture_comes_down(scene: Scene, case: Case) -> Moments:
    hannah, marcus = scene.who("hannah"), scene.who("marcus")
    yield scene.days.ago(29, "09:15")
    start_work(case, hannah)
    yield scene.days.ago(29, "12:40")
    note(
        case,
        marcus,
        "Rang the parent. She had not thought of it, was sorry, and took the picture down while we spoke.",
        happened_at=scene.days.ago(29, "12:15"),
    )
    finish_first_action(case, marcus)
    yield scene.days.ago(28, "11:05")
    note(
        case,
        hannah,
        "Told Mia’s mother what happened and what was done. She is content.",
    )
    propose_close(
        case,
        hannah,
        how_it_ended(
            "takedown_completed", "The picture is gone, both families know, and nothing else was shared."
        ),
    )
    yield scene.days.ago(28, "16:20")
    confirm(case, marcus, "Agreed. A reminder goes into the next newsletter.")


def class_group_chat(scene: Scene) -> Moments:
    """In progress, with actions done, due and late: a chat group of parents turned on one child."""
    hannah = scene.who("hannah")
    yield scene.days.ago(13, "09:05")
    case = send(
        scene.who("priya"),
        "child",
        "At drop-off Noor’s mum was close to tears. In the parents’ chat group somebody wrote that Noor "
        "“bites everybody”, and others joined in. I have seen Noor bite once, in September, and she was "
        "very tired.",
        happened_on=scene.days.day(14),
        noticed_on=scene.days.day(13),
        place="Chat group of the parents",
        people=scene.children("noor"),
    )
    yield scene.days.ago(13, "09:40")
    acknowledge(case, hannah)
    yield scene.days.ago(13, "13:30")
    triage(
        case,
        hannah,
        "parent_dispute_online",
        SAME_DAY,
        "A child is named among adults, and the family is upset. The family needs support beyond us.",
        level=2,
    )
    yield scene.days.ago(12, "09:20")
    start_work(case, hannah)
    plan = (
        ("First talk with the family", "hannah", scene.days.day(11)),
        ("Write to all families about chat groups", "marcus", scene.days.day(4)),
        ("Lay out the leaflets about kind chat groups", "gloria", scene.days.today),
    )
    for title, owner, due_on in plan:
        give_action(case, hannah, title, scene.who(owner), due_on)
    yield from _chat_is_told_again(scene, case)
    yield from _chat_cools_down(scene, case)


def _chat_is_told_again(scene: Scene, first: Case) -> Moments:
    """Merged: a volunteer had heard of the same chat group."""
    marcus = scene.who("marcus")
    yield scene.days.ago(12, "11:30")
    case = send(
        scene.who("arthur"),
        "child",
        "While I read to the little ones, two mothers at the gate were speaking about a chat group and a "
        "child who bites. I only caught the name Noor. It did not sound kind.",
        noticed_on=scene.days.day(12),
        place="At the gate",
        people=(Named(part=ReportPerson.Part.CHILD, name="Noor"),),
    )
    yield scene.days.ago(12, "13:15")
    seen = opened(case, marcus)
    merge(
        seen,
        actor=marcus,
        version=seen.version,
        into=first,
        rationale="The same chat group and the same child: to be looked at together.",
    )


def _chat_cools_down(scene: Scene, case: Case) -> Moments:
    hannah, marcus = scene.who("hannah"), scene.who("marcus")
    yield scene.days.ago(11, "15:45")
    note(
        case,
        hannah,
        "Talked with Noor’s parents. They want the talk to stop, not to know who wrote what.",
        happened_at=scene.days.ago(11, "15:00"),
    )
    finish_first_action(case, hannah)
    yield scene.days.ago(10, "10:10")
    tell_outside(
        case,
        hannah,
        "early_help",
        "Asked whether Early Help can offer the family something. They will ring the parents this week.",
    )
    grant_access(case, actor=hannah, person=scene.who("rosalind"), capacity=Access.Capacity.INFORMED)
    yield scene.days.ago(9, "17:10")
    opened(case, scene.who("rosalind"))
    add_to_report(
        report_of(case),
        actor=scene.who("priya"),
        body="Noor’s little brother Sami was called names too, their mum says. It has been quieter this "
        "week.",
    )
    yield scene.days.ago(8, "08:50")
    add_subject(opened(case, hannah), actor=hannah, child=scene.child("sami"))
    note(
        case,
        marcus,
        "Two parents left the group of their own accord.",
    )


def picture_on_our_page(scene: Scene) -> Moments:
    """Waiting for a second person: a mother found her son on the pre-school's own page."""
    sophie, hannah = scene.who("sophie"), scene.who("hannah")
    yield scene.days.ago(7, "12:25")
    case = send(
        sophie,
        "child",
        "Alfie is in the gardening picture on your page. I signed that we do not want him online. I am "
        "not angry, I know how busy you are, but please take it down.",
        noticed_on=scene.days.day(7),
        people=scene.children("alfie"),
    )
    yield scene.days.ago(7, "12:50")
    acknowledge(case, hannah)
    triage(
        case,
        hannah,
        "image_without_consent",
        SAME_DAY,
        "Our own mistake: the list of consents was not looked at before posting. Down today.",
        level=1,
    )
    write_to_author(
        case,
        hannah,
        "You are right, and I am sorry. The picture is gone as of one o’clock. May I ring you this "
        "afternoon?",
    )
    yield scene.days.ago(7, "13:35")
    answer(case, "Thank you for being so quick. After three is good.")
    yield scene.days.ago(6, "10:00")
    start_work(case, hannah)
    yield scene.days.ago(3, "15:20")
    propose_close(
        case,
        hannah,
        how_it_ended(
            "takedown_completed", "Down within the hour; from now on two people look before we post."
        ),
    )


def tablet_at_bedtime(scene: Scene) -> Moments:
    """Triaged. A child talks to strangers in a game; the deputy knows the family and steps back."""
    zofia, hannah, marcus = scene.who("zofia"), scene.who("hannah"), scene.who("marcus")
    yield scene.days.ago(4, "09:50")
    case = send(
        zofia,
        "child",
        "Danylo told the others that he plays a building game in bed and that “a big boy” in it gives "
        "him coins and asks where he lives. He was proud of the coins. I listened and asked nothing.",
        happened_on=scene.days.day(4),
        noticed_on=scene.days.day(4),
        place="Comets room",
        told_dsl="yes",
        people=scene.children("danylo"),
    )
    yield scene.days.ago(4, "10:15")
    acknowledge(case, hannah)
    recuse(opened(case, marcus), actor=marcus)
    yield scene.days.ago(3, "09:30")
    triage(
        case,
        hannah,
        "underage_use",
        SAME_DAY,
        "A stranger asks a small child where he lives. We speak with his mother today, and look at the game.",
        level=2,
    )
    give_action(case, hannah, "Invite for a talk", hannah, scene.days.ahead(2))
