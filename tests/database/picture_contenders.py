"""What parents and sweeps do at the same moment about a child's pictures; see `contenders`."""

from collections.abc import Callable, Generator

from accounts.models import Child, Person
from consents.actions import answering, campaigning, inviting, requesting, withdrawing
from consents.models import Purpose
from consents.selectors import notices

Contender = Generator[None, None, None]
Id = str
USE = "website"


def sign_pictures(child: Id, actor: Id, says: str) -> Contender:
    """Yes or no to everything, on a page that was drawn before anybody acted."""
    kit, person = Child.objects.get(pk=child), Person.objects.get(pk=actor)
    sitting = answering.Sitting(
        answers={purpose.pk: says == "yes" for purpose in Purpose.objects.asked()},
        notices={code: notice.pk for code, notice in notices.current().items()},
        typed_name=person.name,
        declared=True,
        seen=answering.last_answer(kit.pk),
    )
    yield
    answering.sign(kit, actor=person, sitting=sitting)


def withdraw_pictures(child: Id, actor: Id) -> Contender:
    kit, person = Child.objects.get(pk=child), Person.objects.get(pk=actor)
    yield
    withdrawing.withdraw(kit, actor=person, purposes=[USE])


def ask_about_pictures() -> Contender:
    yield
    requesting.sweep_requests()


def open_campaign(actor: Id) -> Contender:
    person = Person.objects.get(pk=actor)
    yield
    campaigning.open_by_hand(actor=person, because="New words")


def remind_of_pictures() -> Contender:
    yield
    requesting.sweep_reminders()


def come_in_by_code(token_hash: str, code: str) -> Contender:
    yield
    if inviting.come_in(token_hash, code) is None:
        raise PermissionError("refused")


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made
    for made in (
        sign_pictures,
        withdraw_pictures,
        ask_about_pictures,
        open_campaign,
        remind_of_pictures,
        come_in_by_code,
    )
}
