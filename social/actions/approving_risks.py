"""From the draft to an assessment that covers: handed in, returned, agreed, approved by somebody else (§6.4)."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person, Role
from social import hazard_drafts
from social.actions.assessing import check_hazards, check_review
from social.models import Hazard, RiskAssessment, RiskNote
from social.notices import risks as notices
from social.permissions import risks as permissions
from social.selectors.risk_missing import missing
from social.selectors.risk_turns import who_decides
from social.selectors.terms import terms_of
from workflow import audit, clock, engine
from workflow.actors import System

KEEPER = System("risk assessments")
END_OF_DAY = dt.time(23, 59, 59)
Kind = RiskNote.Kind


def hand_in(assessment: RiskAssessment, *, actor: Person, seen: int) -> None:
    """Send it for approval: its hazards become rows that never change. Raises ValidationError for what is missing.

    Also NotAllowed, WrongState or StaleState; so every step here.
    """
    with transaction.atomic(durable=True):
        locked = locked_as_seen(assessment, seen)
        hazards = hazard_drafts.read(locked.draft)
        _check_whole(locked, hazards)
        rows = _frozen(locked, hazards)
        changes = {
            "edition": locked.edition + 1,
            "text_hash": text_hash(locked, rows),
            "terms": terms_of(locked),
            "approved_by": None,
        }
        engine.advance(locked, "hand in", actor=actor, version=seen, changes=changes, contents=rows)
        Hazard.objects.bulk_create(rows)
        if not who_decides(locked):
            raise ValidationError(
                _(
                    "Everybody who may approve it wrote on it. Ask somebody else to write it, or name a deputy."
                )
            )
        notices.waits(locked)


def take_back(assessment: RiskAssessment, *, actor: Person, seen: int) -> None:
    """Its authors saw something themselves. What was handed in stays on record."""
    with transaction.atomic(durable=True):
        changes = {"approved_by": None}
        engine.advance(
            locked_as_seen(assessment, seen), "take back", actor=actor, version=seen, changes=changes
        )


def ask_for_changes(assessment: RiskAssessment, *, actor: Person, seen: int, body: str) -> None:
    """Back to its authors, with what is to be changed."""
    with transaction.atomic(durable=True):
        locked = locked_as_seen(assessment, seen)
        note = note_of(locked, actor, Kind.RETURNED, body)
        engine.advance(
            locked,
            "ask for changes",
            actor=actor,
            version=seen,
            contents=[note],
            changes={"approved_by": None},
        )
        note.save(force_insert=True)
        notices.returned(locked)


def approve(assessment: RiskAssessment, *, actor: Person, seen: int, body: str) -> None:
    """It covers from now on; or, with a high risk left, it goes to the owner, who must accept that.

    By somebody who wrote nothing of it, whatever their roles. The version before it is superseded.
    """
    with transaction.atomic(durable=True):
        locked = locked_as_seen(assessment, seen)
        note = note_of(locked, actor, Kind.APPROVED, body)
        if permissions.needs_owner(locked) and not actor.holds(Role.OWNER):
            _check_words(locked)
            changes = {"approved_by": actor}
            engine.advance(locked, "agree", actor=actor, version=seen, changes=changes, contents=[note])
            note.save(force_insert=True)
            notices.waits(locked)
        else:
            _hold(locked, "approve", actor, note, approved_by=actor)


def sign_off(assessment: RiskAssessment, *, actor: Person, seen: int, body: str) -> None:
    """The owner accepts the risk that is left, after somebody else agreed: it covers from now on."""
    with transaction.atomic(durable=True):
        locked = locked_as_seen(assessment, seen)
        note = note_of(locked, actor, Kind.SIGNED_OFF, body)
        _hold(locked, "sign off", actor, note, signed_off_by=actor)


def give_up(assessment: RiskAssessment, *, actor: Person, seen: int, body: str) -> None:
    """This version is not needed. What holds already is not touched."""
    with transaction.atomic(durable=True):
        locked = locked_as_seen(assessment, seen)
        note = note_of(locked, actor, Kind.GIVEN_UP, body)
        engine.advance(locked, "give up", actor=actor, version=seen, contents=[note])
        note.save(force_insert=True)


def _hold(row: RiskAssessment, step: str, actor: Person, note: RiskNote, **by: Person) -> None:
    """Approve it and supersede what held before, at one moment: never two at once, and no gap between them."""
    moment = clock.now()
    today = timezone.localdate(moment)
    _check_words(row)
    last_day = check_review(row.next_review_on, today)
    high = permissions.needs_owner(row)
    changes: dict[str, Any] = {
        **by,
        "approved_at": moment,
        "approved_on": today,
        "needed_owner": high,
        "is_frozen": True,
    }
    if high:
        changes["signed_off_by"] = actor
    before = RiskAssessment.objects.holding().of(row.subject).first()
    if before is not None:
        locked = engine.lock(RiskAssessment, before.pk)
        engine.advance(
            locked, "supersede", actor=KEEPER, version=locked.version, changes={"superseded_at": moment}
        )
    due_at = clock.london(last_day, END_OF_DAY)
    engine.advance(
        row, step, actor=actor, version=row.version, changes=changes, contents=[note], due_at=due_at
    )
    note.save(force_insert=True)
    notices.approved(row)


def text_hash(assessment: RiskAssessment, rows: list[Hazard]) -> str:
    """SHA-256 of the canonical JSON of all its words. Stands on every copy."""
    said = [
        assessment.number, str(assessment.subject.pk), assessment.purpose, assessment.used_by,
        assessment.monitoring, assessment.policy_version_id, assessment.next_review_on,
    ]  # fmt: skip
    hazards = [[getattr(row, name) for name in Hazard.audit_schemas[1][2:]] for row in rows]
    return audit.sha256(audit.canonical([said, hazards]))


def locked_as_seen(assessment: RiskAssessment, seen: int) -> RiskAssessment:
    """The row behind its lock. Whoever was slower hears of that first, not of what is missing."""
    locked = engine.lock(RiskAssessment, assessment.pk)
    if locked.version != seen:
        raise engine.StaleState("risk assessment")
    return locked


def _check_whole(row: RiskAssessment, hazards: list[hazard_drafts.DraftHazard]) -> None:
    lacks = missing(row, hazards)
    if lacks:
        raise ValidationError([str(one.text) for one in lacks])
    check_review(row.next_review_on, clock.today())
    check_hazards(hazards)


def _frozen(row: RiskAssessment, hazards: list[hazard_drafts.DraftHazard]) -> list[Hazard]:
    return [
        Hazard(
            assessment=row,
            edition=row.edition + 1,
            position=position,
            key=one.key,
            kind_id=one.kind,
            title=one.title,
            harmed=list(one.harmed),
            controls=one.controls,
            likelihood_before=one.likelihood_before,
            impact_before=one.impact_before,
            likelihood_after=one.likelihood_after,
            impact_after=one.impact_after,
            residual_owner_id=one.residual_owner,
            action_id=one.action or None,
        )
        for position, one in enumerate(hazards, start=1)
    ]


def _check_words(row: RiskAssessment) -> None:
    """Whether the stored words are those that were handed in: asked before anybody's name is set to them.

    The database refuses to change or delete a hazard, not to add one. Raises ValidationError.
    """
    if text_hash(row, list(row.hazards.filter(edition=row.edition).order_by("position"))) != row.text_hash:
        raise ValidationError(_("Its words are not those that were handed in. Ask for changes."))


def note_of(row: RiskAssessment, actor: Person, kind: str, body: str) -> RiskNote:
    if not body.strip():
        raise ValidationError({"body": _("Say why.")})
    return RiskNote(assessment=row, kind=kind, body=body.strip(), by=actor, at=clock.now())
