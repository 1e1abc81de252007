"""A small policy, and versions of it on their way; made through the actions, as people make them."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from policies.actions import agreeing, drafting, keeping
from policies.actions.agreeing import Adoption
from policies.models import Consultation, Policy, PolicyVersion
from policies.outline import Block, Outline
from tests.cast import Cast
from workflow import clock
from workflow.models import AuditEvent

TITLE = "Photographs"
# Two sections; the second has a heading, and a clause below a clause.
BLOCKS = [
    Block("section", 0, "Aims"),
    Block("clause", 0, "We take photographs to show what children learn."),
    Block("clause", 0, "Everybody keeps to this policy."),
    Block("section", 0, "Cameras"),
    Block("heading", 0, "Whose cameras"),
    Block("clause", 0, "Only cameras of the setting are used:"),
    Block("clause", 1, "the tablet of each room, and"),
    Block("clause", 1, "the camera of the office."),
]
WORDS = Outline(TITLE, BLOCKS)


def stored(row: PolicyVersion) -> PolicyVersion:
    """The row as it stands, without what was computed from it before."""
    return PolicyVersion.objects.get(pk=row.pk)


def hear_everybody(version: PolicyVersion, cast: Cast) -> None:
    """Staff, parents and children were asked."""
    for group in Consultation.Group:
        agreeing.record_consultation(
            version, actor=cast.maya, group=group, held_on=clock.today(), how="A talk", feedback="Agreed."
        )


def with_owner(version: PolicyVersion, cast: Cast, *, is_major: bool = True) -> PolicyVersion:
    """A draft of Maya's, taken as far as Olive's desk."""
    if version.policy.versions.published().exists():
        said = {"is_major": is_major, "change_summary": "Clearer words."}
        drafting.describe(version, actor=cast.maya, seen=stored(version).version, **said)
        drafting.confirm_keys(version, actor=cast.maya, seen=stored(version).version)
    agreeing.consult(version, actor=cast.maya, seen=stored(version).version)
    hear_everybody(version, cast)
    agreeing.hand_to_manager(version, actor=cast.maya, seen=stored(version).version)
    agreeing.agree(version, actor=cast.maya, seen=stored(version).version)
    return stored(version)


def ready(version: PolicyVersion, cast: Cast, *, is_major: bool = True) -> PolicyVersion:
    """Approved by Olive."""
    waiting = with_owner(version, cast, is_major=is_major)
    agreeing.approve(waiting, actor=cast.olive, seen=waiting.version)
    return stored(version)


@pytest.fixture
def policy(cast: Cast) -> Policy:
    """In the library, without a text."""
    return keeping.add_policy(actor=cast.maya, code="photographs", title=TITLE)


@pytest.fixture
def draft(policy: Policy, cast: Cast) -> PolicyVersion:
    """Its first version, being written by Maya."""
    return drafting.start_draft(policy, actor=cast.maya, outline=WORDS)


@pytest.fixture
def policy_in_force(draft: PolicyVersion, cast: Cast) -> Policy:
    """Recorded by Maya as in force for a month, and reviewed then."""
    since = clock.today() - dt.timedelta(days=30)
    adoption = Adoption(in_force_since=since, approved_by="The committee", reviewed_on=since)
    agreeing.adopt(draft, actor=cast.maya, seen=draft.version, adoption=adoption)
    return Policy.objects.get(pk=draft.policy_id)


@pytest.fixture
def version_in_force(policy_in_force: Policy) -> PolicyVersion:
    return policy_in_force.versions.get(number=1)


@pytest.fixture
def next_draft(policy_in_force: Policy, cast: Cast) -> PolicyVersion:
    """The second version, begun from the words in force by Maya."""
    return drafting.start_draft(policy_in_force, actor=cast.maya)


@pytest.fixture
def new_version(policy_in_force: Policy, cast: Cast) -> Callable[..., PolicyVersion]:
    """A further version taken all the way: major or minor, in force from a day (today)."""

    def make(*, is_major: bool = True, day: dt.date | None = None) -> PolicyVersion:
        version = ready(drafting.start_draft(policy_in_force, actor=cast.maya), cast, is_major=is_major)
        agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=day or clock.today())
        return stored(version)

    return make


@pytest.fixture
def manager(cast: Cast, sign_in) -> Client:
    """Maya."""
    return sign_in(cast.maya)


@pytest.fixture
def owner(cast: Cast, sign_in) -> Client:
    """Olive."""
    return sign_in(cast.olive)


@pytest.fixture
def verbs() -> Callable[[object], list[str]]:
    """The verbs of a row's chain, in order."""

    def of(row) -> list[str]:
        found = AuditEvent.objects.filter(object_type=row._meta.label_lower, object_id=row.pk)
        return list(found.order_by("sequence").values_list("verb", flat=True))

    return of
