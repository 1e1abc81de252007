"""Something changed: the terms, the service, or what was learnt. The assessment is looked at before its day (§6.4)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from social.lifecycle.risks import REVIEW_NEEDED
from social.models import RiskAssessment, RiskNote, RiskTrigger
from social.selectors import terms
from workflow import clock, engine
from workflow.actors import System
from workflow.sweeps import sweep

WATCHER = System("terms of platforms")


def say_it_changed(assessment: RiskAssessment, *, actor: Person, reason: str, note: str) -> RiskTrigger:
    """Say why it must be looked at again; it covers until somebody suspends it. Nothing of a case, no name.

    Raises NotAllowed, WrongState for one that holds nothing, or ValidationError.
    """
    if reason not in RiskTrigger.Reason.values:
        raise ValidationError({"reason": _("Choose what changed.")})
    if not note.strip():
        raise ValidationError({"note": _("Say what changed, without naming anybody.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(RiskAssessment, assessment.pk)
        row = RiskTrigger(assessment=locked, reason=reason, note=note.strip(), by=actor, at=clock.now())
        engine.record(locked, "say it changed", actor=actor, contents=[row], opens=[REVIEW_NEEDED])
        row.save(force_insert=True)
    return row


def add_note(assessment: RiskAssessment, *, actor: Person, body: str) -> RiskNote:
    """A line by anybody who works with it. Raises NotAllowed or ValidationError."""
    if not body.strip():
        raise ValidationError({"body": _("Write something here.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(RiskAssessment, assessment.pk)
        row = RiskNote(
            assessment=locked, kind=RiskNote.Kind.NOTE, body=body.strip(), by=actor, at=clock.now()
        )
        engine.record(locked, "note", actor=actor, contents=[row])
        row.save(force_insert=True)
    return row


def sweep_terms() -> int:
    """Whatever holds on a platform whose terms are not those that it knew needs a look; returns how many do anew."""
    return sum(sweep("terms of platforms", terms.with_other_terms(), lambda pair: _notice(*pair)))


def _notice(assessment: RiskAssessment, now: str) -> int:
    """Once for each new edition of the terms. 0 when it was noticed, or holds no more."""
    with transaction.atomic(durable=True):
        locked = engine.lock(RiskAssessment, assessment.pk)
        known = RiskTrigger.objects.filter(assessment=locked, terms=now).exists()
        if known or locked.state not in terms.HOLDING:
            return 0
        row = RiskTrigger(assessment=locked, reason=RiskTrigger.Reason.TERMS, terms=now, at=clock.now())
        engine.record(locked, "say it changed", actor=WATCHER, contents=[row], opens=[REVIEW_NEEDED])
        row.save(force_insert=True)
    return 1
