"""What may no longer be shown comes down: found by itself, taken down by somebody, proven, told (§3.7, §6.9).

`reconcile` is complete by itself: it asks rows and dates which live posts must come down, and sees that
each has its take-down. A signal only hurries it. Publishing and withdrawing take the children's locks first
and so does it, so that there is never a live picture without one.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import ChildContact, Person
from documents import pictures
from documents.models import Picture
from social.actions.post_steps import lock_post
from social.lifecycle.takedowns import GONE, REVIEW, TAKEDOWN
from social.models import Post
from social.models.takedowns import OPEN_TAKEDOWNS, TakeDown, TakeDownChild, TakeDownNote, TakeDownWord
from social.notices import takedowns as notices
from social.permissions.takedowns import can_look
from social.selectors import losing, takedown_holding
from social.selectors.last_look import SWEEP
from workflow import clock, deadlines, engine
from workflow.actors import System
from workflow.models import Deadline, SweepRun
from workflow.sweeps import sweep

RULE = System("take-downs")
BATCH = 1000
WHY_LIMIT = 300
Cause, State = TakeDown.Cause, TakeDown.State


def reconcile(child_ids: Iterable[uuid.UUID] | None = None, *, most: int | None = None) -> int:
    """See that everything that must come down has its take-down; returns how many posts were new or changed.

    `child_ids` narrows it to these children, `most` to so many posts; without, everything that is live is asked
    about. Nine queries where nothing is missing, whatever the number of posts.
    """
    found = losing.lost(child_ids)
    known = _known(found)
    missing = sorted(pk for pk, causes in found.items() if _is_missing(pk, causes, known))
    # A few are not all.
    name = SWEEP if child_ids is None and most is None else "take-downs of a few"
    return sum(sweep(name, missing[:most], _open_missing))


def sweep_takedowns() -> int:
    """The minute's sweep: what is missing is opened, and what is late is told."""
    opened = reconcile()
    SweepRun.ended(SWEEP)
    return opened + sweep_late()


Known = dict[tuple[uuid.UUID, str], tuple[str, set[uuid.UUID]]]


def _known(found: losing.Lost) -> Known:
    """(post, cause) → the state of its take-down, and because of which children. Two queries."""
    rows = TakeDown.objects.filter(post__in=found)
    known: Known = {(row.post_id, row.cause): (row.state, set()) for row in rows}
    children = TakeDownChild.objects.filter(takedown__in=rows)
    for post, cause, child in children.values_list("takedown__post", "takedown__cause", "child"):
        known[post, cause][1].add(child)
    return known


def _is_missing(pk: uuid.UUID, causes: dict[str, set[uuid.UUID]], known: Known) -> bool:
    for cause, children in causes.items():
        state, because_of = known.get((pk, cause), (State.KEPT, set()))
        if state == State.KEPT or (state in OPEN_TAKEDOWNS and children - because_of):
            return True
    return False


def _open_missing(pk: uuid.UUID) -> int:
    """One post, behind its locks, where everything is asked once more. Of two at once, one opens."""
    with transaction.atomic(durable=True):
        post = lock_post(pk)
        causes = losing.lost(post_id=pk).get(pk, {})
        found = [_see_to(post, cause, children) for cause, children in sorted(causes.items())]
    return int(any(found))


def _see_to(post: Post, cause: str, children: set[uuid.UUID]) -> bool:
    row = TakeDown.objects.filter(post=post, account=post.account_id, cause=cause).first()
    opens = [REVIEW if cause in (Cause.LEAVER, Cause.EXPIRY) else TAKEDOWN]
    if row is None:
        row = TakeDown(post=post, account_id=post.account_id, cause=cause, opened_at=clock.now())
        because_of = _because_of(row, children)
        engine.create(row, "open", actor=RULE, contents=because_of, opens=opens)
    else:
        row = engine.lock(TakeDown, row.pk)
        known = set(row.children.values_list("child", flat=True))
        because_of = _because_of(row, children - known)
        if row.state == State.KEPT:
            engine.advance(
                row, "open again", actor=RULE, version=row.version, contents=because_of, opens=opens
            )
        elif row.state in OPEN_TAKEDOWNS and because_of:
            engine.record(row, "add child", actor=RULE, contents=because_of)
            TakeDownChild.objects.bulk_create(because_of)
            return True
        else:
            return False
    TakeDownChild.objects.bulk_create(because_of)
    notices.to_do(row)
    return True


def _because_of(row: TakeDown, children: Iterable[uuid.UUID]) -> list[TakeDownChild]:
    return [TakeDownChild(takedown=row, child_id=pk, at=clock.now()) for pk in sorted(children)]


def look_now(*, actor: Person) -> int:
    """As the minute's sweep, on a leader's word: for when no worker runs. Raises NotAllowed."""
    if not can_look(actor):
        raise engine.NotAllowed(actor, actor, "look")
    return sweep_takedowns()


def ask(post: Post, *, actor: Person, why: str) -> TakeDown:
    """A colleague asks for a live post to come down. Raises NotAllowed, WrongState or ValidationError."""
    said = why.strip()
    if not said or len(said) > WHY_LIMIT:
        raise ValidationError({"why": _("Say why, in 300 letters at most.")})
    with transaction.atomic(durable=True):
        locked = lock_post(post.pk)
        if locked.state != Post.State.PUBLISHED:
            raise engine.WrongState("ask")
        if TakeDown.objects.filter(post=locked, cause=Cause.MANUAL).exists():
            raise ValidationError(_("It has been asked for already."))
        row = TakeDown(
            post=locked, account_id=locked.account_id, cause=Cause.MANUAL, opened_at=clock.now(),
            asked_by=actor, why=said,
        )  # fmt: skip
        engine.create(row, "ask", actor=actor, opens=[TAKEDOWN])
        notices.to_do(row)
    return row


def start(post_id: uuid.UUID, *, actor: Person) -> None:
    """Somebody is at it: the others see that. Raises NotAllowed, or WrongState when nothing waits."""
    with transaction.atomic(durable=True):
        _post, rows = _locked(post_id)
        waiting = [row for row in rows if row.state == State.OPEN]
        if not waiting:
            raise engine.WrongState("start")
        for row in waiting:
            engine.advance(row, "start", actor=actor, version=row.version)


@dataclasses.dataclass(frozen=True)
class Removed:
    """When it was gone, how one can see that, and what cannot be called back (which parents read).

    `proof` is a picture of the page without it: what its sender calls it, and its bytes.
    """

    gone_at: dt.datetime
    how: str
    not_recalled: str = ""
    proof: tuple[str, bytes] | None = None


def finish(post_id: uuid.UUID, *, actor: Person, removed: Removed) -> None:
    """It is gone: one step for all of the post's take-downs, the post itself, and the word to parents.

    Raises NotAllowed, WrongState when somebody was quicker, or ValidationError.
    """
    if not removed.how.strip():
        raise ValidationError({"how": _("Say how one can see that it is gone.")})
    with _filed(removed.proof) as picture, transaction.atomic(durable=True):
        post, rows = _locked(post_id)
        if not rows:
            raise engine.WrongState("finish")
        if not (post.published_at and post.published_at <= removed.gone_at <= clock.now()):
            raise ValidationError({"gone_at": _("Enter a moment after it was published, up to now.")})
        if picture:
            picture.save(force_insert=True)
        words = _words(post, rows)
        _end(rows, actor, removed, picture, words)
        if post.state in (Post.State.PUBLISHED, Post.State.ARCHIVED):
            changes = {"moved_at": clock.now()}
            engine.advance(
                post, "take down", actor=RULE, version=post.version, changes=changes, on_behalf_of=actor
            )
        if picture:
            # That nothing is there can be seen in a small copy.
            pictures.delete_original(picture)
        TakeDownWord.objects.bulk_create(words)
        for word in words:
            notices.gone(word)


def _end(
    rows: list[TakeDown], actor: Person, removed: Removed, proof: Picture | None, words: list[TakeDownWord]
) -> None:
    stays = removed.not_recalled.strip()
    changes = {
        "how": removed.how.strip(), "gone_at": removed.gone_at, "proof": proof, "not_recalled": stays,
        "done_by": actor, "done_at": clock.now(),
    }  # fmt: skip
    for row in rows:
        contents = [*([proof] if proof else []), *(word for word in words if word.takedown_id == row.pk)]
        step = "finish in part" if stays else "finish"
        engine.advance(row, step, actor=actor, version=row.version, changes=changes, contents=contents)


@contextmanager
def _filed(proof: tuple[str, bytes] | None) -> Iterator[Picture | None]:
    """The files of the proof, gone again if the step is not taken. Raises ValidationError for what is no picture."""
    if proof is None:
        yield None
        return
    try:
        drawn = pictures.prepare(*proof)
    except pictures.Unacceptable as error:
        raise ValidationError({"proof": str(error)}) from error
    with pictures.filed(drawn, original_until=clock.today()) as picture:
        yield picture


def _locked(post_id: uuid.UUID) -> tuple[Post, list[TakeDown]]:
    """The post, and its take-downs that are open, kept until the transaction ends: always in this order."""
    post = lock_post(post_id)
    ids = TakeDown.objects.open().filter(post=post).order_by("pk").values_list("pk", flat=True)
    rows = [engine.lock(TakeDown, pk) for pk in ids]
    still = [row for row in rows if row.state in OPEN_TAKEDOWNS]
    # Those whose clock runs longest first: an owner may end all of them while one is late.
    return post, sorted(still, key=takedown_holding.is_late)


def _words(post: Post, rows: list[TakeDown]) -> list[TakeDownWord]:
    """For whoever said No since it was published, and belongs to the child still: once each, whatever the causes."""
    children = set(TakeDownChild.objects.filter(takedown__in=rows).values_list("child", flat=True))
    purpose = post.account.platform.purpose_id
    if not children or purpose is None:
        return []
    said = losing.noes(children, [purpose]).filter(at__gte=post.published_at)
    belongs = set(ChildContact.objects.holding().filter(child__in=children).values_list("person", flat=True))
    told = sorted(set(said.values_list("person", flat=True)) & belongs)
    return [
        TakeDownWord(takedown=rows[0], person_id=pk, made_at=clock.now(), by_mail=notices.can_be_mailed(pk))
        for pk in told
    ]


def keep(post_id: uuid.UUID, *, actor: Person, why: str) -> None:
    """It may stay, because everything in it may be shown again. Raises NotAllowed, WrongState or ValidationError."""
    if not why.strip():
        raise ValidationError({"why": _("Say why it may stay.")})
    with transaction.atomic(durable=True):
        post, rows = _locked(post_id)
        if not rows:
            raise engine.WrongState("keep")
        if losing.lost(post_id=post.pk):
            raise ValidationError(_("It may not be shown as it is. It has to come down."))
        for row in rows:
            note = TakeDownNote(
                takedown=row, kind=TakeDownNote.Kind.KEPT, body=why.strip(), by=actor, at=clock.now()
            )
            engine.advance(row, "keep", actor=actor, version=row.version, contents=[note])
            note.save(force_insert=True)


def tell_parent(row: TakeDownWord, *, actor: Person, how: str) -> None:
    """Note that a parent without an address was told. Raises NotAllowed, WrongState or ValidationError."""
    if how not in TakeDownWord.How.values:
        raise ValidationError({"how": _("Choose how.")})
    with transaction.atomic(durable=True):
        takedown = engine.lock(TakeDown, row.takedown_id)
        held = TakeDownWord.objects.get(pk=row.pk)
        if held.by_mail or held.told_at is not None:
            raise engine.WrongState("tell parent")
        held.told_how, held.told_at, held.told_by = how, clock.now(), actor
        engine.record(takedown, "tell parent", actor=actor, contents=[held])
        held.save(update_fields=["told_how", "told_at", "told_by"])


def sweep_late() -> int:
    """Tell the owner of every take-down that is late, again and again until it is gone; returns how many."""
    rows = Deadline.objects.missed().filter(object_type=TakeDown._meta.label_lower).select_related("rule")
    return sum(sweep("take-downs that are late", list(rows.order_by("next_check_at")[:BATCH]), _escalate))


def _escalate(row: Deadline) -> int:
    with transaction.atomic(durable=True):
        takedown = engine.lock(TakeDown, row.object_id)
        if takedown.state in (*GONE, State.KEPT) or not deadlines.claim_missed(row):
            return 0
        engine.record(takedown, "escalate", actor=RULE, contents=[row], rule=row.rule_id)
        notices.late(takedown, occasion=f"late {row.level}")
    return 1
