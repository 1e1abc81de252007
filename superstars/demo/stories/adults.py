"""About adults who work at the pre-school, leaders among them: who may know, and who may not."""

from accounts.actions import leave
from incidents.actions.access import add_subject
from incidents.actions.reporting import submit_report
from incidents.models import Case
from superstars.demo.days import Moments
from superstars.demo.moves import (
    NO_HARM,
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


def managers_phone(scene: Scene) -> Moments:
    """About the manager, who is also the DSL: owner and deputy lead, she never learns of it here."""
    tom, rosalind, marcus = scene.who("tom"), scene.who("rosalind"), scene.who("marcus")
    yield scene.days.ago(9, "17:20")
    case = send(
        tom,
        "manager",
        "At the farm visit Hannah took pictures of the children with her own phone, because the camera "
        "was flat. In the evening one of them was in our team’s chat. It was a lovely picture. But we "
        "all signed not to.",
        happened_on=scene.days.day(10),
        noticed_on=scene.days.day(10),
        place="Farm visit",
        told_dsl="no",
        people=scene.children("danylo", "maja"),
    )
    yield scene.days.ago(9, "17:50")
    acknowledge(case, rosalind)
    yield from _advice_is_asked(scene, case)
    yield scene.days.ago(7, "09:00")
    start_work(case, rosalind)
    note(case, marcus, "The spare camera is charged and stands in the office from today.")
    give_action(case, marcus, "Hold the agreed talk", rosalind, scene.days.ahead(1))


def _advice_is_asked(scene: Scene, case: Case) -> Moments:
    rosalind = scene.who("rosalind")
    yield scene.days.ago(8, "09:30")
    triage(
        case,
        rosalind,
        "staff_misuse_in_hours",
        SAME_DAY,
        "Meant kindly, but it is the rule we hold everybody to. I ask the LADO before I speak with her.",
        harm={**NO_HARM, "unsuitable": "unsure"},
    )
    yield scene.days.ago(8, "11:15")
    tell_outside(
        case,
        rosalind,
        "lado",
        "Advice: below the threshold. See that the pictures are deleted, speak with her, keep a "
        "note of both.",
        happened_at=scene.days.ago(8, "10:40"),
    )
    write_to_author(
        case,
        rosalind,
        "It took courage to tell us, Tom. Thank you. You have done all you need to; it is with me "
        "and Marcus now.",
    )


def deputys_friend(scene: Scene) -> Moments:
    """About the deputy: the manager leads, the owner is informed and closes. He never learns of it here."""
    priya, hannah, rosalind = scene.who("priya"), scene.who("hannah"), scene.who("rosalind")
    yield scene.days.ago(21, "12:45")
    case = send(
        priya,
        "deputy",
        "Marcus and Noor’s dad play football together and are friends online. Everybody knows, so "
        "perhaps it is all right, but I have never seen it written down anywhere.",
        noticed_on=scene.days.day(21),
    )
    yield scene.days.ago(21, "13:20")
    acknowledge(case, hannah)
    yield scene.days.ago(21, "16:10")
    triage(
        case,
        hannah,
        "undeclared_relationship",
        ROUTINE,
        "An old friendship that was never declared. No question of harm; it must be written down.",
        harm=NO_HARM,
    )
    opened(case, rosalind)
    yield scene.days.ago(20, "09:15")
    start_work(case, hannah)
    give_action(case, hannah, "Have the form filled in", hannah, scene.days.day(18))
    yield scene.days.ago(19, "16:30")
    finish_first_action(case, hannah)
    propose_close(
        case,
        hannah,
        how_it_ended(
            "low_level_concern",
            "Declared in writing and kept with his file; he hides his list of friends.",
            not_told_because="it concerns a member of staff and no child.",
        ),
    )
    yield scene.days.ago(18, "11:00")
    confirm(case, rosalind, "Seen the form. Agreed.")


def sister_in_uniform(scene: Scene) -> Moments:
    """A subject added later: it turns out to be about the deputy's sister, and he loses it at once."""
    gloria, hannah, marcus = scene.who("gloria"), scene.who("hannah"), scene.who("marcus")
    yield scene.days.ago(10, "09:25")
    case = send(
        gloria,
        "staff",
        "My daughter showed me a short film of somebody dancing in our uniform in the staff room. Very "
        "funny, and our name is on the sweatshirt. I could not see who it is; I did not look for long.",
        noticed_on=scene.days.day(10),
        place="A public short film",
    )
    yield scene.days.ago(10, "10:05")
    acknowledge(case, hannah)
    opened(case, marcus)
    yield scene.days.ago(10, "12:30")
    triage(
        case,
        hannah,
        "staff_conduct_online",
        ROUTINE,
        "No children in it and nothing bad said. A talk about the uniform, and the film goes.",
        harm=NO_HARM,
    )
    yield scene.days.ago(9, "08:40")
    add_subject(opened(case, hannah), actor=hannah, person=scene.who("leah"))
    note(
        case,
        hannah,
        "Leah told me herself this morning that it is her, before I asked.",
    )
    start_work(case, hannah)


def all_of_them(scene: Scene) -> Moments:
    """Sealed: every leader could be involved, so nobody inside is told and the author sees whom to ask."""
    yield scene.days.ago(15, "18:40")
    submit_report(
        actor=scene.who("bethan"),
        report_type="concern",
        about=["manager", "deputy", "owner"],
        body="At the owner’s summer party there was a live film on her profile, with all of us and some "
        "families’ children in the garden. All three leaders were there and nobody minded. I did not "
        "mind either, that day.",
    )


def my_own_slip(scene: Scene) -> Moments:
    """Closed. Somebody reports herself, which is always right and does her no harm."""
    zofia, hannah, marcus = scene.who("zofia"), scene.who("hannah"), scene.who("marcus")
    yield scene.days.ago(25, "08:05")
    case = send(
        zofia,
        "me",
        "Last night I posted Maja’s first day pictures for her grandparents, and in one you can see "
        "another child’s peg with his name. I noticed after ten minutes and deleted it. I am sorry.",
        happened_on=scene.days.day(26),
        noticed_on=scene.days.day(26),
    )
    yield scene.days.ago(25, "08:30")
    acknowledge(case, hannah)
    opened(case, marcus)
    yield scene.days.ago(25, "13:00")
    triage(
        case,
        hannah,
        "image_without_consent",
        ROUTINE,
        "Ten minutes, a first name on a peg, told to us at once.",
        level=1,
    )
    write_to_author(
        case, hannah, "Zofia, this is just how it should go: notice, undo, tell. Nothing more for you to do."
    )
    yield scene.days.ago(24, "09:45")
    propose_close(
        case,
        hannah,
        how_it_ended("advice_given", "Deleted before anybody saw it. The other family was told, and smiled."),
    )
    yield scene.days.ago(24, "12:10")
    confirm(case, marcus)


def rather_not_say(scene: Scene) -> Moments:
    """Triaged by the deputy, with the owner: the author would rather not say whom it is about."""
    callum, marcus, rosalind = scene.who("callum"), scene.who("marcus"), scene.who("rosalind")
    yield scene.days.ago(5, "14:30")
    case = send(
        callum,
        "undisclosed",
        "Somebody showed round a picture of a child crying at drop-off, as a joke, on a private phone. "
        "It was not meant badly. I would not like it if it were my child.",
        happened_on=scene.days.day(5),
        place="Car park",
    )
    yield scene.days.ago(5, "15:10")
    acknowledge(case, marcus)
    opened(case, rosalind)
    yield scene.days.ago(4, "13:40")
    triage(
        case,
        marcus,
        "staff_misuse_in_hours",
        SAME_DAY,
        "Unkind rather than harmful. We remind everybody, and leave the door open for a name.",
        harm=NO_HARM,
    )
    write_to_author(
        case,
        marcus,
        "Thank you, Callum. You need not tell us who it was. If you ever want to, Rosalind and I "
        "will listen.",
    )


def kerry_leaves(scene: Scene) -> Moments:
    """A practitioner leaves: the register keeps her, her role ends with her last day."""
    hannah = scene.who("hannah")
    yield scene.days.ago(16, "16:45")
    leave(scene.who("kerry"), actor=hannah, left_on=scene.days.day(16))
