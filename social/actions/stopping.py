"""Off, from this very moment: suspended by any leader, restored by somebody who may approve, withdrawn for good."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from social.actions.approving_risks import locked_as_seen, note_of
from social.models import RiskAssessment, RiskNote, RiskSwitch
from social.notices import risks as notices
from workflow import clock, engine

Kind = RiskNote.Kind


def suspend(assessment: RiskAssessment, *, actor: Person, seen: int, body: str) -> None:
    """What it covers is off from now on, everywhere. Raises ValidationError without a reason.

    Also NotAllowed, WrongState or StaleState; so every step here.
    """
    with transaction.atomic(durable=True):
        row = _switch(assessment, actor, seen, RiskSwitch.Kind.SUSPENDED, body)
        notices.switched_off(row)


def restore(assessment: RiskAssessment, *, actor: Person, seen: int, body: str) -> None:
    """It covers again: decided by somebody who might have approved it, never by a rule (§6.4)."""
    with transaction.atomic(durable=True):
        row = _switch(assessment, actor, seen, RiskSwitch.Kind.RESTORED, body)
        if row.is_expired:
            raise ValidationError(_("Its last day has passed meanwhile. Begin a new version."))


def withdraw(assessment: RiskAssessment, *, actor: Person, seen: int, body: str) -> None:
    """It covers nothing any more. Only a new version, approved anew, brings it back."""
    with transaction.atomic(durable=True):
        row = locked_as_seen(assessment, seen)
        note = note_of(row, actor, Kind.WITHDRAWN, body)
        changes = {"withdrawn_at": clock.now()}
        engine.advance(row, "withdraw", actor=actor, version=seen, changes=changes, contents=[note])
        note.save(force_insert=True)
        notices.switched_off(row)


def _switch(assessment: RiskAssessment, actor: Person, seen: int, kind: str, body: str) -> RiskAssessment:
    row = locked_as_seen(assessment, seen)
    note = note_of(row, actor, kind, body)
    switch = RiskSwitch(
        assessment=row, sequence=row.switches.count() + 1, kind=kind, by=actor, at=clock.now()
    )
    step = "suspend" if kind == RiskSwitch.Kind.SUSPENDED else "restore"
    engine.advance(row, step, actor=actor, version=seen, contents=[switch, note])
    switch.save(force_insert=True)
    note.save(force_insert=True)
    return row
