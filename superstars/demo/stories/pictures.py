"""What parents answer about pictures: at once, on paper, taken back by telephone, or not at all."""

import dataclasses

from accounts import actions as people
from accounts.models import Child, ChildContact, Person
from consents.actions import (
    answering,
    blocking,
    campaigning,
    checking,
    handing_over,
    informing,
    requesting,
    scanning,
    withdrawing,
)
from consents.actions.proving import Origin
from consents.models import Means, Purpose, Signature
from consents.selectors import notices
from superstars.demo import drawings
from superstars.demo.days import Moments
from superstars.demo.people import CHILDREN
from superstars.demo.scene import Scene

Capacity = ChildContact.Capacity
SEEN = people.Right(ChildContact.Responsibility.YES, evidence="Birth certificate seen at admission")
FATHERS = ("neil", "yusuf")
INSIDE = ("room-displays", "own-journal", "other-journals", "newsletter")
OUTSIDE = ("website", "instagram", "facebook")


def families_are_asked(scene: Scene) -> Moments:
    """Everybody is asked. Some answer at once, Chloe on paper, Olena not at all; Neil has no e-mail."""
    yield scene.days.ago(20, "09:10")
    informing.publish_usual_notices(actor=scene.who("rosalind"))
    _say_who_decides(scene)
    requesting.sweep_requests()
    yield scene.days.ago(20, "19:40")
    _sign(scene.child("alfie"), scene.who("sophie"), *INSIDE)
    yield scene.days.ago(19, "20:15")
    for child in ("noor", "sami"):
        _sign(scene.child(child), scene.who("amira"), *INSIDE, *OUTSIDE, "video")
    yield scene.days.ago(15, "08:30")
    signature = _on_paper(scene.child("mia"), scene.who("chloe"), scene.who("marcus"), *INSIDE, *OUTSIDE)
    yield scene.days.ago(14, "10:00")
    checking.check_signature(signature, actor=scene.who("hannah"), agrees=True)
    yield scene.days.ago(12, "12:20")
    _sign(scene.child("maja"), scene.who("zofia"), *INSIDE, *OUTSIDE, "press", "marketing", "after-leaving")
    yield scene.days.ago(7, "08:35")
    withdrawing.enter_withdrawal(
        scene.child("mia"),
        actor=scene.who("hannah"),
        person=scene.who("chloe"),
        purposes=["instagram", "facebook"],
        means=Means.TELEPHONE,
        note="She rang at half past eight: nothing on Instagram or Facebook any more.",
    )
    yield scene.days.ago(6, "11:00")
    reason = "His placement is not settled: nobody outside may learn that he is here."
    blocking.block(scene.child("kofi"), actor=scene.who("hannah"), reason=reason)


def everybody_is_asked_anew(scene: Scene) -> Moments:
    """New words about Instagram, so everybody is asked anew: at the door, on paper, or while only looking at it."""
    yield scene.days.ago(6, "12:00")
    hannah, contact = (
        scene.who("hannah"),
        informing.Contact("Hannah, the manager", "01632 960 118", "office@superstars.example"),
    )
    informing.say_contact(actor=hannah, contact=contact)
    words = informing.usual_words()["instagram"]
    told = dataclasses.replace(words, what=words.what + " No more than one picture of a child in a month.")
    informing.publish_notice(Purpose.objects.get(pk="instagram"), actor=hannah, words=told)
    campaigning.open_by_hand(actor=hannah, because="New words about Instagram")
    requesting.sweep_requests()
    yield scene.days.ago(6, "19:30")
    _sign(scene.child("alfie"), scene.who("sophie"), *INSIDE, "website")
    yield scene.days.ago(5, "20:05")
    _sign(scene.child("noor"), scene.who("amira"), *INSIDE, *OUTSIDE, "video")
    yield scene.days.ago(4, "08:25")
    _at_the_door(scene.child("alfie"), scene.who("neil"), scene.who("marcus"), *INSIDE, "website")
    yield scene.days.ago(3, "19:00")
    requesting.opened(scene.child("maja"), actor=scene.who("zofia"))
    yield scene.days.ago(2, "09:00")
    # Nobody has compared it yet: its new Yes does not count.
    _on_paper(scene.child("mia"), scene.who("chloe"), scene.who("marcus"), *INSIDE, "website", "video")


def _at_the_door(child: Child, person: Person, lends: Person, *yes: str) -> None:
    """On the setting's tablet. He has no e-mail, so he says what a father knows."""
    handover = handing_over.hand_over(child, actor=lends, person=person, known_by="person")
    handing_over.check_birth(handover, given_name=child.given_name, born_on=child.born_on)
    sitting = _sitting(child, person, yes, Means.TABLET)
    answering.sign(child, actor=person, sitting=dataclasses.replace(sitting, origin=Origin(link=handover.pk)))
    handing_over.hand_back(handover, actor=person)


def _say_who_decides(scene: Scene) -> None:
    manager = scene.who("hannah")
    for key, _given, _family, _months, _room, parents in CHILDREN:
        for parent in parents:
            capacity = Capacity.FATHER if parent in FATHERS else Capacity.MOTHER
            person = scene.who(parent)
            people.add_contact(scene.child(key), person, actor=manager, capacity=capacity, right=SEEN)


def _sign(child: Child, person: Person, *yes: str) -> None:
    answering.sign(child, actor=person, sitting=_sitting(child, person, yes, Means.ACCOUNT))


def _on_paper(child: Child, person: Person, enters: Person, *yes: str) -> Signature:
    crossed = {purpose.title: purpose.pk in yes for purpose in Purpose.objects.asked()}
    scan = scanning.read([("scan.jpg", drawings.filled_in_form(crossed, person.name))])
    sitting = dataclasses.replace(_sitting(child, person, yes, Means.PAPER), scan=scan)
    note = "Handed in at the front desk. The form is in the blue folder in the office."
    return answering.enter_signature(child, actor=enters, signer=person, sitting=sitting, note=note)


def _sitting(child: Child, person: Person, yes: tuple[str, ...], means: str) -> answering.Sitting:
    return answering.Sitting(
        answers={purpose.pk: purpose.pk in yes for purpose in Purpose.objects.asked()},
        notices={code: notice.pk for code, notice in notices.current().items()},
        typed_name=person.name,
        declared=True,
        seen=answering.last_answer(child.pk),
        means=means,
    )
