"""What families are told about our accounts: the version that holds, who is to be told, and who has been."""

import dataclasses
import uuid
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Child, ChildContact, Person
from notifications.models import Message
from notifications.recipients import find
from social.models.families import FamilyWord, WordDelivery
from workflow import clock

# The code of the mail to a family; how it fared is read from the outbox.
MAIL = "family-word"
State = WordDelivery.State


@dataclasses.dataclass(frozen=True)
class Need:
    """Somebody who is to be told one version, and has not been."""

    word_id: uuid.UUID
    person_id: uuid.UUID


def current() -> list[FamilyWord]:
    """The version of each audience that holds today. One query."""
    found: dict[tuple[str, str], FamilyWord] = {}
    for row in FamilyWord.objects.begun():
        found.setdefault((row.audience, row.room), row)
    return sorted(found.values(), key=lambda row: (row.audience, row.room))


def families() -> QuerySet[ChildContact]:
    """Whoever belongs to a child that is here, or is to come: parents, and those who stand in for them."""
    here = Q(child__left_on=None) | Q(child__left_on__gte=clock.today())
    stays = Q(person__left_on=None) | Q(person__left_on__gte=clock.today())
    held = ChildContact.objects.holding().exclude(responsibility=ChildContact.Responsibility.NO)
    return held.exclude(capacity=ChildContact.Capacity.AUTHORITY).filter(here, stays)


def to_tell(words: list[FamilyWord] | None = None) -> list[Need]:
    """Who has not been told what holds today, each once. Three queries, whatever the number of families."""
    now = current() if words is None else words
    if not now:
        return []
    told = set(WordDelivery.objects.filter(word__in=now).values_list("word", "person"))
    rows = list(families().values_list("person", "child__room").distinct())
    wanted = {
        Need(word.pk, person_id)
        for word in now
        for person_id, room in rows
        if word.audience == FamilyWord.Audience.ALL or word.room == room
    }
    return sorted(
        (need for need in wanted if (need.word_id, need.person_id) not in told),
        key=lambda need: (need.word_id, need.person_id),
    )


@dataclasses.dataclass(frozen=True)
class Reach:
    """Whom words would be told: how many people by e-mail, how many on paper, and for how many children nobody."""

    by_mail: int
    on_paper: int
    children: int
    children_without: int

    @property
    def people(self) -> int:
        return self.by_mail + self.on_paper


def reach(room: str = "") -> Reach:
    """Whom a version would reach if it were told now: every family, or those of one room. Four queries at most."""
    here = Child.objects.filter(Q(left_on=None) | Q(left_on__gte=clock.today()))
    held = families()
    if room:
        here, held = here.filter(room=room), held.filter(child__room=room)
    people, known = set(held.values_list("person", flat=True)), set(held.values_list("child", flat=True))
    mailed = {pk for pk, found in find(people).items() if found.address}
    children = set(here.values_list("pk", flat=True))
    return Reach(len(mailed), len(people - mailed), len(children), len(children - known))


def still_needed(need: Need) -> bool:
    """Asked again behind a lock: somebody else may have told them."""
    return not WordDelivery.objects.filter(word=need.word_id, person=need.person_id).exists()


def with_mail(rows: Any) -> Any:
    """Deliveries with how their mail fared: `is_sent`, `is_lost`."""
    mail = Message.objects.filter(kind=MAIL, object_id=OuterRef("word"), recipient_id=OuterRef("person"))
    return rows.annotate(
        is_sent=Exists(mail.filter(sent_at__isnull=False)),
        is_lost=Exists(mail.filter(failed_at__isnull=False)),
    )


def bounced() -> Any:
    """Mails that were given up, of versions that hold: these families are told on paper."""
    rows = WordDelivery.objects.filter(state=State.MAILED, word__in=current())
    return with_mail(rows).filter(is_lost=True, is_sent=False)


def was_mailed(row: WordDelivery) -> bool:
    """Somebody's mail came back: a new address does not send the same again."""
    return Message.objects.filter(kind=MAIL, object_id=row.word_id, recipient_id=row.person_id).exists()


def on_paper() -> Any:
    return WordDelivery.objects.on_paper().filter(word__in=current())


def with_paper_waiting() -> QuerySet[FamilyWord]:
    return FamilyWord.objects.filter(pk__in=on_paper().values("word"))


def still_told(person: Person, messages: list[Message]) -> set[uuid.UUID]:
    """Wanted while the version holds, and they belong to a child that is here."""
    if not families().filter(person=person).exists():
        return set()
    holds = {row.pk for row in current()}
    return {message.pk for message in messages if message.object_id in holds}


def deliveries(word: FamilyWord) -> Any:
    """Everybody who is told this version, by name, with how."""
    rows = with_mail(WordDelivery.objects.filter(word=word)).select_related("person", "handed_by")
    return rows.order_by("person__given_name", "person__family_name", "person")


def not_had(rows: Any) -> Any:
    """Those whom it has not reached: paper that waits, and mail that is not out."""
    return rows.exclude(state=State.HANDED).exclude(state=State.MAILED, is_sent=True)


def rooms_of(person_ids: list[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Person → the children by given name and room, for whoever hands a letter over. One query."""
    found: dict[uuid.UUID, list[str]] = {}
    rows = families().filter(person__in=person_ids).order_by("child__given_name", "child")
    for person_id, name, room in rows.values_list("person", "child__given_name", "child__room"):
        found.setdefault(person_id, []).append(f"{name} ({room})" if room else name)
    return found


def counts(words: list[FamilyWord]) -> dict[uuid.UUID, tuple[int, int]]:
    """Version → how many are to be told, and how many of them it has not reached. Two queries."""
    rows = with_mail(WordDelivery.objects.filter(word__in=words))
    found: dict[uuid.UUID, tuple[int, int]] = {word.pk: (0, 0) for word in words}
    for word_id, state, is_sent in rows.values_list("word", "state", "is_sent"):
        every, missing = found[word_id]
        reached = state == State.HANDED or (state == State.MAILED and is_sent)
        found[word_id] = (every + 1, missing + (not reached))
    return found
