"""Families' messages on our accounts, noted and redirected; and the weekly look at comments (S5.7, S5.10g)."""

import dataclasses
import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from policies.actions import planning
from policies.models import PlanAction
from social.lifecycle.families import CHECK, REDIRECT
from social.models.accounts import OfficialAccount
from social.models.moderation import CheckAction, CommentCheck, CommentWatch, FamilyMessage
from social.notices import families as notices
from social.permissions.families import can_check_comments
from social.selectors import comments
from workflow import clock, deadlines, engine
from workflow.actors import System
from workflow.models import Deadline, SweepRun
from workflow.sweeps import sweep

CALENDAR = System("social calendar")
BATCH = 1000
Sender = FamilyMessage.Sender


@dataclasses.dataclass(frozen=True)
class Received:
    """What came, as whoever saw it tells it. What worries them stands in a report, not here."""

    received_at: dt.datetime
    sender: str
    form: str
    person: Person | None = None
    child: Child | None = None
    content: str = ""


def note_message(account: OfficialAccount, *, actor: Person, received: Received) -> FamilyMessage:
    """Note what a family sent, and start the clock for redirecting it. Raises NotAllowed or ValidationError."""
    if received.received_at > clock.now():
        raise ValidationError({"received_at": _("Enter a moment that has passed.")})
    if received.person and received.sender not in (Sender.PARENT, Sender.RELATIVE):
        raise ValidationError({"person": _("Choose a parent or a relative as the sender, or nobody here.")})
    if received.child and received.sender == Sender.UNKNOWN:
        raise ValidationError({"child": _("If you do not know who wrote, choose no child.")})
    message = FamilyMessage(account=account, noted_by=actor, noted_at=clock.now(), **_fields(received))
    typed = {"sender", "form", "content"}
    message.clean_fields(exclude={field.name for field in message._meta.fields} - typed)
    with transaction.atomic(durable=True):
        engine.create(message, "note", actor=actor, opens=[REDIRECT])
        notices.message_noted(message)
    return message


def _fields(received: Received) -> dict[str, object]:
    said = {field.name: getattr(received, field.name) for field in dataclasses.fields(received)}
    return said | {"content": received.content.strip()}


def redirect_message(message: FamilyMessage, *, actor: Person, seen: int, how: str) -> None:
    """Say how the family was redirected. There is no reply to write.

    Raises NotAllowed, WrongState, StaleState or ValidationError.
    """
    if how not in FamilyMessage.How.values:
        raise ValidationError({"how": _("Choose how.")})
    changes = {"redirected_how": how, "redirected_at": clock.now(), "redirected_by": actor}
    with transaction.atomic(durable=True):
        locked = engine.lock(FamilyMessage, message.pk)
        engine.advance(locked, "redirect", actor=actor, version=seen, changes=changes)


@dataclasses.dataclass(frozen=True)
class Found:
    """How many comments, tags or messages were hidden, removed, reported to the platform; and a note."""

    hidden: int = 0
    removed: int = 0
    reported: int = 0
    note: str = ""


def check_comments(watch: CommentWatch, *, actor: Person, found: Found) -> CommentCheck:
    """Write down a look at one account's comments; the next is due a week later. Raises NotAllowed."""
    row = CommentCheck(watch=watch, by=actor, at=clock.now(), **dataclasses.asdict(found))
    row.clean_fields(exclude=["watch", "by"])
    with transaction.atomic(durable=True):
        locked = engine.lock(CommentWatch, watch.pk)
        is_live = comments.live().filter(pk=locked.account_id).exists()
        opens = [CHECK] if is_live else []
        engine.record(locked, "check", actor=actor, contents=[row], meets=[CHECK], opens=opens)
        row.save(force_insert=True)
    return row


def plan_from_check(
    row: CommentCheck, *, actor: Person, title: str, owner: Person, due_on: dt.date
) -> PlanAction:
    """Put on the action plan what a check asks for. Raises NotAllowed or ValidationError.

    The action is stored first, as every other: the link to the check may be lost, the action never.
    """
    if not can_check_comments(actor):
        raise engine.NotAllowed(actor, row, "plan")
    action = planning.add_action(
        actor=actor, title=title, owner=owner, due_on=due_on, origin=PlanAction.Origin.MONITORING
    )
    CheckAction.objects.create(comment_check=row, action=action)
    return action


def sweep_watches() -> int:
    """See that each live account has its weekly look, and no other; returns how many began or ended."""
    begun = sweep("comment watches", list(comments.to_begin()), _begin)
    ended = sweep("comment watches", list(comments.to_pause()), _pause)
    return len(begun) + len(ended)


def _begin(account: OfficialAccount) -> None:
    with transaction.atomic(durable=True):
        watch = CommentWatch.objects.filter(account=account).first()
        if watch is None:
            engine.create(CommentWatch(account=account), "begin", actor=CALENDAR, opens=[CHECK])
        else:
            engine.record(watch, "go on", actor=CALENDAR, opens=[CHECK])


def _pause(watch: CommentWatch) -> None:
    with transaction.atomic(durable=True):
        engine.record(watch, "pause", actor=CALENDAR, meets=[CHECK])


def sweep_reminders() -> int:
    """Tell of messages and checks that are due, in the day's digest; returns how many."""
    labels = {model._meta.label_lower: model for model in (FamilyMessage, CommentWatch)}
    rows = Deadline.objects.missed().filter(object_type__in=labels).select_related("rule__calendar")
    due = rows.prefetch_related("rule__calendar__periods").order_by("next_check_at")[:BATCH]
    told = sweep("social reminders", list(due), lambda row: _remind(labels[row.object_type], row))
    SweepRun.ended("social reminders")
    return sum(told)


def _remind(model: type[FamilyMessage | CommentWatch], row: Deadline) -> int:
    with transaction.atomic(durable=True):
        about = engine.lock(model, row.object_id)
        said = deadlines.claim_reminder(row)
        if said is None:
            return 0
        engine.record(about, "remind", actor=CALENDAR, contents=[row], rule=row.rule_id)
        occasion = f"{row.pk} {row.level}"
        if isinstance(about, FamilyMessage):
            notices.message_due(about, said, occasion=occasion)
        else:
            notices.check_due(about, said, occasion=occasion)
    return 1
