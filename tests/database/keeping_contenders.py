"""What owner and manager do at the same moment with the list of policies."""

from collections.abc import Callable, Generator

from accounts.models import Person
from policies.actions import keeping
from policies.models import Audience, Policy, PolicyLink

Contender = Generator[None, None, None]
Id = str


def add_policy(actor: Id, title: str) -> Contender:
    person = Person.objects.get(pk=actor)
    yield
    keeping.add_policy(actor=person, title=title)


def enter_usual(actor: Id) -> Contender:
    person = Person.objects.get(pk=actor)
    yield
    keeping.enter_usual_policies(actor=person)


def link_policies(policy: Id, to: Id, actor: Id) -> Contender:
    page, other, person = (
        Policy.objects.get(pk=policy), Policy.objects.get(pk=to), Person.objects.get(pk=actor)
    )  # fmt: skip
    yield
    keeping.link(page, other, actor=person)


def unlink_policies(link: Id, actor: Id) -> Contender:
    row, person = PolicyLink.objects.select_related("policy").get(pk=link), Person.objects.get(pk=actor)
    yield
    keeping.unlink(row, actor=person)


def change_summary(policy: Id, actor: Id, summary: str) -> Contender:
    page, person = Policy.objects.get(pk=policy), Person.objects.get(pk=actor)
    yield
    keeping.change_policy(page, actor=person, seen=keeping.fingerprint(page), summary=summary)


def bind_to_notice(policy: Id, actor: Id) -> Contender:
    page, person = Policy.objects.get(pk=policy), Person.objects.get(pk=actor)
    yield
    keeping.bind(page, "visitor", actor=person, kind=Audience.Kind.NOTICE)


def take_notice_away(policy: Id, actor: Id) -> Contender:
    page, person = Policy.objects.get(pk=policy), Person.objects.get(pk=actor)
    yield
    keeping.change_policy(page, actor=person, seen=keeping.fingerprint(page), notice="")


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made
    for made in (
        add_policy, enter_usual, link_policies, unlink_policies, change_summary, bind_to_notice,
        take_notice_away,
    )
}  # fmt: skip
