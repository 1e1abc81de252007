"""Each night the record is sealed, and the seal's root leaves the system: it goes to the owner by mail."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from accounts.selectors import holders
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message
from workflow import checkpoints, clock
from workflow.models import Checkpoint, SweepRun


def _title(message: Message) -> str:
    """A message about one checkpoint carries its root: a hash, nothing about anybody."""
    sequence = message.dedupe_key.split(":")[2]
    root = Checkpoint.objects.filter(sequence=int(sequence)).values_list("root", flat=True).first()
    return _("Seal of the record: %(root)s") % {"root": root}


RECORD_SEALED = kinds.register(
    Kind(
        code="record-sealed",
        audience=Audience.DUTY,
        title=_title,
        path=lambda message: reverse("lifecycles"),
        still_wanted=kinds.always,
        in_bell=False,
        note=_(
            "You have nothing to do but keep this e-mail. The line above is the seal of everything recorded "
            "until now. Should anybody ever doubt the record, whoever looks after the computers can compare "
            "it with this seal, and see whether something was changed or removed. How cases move, and that "
            "every step is recorded, stands here:"
        ),
    )
)


def seal_and_tell_owner() -> Checkpoint:
    """Seal the record, once a day (Europe/London), and send the root to every owner.

    Asked again the same day, it tells whoever a worker that died had not told.
    """
    checkpoint = _sealed_today() or checkpoints.seal()
    with transaction.atomic(durable=True):
        owners = holders()[Role.OWNER]
        outbox.queue(RECORD_SEALED.code, owners, dedupe=str(checkpoint.sequence))
    SweepRun.ended("checkpoint")
    return checkpoint


def _sealed_today() -> Checkpoint | None:
    last = Checkpoint.objects.order_by("-sequence").first()
    return last if last and timezone.localdate(last.at) == clock.today() else None
