"""Actions of a case: somebody does something by a day."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from incidents import notices
from incidents.models import Case, CaseAction
from workflow import clock, engine
from workflow.models import SweepRun


def add_action(case: Case, *, actor: Person, title: str, owner: Person, due_on: dt.date) -> CaseAction:
    """Give somebody something to do. Raises ValidationError for an owner in conflict or a case that ended."""
    action = CaseAction(case=case, title=title, owner=owner, due_on=due_on, created_at=clock.now())
    with transaction.atomic(durable=True):
        locked = engine.lock(Case, case.pk)
        if locked.state not in Case.OPEN_STATES or locked.state == Case.State.CLOSE_PROPOSED:
            raise ValidationError(_("This case takes no new actions now."))
        if not Case.objects.filter(pk=case.pk).without_conflict(owner).exists():
            raise ValidationError({"owner": _("Choose somebody else.")})
        engine.create(action, "add", actor=actor)
        engine.record(locked, "add action", actor=actor)
        notices.action_given(action)
    return action


def finish_action(action: CaseAction, *, actor: Person, version: int) -> None:
    """It is done."""
    with transaction.atomic(durable=True):
        engine.advance(action, "finish", actor=actor, version=version)


def cancel_action(action: CaseAction, *, actor: Person, version: int) -> None:
    """It is no longer needed; whoever leads the case says so."""
    with transaction.atomic(durable=True):
        engine.advance(action, "cancel", actor=actor, version=version)


def remind_of_actions() -> int:
    """Put every action that is due today or late into its owner's next digest; returns how many."""
    today = clock.today()
    due = list(CaseAction.objects.open().filter(due_on__lte=today))
    with transaction.atomic(durable=True):
        for action in due:
            notices.action_due(action, occasion=today.isoformat())
    SweepRun.ended("actions")
    return len(due)
