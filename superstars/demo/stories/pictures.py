"""What parents answer about pictures: at once, in part, taken back, or not at all."""

from accounts import actions as people
from accounts.models import Child, ChildContact, Person
from consents.actions import answering, blocking, informing, requesting, withdrawing
from consents.models import Purpose
from consents.selectors import notices
from superstars.demo.days import Moments
from superstars.demo.people import CHILDREN
from superstars.demo.scene import Scene

Capacity = ChildContact.Capacity
SEEN = people.Right(ChildContact.Responsibility.YES, evidence="Birth certificate seen at admission")
FATHERS = ("neil", "yusuf")
INSIDE = ("room-displays", "own-journal", "other-journals", "newsletter")
OUTSIDE = ("website", "instagram", "facebook")


def families_are_asked(scene: Scene) -> Moments:
    """Everybody is asked. Sophie and Amira answer at once, Chloe takes one yes back, Neil never answers."""
    yield scene.days.ago(31, "09:10")
    informing.publish_usual_notices(actor=scene.who("rosalind"))
    _say_who_decides(scene)
    requesting.sweep_requests()
    yield scene.days.ago(31, "19:40")
    _sign(scene.child("alfie"), scene.who("sophie"), *INSIDE)
    yield scene.days.ago(30, "20:15")
    for child in ("noor", "sami"):
        _sign(scene.child(child), scene.who("amira"), *INSIDE, *OUTSIDE, "video")
    yield scene.days.ago(28, "18:30")
    _sign(scene.child("mia"), scene.who("chloe"), *INSIDE, *OUTSIDE)
    yield scene.days.ago(24, "21:05")
    for child in ("noor", "sami"):
        _sign(scene.child(child), scene.who("yusuf"), *INSIDE)
    yield scene.days.ago(17, "12:20")
    _sign(scene.child("maja"), scene.who("zofia"), *INSIDE, *OUTSIDE, "press", "marketing", "after-leaving")
    yield scene.days.ago(9, "08:35")
    withdrawing.withdraw(scene.child("mia"), actor=scene.who("chloe"), purposes=["instagram", "facebook"])
    yield scene.days.ago(6, "11:00")
    reason = "His placement is not settled: nobody outside may learn that he is here."
    blocking.block(scene.child("kofi"), actor=scene.who("hannah"), reason=reason)


def _say_who_decides(scene: Scene) -> None:
    manager = scene.who("hannah")
    for key, _given, _family, _months, _room, parents in CHILDREN:
        for parent in parents:
            capacity = Capacity.FATHER if parent in FATHERS else Capacity.MOTHER
            person = scene.who(parent)
            people.add_contact(scene.child(key), person, actor=manager, capacity=capacity, right=SEEN)


def _sign(child: Child, person: Person, *yes: str) -> None:
    sitting = answering.Sitting(
        answers={purpose.pk: purpose.pk in yes for purpose in Purpose.objects.asked()},
        notices={code: notice.pk for code, notice in notices.current().items()},
        typed_name=person.name,
        declared=True,
        seen=answering.last_answer(child.pk),
    )
    answering.sign(child, actor=person, sitting=sitting)
