"""What people do at the same moment while a version of a policy is made."""

import datetime as dt
from collections.abc import Callable, Generator

from accounts.models import Person
from policies.actions import agreeing, beginning, drafting, loading
from policies.models import Policy, PolicyVersion
from policies.outline import Block, Outline
from workflow import clock

Contender = Generator[None, None, None]
Id = str


def start_version(policy: Id, actor: Id) -> Contender:
    page, person = Policy.objects.get(pk=policy), Person.objects.get(pk=actor)
    yield
    drafting.start_draft(page, actor=person)


def load_document(actor: Id, title: str) -> Contender:
    person = Person.objects.get(pk=actor)
    yield
    loading.load(actor=person, name="a.md", content=b"# T\n\nOne sentence.\n", title=title)


def edit_version(version: Id, actor: Id, words: str) -> Contender:
    page, person = PolicyVersion.objects.get(pk=version), Person.objects.get(pk=actor)
    outline = Outline("T", [Block("clause", 0, words)])
    yield
    drafting.edit(page, actor=person, seen=page.version, outline=outline)


def edit_once_sent_back(version: Id, actor: Id) -> Contender:
    """Writes on it as soon as it is a draft: to become a drafter of what is being approved."""
    page, person = PolicyVersion.objects.get(pk=version), Person.objects.get(pk=actor)
    yield
    agreeing.send_back(page, actor=person, seen=page.version, why="Mine.")
    fresh = PolicyVersion.objects.get(pk=version)
    drafting.edit(fresh, actor=person, seen=fresh.version, outline=Outline.from_json(fresh.outline))


def consult_on(version: Id, actor: Id) -> Contender:
    page, person = PolicyVersion.objects.get(pk=version), Person.objects.get(pk=actor)
    yield
    agreeing.consult(page, actor=person, seen=page.version)


def approve_version(version: Id, actor: Id) -> Contender:
    page, person = PolicyVersion.objects.get(pk=version), Person.objects.get(pk=actor)
    yield
    agreeing.approve(page, actor=person, seen=page.version)


def publish_version(version: Id, actor: Id, in_days: int) -> Contender:
    page, person = PolicyVersion.objects.get(pk=version), Person.objects.get(pk=actor)
    day = clock.today() + dt.timedelta(days=in_days)
    yield
    agreeing.publish(page, actor=person, seen=page.version, effective_from=day)


def adopt_version(version: Id, actor: Id) -> Contender:
    page, person = PolicyVersion.objects.get(pk=version), Person.objects.get(pk=actor)
    since = clock.today() - dt.timedelta(days=30)
    yield
    adoption = agreeing.Adoption(since, "The committee", since)
    agreeing.adopt(page, actor=person, seen=page.version, adoption=adoption)


def note_beginnings() -> Contender:
    yield
    beginning.sweep_beginnings()


CONTENDERS: dict[str, Callable[..., Contender]] = {
    made.__name__: made
    for made in (
        start_version, load_document, edit_version, edit_once_sent_back, consult_on, approve_version,
        publish_version, adopt_version, note_beginnings,
    )
}  # fmt: skip
