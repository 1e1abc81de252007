"""The rows of the engine: what others inherit, the record, and time."""

from workflow.models.audited import Audited, WorkflowModel, WorkflowQuerySet, new_salt
from workflow.models.deadlines import Calendar, CalendarPeriod, Deadline, DeadlineRule, SweepRun
from workflow.models.record import AuditEvent, ChainHead, Checkpoint, ReadEvent

__all__ = [
    "AuditEvent",
    "Audited",
    "Calendar",
    "CalendarPeriod",
    "ChainHead",
    "Checkpoint",
    "Deadline",
    "DeadlineRule",
    "ReadEvent",
    "SweepRun",
    "WorkflowModel",
    "WorkflowQuerySet",
    "new_salt",
]
