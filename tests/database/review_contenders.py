"""What people and sweeps do with reviews, sources and the action plan at the same moment; see `contenders`."""

import datetime as dt
from collections.abc import Callable, Generator

from accounts.models import Person
from policies import evidence
from policies.actions import beginning, planning, reviewing, sources
from policies.models import PlanAction, PolicyVersion, Review, Source
from workflow import clock

Contender = Generator[None, None, None]
Id = str


def _answers() -> dict[str, str]:
    return {one.code: "Looked at." for one in evidence.questions()}


def end_review(review: Id, actor: Id) -> Contender:
    page, person = Review.objects.get(pk=review), Person.objects.get(pk=actor)
    yield
    reviewing.no_change(page, actor=person, seen=page.version, said=_answers())


def ask_for_version(review: Id, actor: Id) -> Contender:
    page, person = Review.objects.get(pk=review), Person.objects.get(pk=actor)
    yield
    reviewing.change(page, actor=person, seen=page.version)


def look_again(review: Id, actor: Id) -> Contender:
    page, person = Review.objects.get(pk=review), Person.objects.get(pk=actor)
    yield
    reviewing.look_again(page, actor=person, seen=page.version)


def answer_review(review: Id, actor: Id) -> Contender:
    page, person = Review.objects.get(pk=review), Person.objects.get(pk=actor)
    yield
    reviewing.answer(page, actor=person, said={"links": "They fit."})


def begin_version(version: Id) -> Contender:
    page = PolicyVersion.objects.get(pk=version)
    yield
    beginning.begin_now(page)


def note_edition(source: Id, actor: Id, edition: str) -> Contender:
    page, person = Source.objects.get(pk=source), Person.objects.get(pk=actor)
    yield
    sources.note_edition(page, actor=person, edition=edition, in_force_on=clock.today())


def sweep_reviews() -> Contender:
    yield
    reviewing.sweep_reviews()


def verify_action(action: Id, actor: Id) -> Contender:
    page, person = PlanAction.objects.get(pk=action), Person.objects.get(pk=actor)
    yield
    planning.verify(page, actor=person, seen=page.version, body="Seen.")


def cancel_action(action: Id, actor: Id) -> Contender:
    page, person = PlanAction.objects.get(pk=action), Person.objects.get(pk=actor)
    yield
    planning.cancel(page, actor=person, seen=page.version, body="Not needed.")


def hand_over(action: Id, actor: Id, to: Id) -> Contender:
    page, person = PlanAction.objects.get(pk=action), Person.objects.get(pk=actor)
    drawn, other = planning.as_drawn(page), Person.objects.get(pk=to)
    later = page.due_on + dt.timedelta(days=7)
    yield
    planning.change_action(
        page, actor=person, drawn=drawn, why="So.", title=page.title, owner=other, due_on=later
    )


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made
    for made in (
        end_review, ask_for_version, look_again, answer_review, begin_version, note_edition, sweep_reviews,
        verify_action, cancel_action, hand_over,
    )
}  # fmt: skip
