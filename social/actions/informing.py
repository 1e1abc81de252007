"""Telling families how we use our accounts: at admission by itself, on each change, by mail or on paper (S5.6)."""

import dataclasses
import datetime as dt
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from notifications.recipients import find
from social.models.families import FamilyWord, WordDelivery
from social.notices import families as notices
from social.selectors import word as selectors
from social.selectors.word import Need
from social.signals import word_published
from workflow import audit, clock, deadlines, engine
from workflow.actors import System
from workflow.models import Deadline, SweepRun
from workflow.sweeps import sweep

TELLING = System("word to families")
USUAL = Path(__file__).resolve().parent.parent / "data" / "words" / "usual-word-to-families.json"
BATCH = 1000
State = WordDelivery.State


@dataclasses.dataclass(frozen=True)
class Said:
    """What families are told from a day on, and what is new in it."""

    title: str
    body: str
    what_changed: str
    begins_on: dt.date
    audience: str = FamilyWord.Audience.ALL
    room: str = ""


def publish_word(*, actor: Person, said: Said, seen: int) -> FamilyWord:
    """Publish a version; everybody of its audience is told from its day on.

    `seen` is the number of the version before, as the page showed it; 0 for none. Raises NotAllowed,
    StaleState when somebody published meanwhile, or ValidationError.
    """
    check_word(said, seen)
    row = FamilyWord(
        number=seen + 1, published_by=actor, published_at=clock.now(), **dataclasses.asdict(said)
    )
    row.text_hash = audit.sha256(audit.canonical([said.title, said.body, said.what_changed]))
    with transaction.atomic(durable=True):
        series = FamilyWord.objects.filter(audience=said.audience, room=said.room)
        if series.filter(number__gt=seen).exists() or (seen and not series.filter(number=seen).exists()):
            raise engine.StaleState("publish")
        try:
            with transaction.atomic():
                engine.create(row, "publish", actor=actor)
        except IntegrityError as error:
            raise engine.StaleState("publish") from error
        transaction.on_commit(partial(word_published.send_robust, sender=FamilyWord))
    return row


def check_word(said: Said, seen: int) -> None:
    """Whether it could be published. Raises ValidationError."""
    if said.begins_on < clock.today():
        raise ValidationError({"begins_on": _("Choose today or a later day.")})
    if not said.title.strip() or not said.body.strip():
        raise ValidationError({"body": _("Say what families are told.")})
    if seen and not said.what_changed.strip():
        raise ValidationError({"what_changed": _("Say what has changed, in a line or two.")})
    if (said.audience == FamilyWord.Audience.ROOM) != bool(said.room.strip()):
        raise ValidationError({"room": _("Choose a room, or every family.")})


def usual_word() -> dict[str, str]:
    """The words of the versioned data file that come with the app: something to begin from."""
    found = json.loads(USUAL.read_text(encoding="utf-8"))
    return {"title": found["title"], "body": "\n\n".join(found["body"])}


def sweep_word() -> int:
    """Tell whoever has not been told what holds today; returns how many were told just now.

    When nothing has changed it reads, and writes nothing else.
    """
    sweep("word that came back", list(selectors.bounced()), partial(_move, step="paper"))
    paper = list(selectors.on_paper())
    reached = _with_address(row.person_id for row in paper)
    sweep("word on paper", [row for row in paper if row.person_id in reached], partial(_move, step="mail"))
    needs = selectors.to_tell()
    reached = _with_address(need.person_id for need in needs)
    told = sweep("word to families", needs, lambda need: _tell(need, has_address=need.person_id in reached))
    return sum(told)


def _with_address(person_ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    return {pk for pk, found in find(set(person_ids)).items() if found.address}


def _tell(need: Need, *, has_address: bool) -> bool:
    """One row and one mail, or a line of the list on paper. Of two at once, one tells."""
    with transaction.atomic(durable=True):
        engine.lock(FamilyWord, need.word_id)
        if not selectors.still_needed(need):
            return False
        row = WordDelivery(word_id=need.word_id, person_id=need.person_id, made_at=clock.now())
        engine.create(row, "tell", actor=TELLING)
        if has_address:
            notices.tell(row)
        else:
            engine.advance(row, "paper", actor=TELLING, version=row.version)
    return True


def _move(row: WordDelivery, *, step: str) -> None:
    """A mail that came back goes on paper; whoever has an address since, and was not mailed before, is mailed."""
    source = State.MAILED if step == "paper" else State.PAPER
    with transaction.atomic(durable=True):
        locked = engine.lock(WordDelivery, row.pk)
        if locked.state != source or (step == "mail" and selectors.was_mailed(locked)):
            return
        engine.advance(locked, step, actor=TELLING, version=locked.version)
        if step == "mail":
            notices.tell(locked)


def hand_over(
    word: FamilyWord, *, actor: Person, delivery_ids: Iterable[uuid.UUID], handed_on: dt.date, how: str
) -> int:
    """Note that paper was handed over, to several at once; returns to how many.

    Raises NotAllowed or ValidationError. Who has it already is left as they are.
    """
    if not word.begins_on <= handed_on <= clock.today():
        raise ValidationError({"handed_on": _("Enter a day from its first day on until today.")})
    if how not in WordDelivery.How.values:
        raise ValidationError({"how": _("Choose how.")})
    changes = {"handed_on": handed_on, "handed_by": actor, "handed_how": how}
    with transaction.atomic(durable=True):
        found = WordDelivery.objects.filter(word=word, pk__in=set(delivery_ids)).exclude(state=State.HANDED)
        locked = [engine.lock(WordDelivery, pk) for pk in sorted(found.values_list("pk", flat=True))]
        waiting = [row for row in locked if row.state != State.HANDED]
        for row in waiting:
            engine.advance(row, "hand over", actor=actor, version=row.version, changes=changes)
    return len(waiting)


def sweep_paper_reminders() -> int:
    """Tell once for each version that families wait for paper; returns how many deadlines."""
    label = WordDelivery._meta.label_lower
    rows = Deadline.objects.missed().filter(object_type=label).select_related("rule__calendar")
    due = {row.object_id: row for row in rows.prefetch_related("rule__calendar__periods")[:BATCH]}
    by_word: dict[uuid.UUID, list[Deadline]] = defaultdict(list)
    for pk, word_id in WordDelivery.objects.filter(pk__in=due).values_list("pk", "word"):
        by_word[word_id].append(due[pk])
    told = sweep("word on paper is due", by_word, lambda pk: _remind(by_word[pk]))
    SweepRun.ended("word on paper is due")
    return sum(told)


def _remind(due: list[Deadline]) -> int:
    with transaction.atomic(durable=True):
        rows = {pk: engine.lock(WordDelivery, pk) for pk in sorted(row.object_id for row in due)}
        claimed = deadlines.claim_reminders(due)
        for row, _said in claimed:
            about = rows[row.object_id]
            engine.record(about, "remind", actor=TELLING, contents=[row], rule=row.rule_id)
        if claimed:
            word = rows[claimed[0][0].object_id].word
            notices.paper_due(word, claimed[0][1], occasion=clock.today().isoformat())
    return len(claimed)
