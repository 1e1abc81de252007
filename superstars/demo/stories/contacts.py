"""Contacts received on a personal account (S4.2.3)."""

import datetime as dt

from accounts.models import Person
from incidents.models import Case
from superstars.demo.days import Moments
from superstars.demo.moves import (
    ROUTINE,
    SAME_DAY,
    acknowledge,
    close_alone,
    how_it_ended,
    send,
    triage,
    write_to_author,
)
from superstars.demo.scene import Scene
from workflow import clock

CATEGORY = "staff_personal_account_contact"


def _report_contact(author: Person, body: str, received_on: dt.date, **answers: str) -> Case:
    answers = {"received_on": received_on.isoformat(), **answers}
    return send(author, "child", body, report_type="contact", answers=answers)


def friend_request(scene: Scene) -> Moments:
    """Closed by one person, as routine cases of Level 1 may be."""
    priya, hannah = scene.who("priya"), scene.who("hannah")
    yield scene.days.ago(26, "08:15")
    case = _report_contact(
        priya,
        "Mia’s mum sent me a friend request last night. I have not answered it. She may not know that we "
        "do not.",
        scene.days.day(27),
        platform="instagram",
        received_time="21:40:00",
        sender="Chloe Turner",
        sender_tie="parent",
        form="friend_request",
        replied="no",
    )
    yield scene.days.ago(26, "08:45")
    acknowledge(case, hannah)
    triage(
        case,
        hannah,
        CATEGORY,
        ROUTINE,
        "A friendly request, not answered and told to us the same morning. Just as the policy asks.",
        level=1,
    )
    write_to_author(
        case,
        hannah,
        "Thank you, Priya. Please decline it; I will tell her kindly that none of us accepts requests.",
    )
    yield scene.days.ago(26, "15:50")
    close_alone(
        case,
        hannah,
        how_it_ended("advice_given", "Declined. I told the mother why; she laughed and understood."),
    )


def old_family(scene: Scene) -> Moments:
    """Triaged: the brother of a child who has left writes at night."""
    bethan, marcus = scene.who("bethan"), scene.who("marcus")
    yield scene.days.ago(2, "08:20")
    case = _report_contact(
        bethan,
        "The big brother of a child who left in July has my number from a lift home long ago. He wrote "
        "twice after eleven at night that he cannot sleep. I wrote back “please tell your mum or your "
        "teacher”, and no more.",
        scene.days.day(3),
        platform="whatsapp",
        received_time="23:20:00",
        sender="Brother of a child who left",
        sender_tie="relative",
        form="message",
        replied="yes",
    )
    yield scene.days.ago(2, "08:50")
    acknowledge(case, marcus)
    yield scene.days.ago(2, "11:20")
    triage(
        case,
        marcus,
        CATEGORY,
        SAME_DAY,
        "Bethan did right. The boy sounds troubled: his school should know, and his mother first.",
        level=2,
    )
    write_to_author(
        case,
        marcus,
        "Thank you for telling us at once. Please keep the messages, and do not answer any more. "
        "Are you all right?",
    )


def tagged_last_night(scene: Scene) -> Moments:
    """Just received, unread."""
    yield scene.days.lately(minutes=25)
    _report_contact(
        scene.who("tom"),
        "A father tagged me in a picture of the Comets’ mud kitchen that he took at the open morning. "
        "You can see three children from behind. I have untagged myself and not written back.",
        clock.today() - dt.timedelta(days=1),
        platform="facebook",
        sender_tie="parent",
        form="tag",
        replied="no",
    )
