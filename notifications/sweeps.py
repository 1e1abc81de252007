"""What a lost broker or a dead worker left behind is delivered here."""

from notifications import delivery
from notifications.models import Message
from workflow import working_days
from workflow.models import SweepRun

BATCH = 500


def sweep_outbox() -> int:
    """Try every message that is due; returns how many were tried."""
    due = Message.objects.due().filter(in_digest=False).order_by("next_attempt_at")
    ids = list(due.values_list("pk", flat=True)[:BATCH])
    for message_id in ids:
        delivery.deliver(message_id)
    SweepRun.ended("outbox")
    return len(ids)


def send_digests() -> int:
    """On a working day, one e-mail per person with duties waiting; returns how many were written to."""
    if not working_days.is_working_today():
        return 0
    people = Message.objects.due().filter(in_digest=True).values_list("recipient_id", flat=True)
    written = [person_id for person_id in set(people) if delivery.send_digest(person_id)]
    SweepRun.ended("digest")
    return len(written)
