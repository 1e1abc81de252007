"""Versions of a policy with words of one's own, published on days of one's own; and somebody who signs."""

import datetime as dt

from accounts.models import Person
from policies.actions import agreeing, asking, beginning, drafting, keeping, signing
from policies.actions.agreeing import Adoption
from policies.models import AcknowledgementRequest, Policy, PolicyVersion
from policies.outline import Block, Outline
from policies.selectors.words import words_of
from tests.cast import Cast
from tests.policies.conftest import ready
from workflow import clock


def moment(day: dt.date) -> dt.datetime:
    return clock.london(day)


def adopted(cast: Cast, since: dt.date, *texts: str, title: str = "Phones", **said: object) -> Policy:
    """A policy with these clauses, recorded now as in force since a day."""
    policy = keeping.add_policy(actor=cast.maya, title=title, **said)
    blocks = [Block("section", 0, "Aims"), *(Block("clause", 0, text) for text in texts or ("Be kind.",))]
    draft = drafting.start_draft(policy, actor=cast.maya, outline=Outline(title, blocks))
    adoption = Adoption(in_force_since=since, approved_by="The committee", reviewed_on=since)
    agreeing.adopt(draft, actor=cast.maya, seen=draft.version, adoption=adoption)
    return Policy.objects.get(pk=policy.pk)


def published(policy: Policy, cast: Cast, on: dt.date, *, is_major: bool = True) -> PolicyVersion:
    """A further version, made and published on that day, for that day."""
    with clock.at(moment(on)):
        version = ready(drafting.start_draft(policy, actor=cast.maya), cast, is_major=is_major)
        agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=on)
        beginning.sweep_beginnings()
        asking.sweep_requests()
    return PolicyVersion.objects.get(pk=version.pk)


def signs(person: Person, policy: Policy, on: dt.date) -> None:
    """Signs what is asked of them, on that day."""
    with clock.at(moment(on)):
        asking.sweep_requests()
        request = AcknowledgementRequest.objects.open().get(person=person, version__policy=policy)
        shown = words_of(request)
        signing.sign(request, actor=person, shown=shown.shown, typed_name=person.name)
