"""What a lost broker or a dead worker left behind is delivered here."""

from notifications import delivery
from notifications.models import Attempt, Message
from workflow import clock, working_days
from workflow.models import SweepRun
from workflow.sweeps import sweep

BATCH = 500


def sweep_outbox() -> int:
    """Try every message that is due; returns how many were tried."""
    due = Message.objects.due().filter(in_digest=False).order_by("next_attempt_at")
    tried = delivery.deliver_all(list(due.values_list("pk", flat=True)[:BATCH]))
    SweepRun.ended("outbox")
    return tried


def send_digests() -> int:
    """On a working day, one e-mail per person with duties waiting; returns how many were written to.

    Whoever had theirs today waits until the next working day, so this may be asked for again and again.
    """
    if not working_days.is_working_today():
        return 0
    waiting = set(Message.objects.due().filter(in_digest=True).values_list("recipient_id", flat=True))
    had_theirs = Message.objects.filter(
        in_digest=True, recipient_id__in=waiting, sent_at__date=clock.today()
    ).values_list("recipient_id", flat=True)
    outcomes = sweep("digest", sorted(waiting - set(had_theirs)), delivery.send_digest)
    return outcomes.count(Attempt.Outcome.SENT)
