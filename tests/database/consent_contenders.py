"""What parents and staff do about a child's pictures at the same moment; see `contenders`."""

from collections.abc import Callable, Generator

from django.db import transaction

from accounts.models import Child, Person
from consents.actions import answering, blocking, checking, lock_children, withdrawing
from consents.models import Purpose, Signature
from consents.selectors import notices

Contender = Generator[None, None, None]
Id = str


def sign_for_child(child: Id, actor: Id) -> Contender:
    """Yes to everything, on a page that was drawn before anybody acted."""
    row, person = Child.objects.get(pk=child), Person.objects.get(pk=actor)
    sitting = answering.Sitting(
        answers={purpose.pk: True for purpose in Purpose.objects.asked()},
        notices={code: notice.pk for code, notice in notices.current().items()},
        typed_name=person.name,
        declared=True,
        seen=answering.last_answer(row.pk),
    )
    yield
    answering.sign(row, actor=person, sitting=sitting)


def withdraw_website(child: Id, actor: Id) -> Contender:
    row, person = Child.objects.get(pk=child), Person.objects.get(pk=actor)
    yield
    withdrawing.withdraw(row, actor=person, purposes=["website"])


def block_child(child: Id, actor: Id) -> Contender:
    row, person = Child.objects.get(pk=child), Person.objects.get(pk=actor)
    yield
    blocking.block(row, actor=person, reason="Because.")


def check_form(signature: Id, actor: Id) -> Contender:
    row, person = Signature.objects.get(pk=signature), Person.objects.get(pk=actor)
    yield
    checking.check_signature(row, actor=person, agrees=True)


def lock_often(children: list[Id]) -> Contender:
    """The same children in another order, many times: whoever approves a group picture does so."""
    rows = [Child.objects.get(pk=pk) for pk in children]
    yield
    for _time in range(20):
        with transaction.atomic(durable=True):
            lock_children([row.pk for row in rows])


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made for made in (sign_for_child, withdraw_website, block_child, check_form, lock_often)
}
