"""What people and sweeps do with policies at the same moment; see `contenders`."""

import datetime as dt
import uuid
from collections.abc import Callable, Generator

from accounts.models import Person
from policies.actions import asking, beginning, keeping, registering, reminding, signing
from policies.models import AcknowledgementRequest, Policy
from policies.selectors import words
from workflow import clock

Contender = Generator[None, None, None]
Id = str


def _drawn(request: Id, actor: Id) -> tuple[AcknowledgementRequest, Person]:
    rows = AcknowledgementRequest.objects.select_related("version__policy")
    return rows.get(pk=request), Person.objects.get(pk=actor)


def sign_policy(request: Id, actor: Id) -> Contender:
    page, person = _drawn(request, actor)
    shown = words.words_of(page).shown
    yield
    signing.sign(page, actor=person, shown=shown, typed_name=person.name)


def ask_about_policy(request: Id, actor: Id) -> Contender:
    page, person = _drawn(request, actor)
    shown = words.words_of(page).shown
    yield
    signing.ask_question(page, actor=person, shown=shown, note="Why?")


def exempt(request: Id, actor: Id) -> Contender:
    page, person = _drawn(request, actor)
    seen = page.answers.count()
    yield
    registering.exempt(page, actor=person, seen=seen, why="On leave.")


def record_paper(request: Id, actor: Id) -> Contender:
    page, person = _drawn(request, actor)
    seen = page.answers.count()
    yield
    registering.record_paper(page, actor=person, seen=seen, signed_on=clock.today(), how="In the folder.")


def sweep_requests() -> Contender:
    yield
    asking.sweep_requests()


def sweep_beginnings() -> Contender:
    yield
    beginning.sweep_beginnings()


def remind(after_days: int) -> Contender:
    """The sweep of a later day."""
    yield
    with clock.at(clock.now() + dt.timedelta(days=after_days)):
        reminding.sweep_reminders()


def retire_policy(policy: Id, actor: Id) -> Contender:
    row, person = Policy.objects.get(pk=uuid.UUID(policy)), Person.objects.get(pk=actor)
    yield
    keeping.retire(row, actor=person, retired_on=clock.today())


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made
    for made in (
        sign_policy, ask_about_policy, exempt, record_paper, sweep_requests, sweep_beginnings, remind,
        retire_policy,
    )
}  # fmt: skip
