"""The notices to parents: published for a day, never changed. A new one asks again (domain §3.5)."""

import dataclasses
import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from consents.models import Notice, Purpose
from consents.selectors import notices
from workflow import audit, clock, engine
from workflow.actors import Actor


@dataclasses.dataclass(frozen=True)
class Words:
    """What parents are told about one purpose, in plain words."""

    what: str
    audience: str
    how_long: str
    who_else: str = ""


def publish_notice(
    purpose: Purpose, *, actor: Actor, words: Words, begins_on: dt.date | None = None
) -> Notice:
    """Say from a day on (default: today) what a purpose means. Every yes to the earlier notice lapses then.

    Raises NotAllowed, or ValidationError for a day in the past or nothing said.
    """
    day = begins_on or clock.today()
    if day < clock.today():
        raise ValidationError({"begins_on": _("Choose today or a later day.")})
    if not words.what.strip() or not words.audience.strip() or not words.how_long.strip():
        raise ValidationError({"what": _("Say what it is, who can see it, and how long it is kept.")})
    with transaction.atomic(durable=True):
        Purpose.objects.select_for_update().get(pk=purpose.pk)
        last = purpose.notices.aggregate(last=Max("number"))["last"] or 0
        notice = Notice(purpose=purpose, number=last + 1, begins_on=day, **dataclasses.asdict(words))
        notice.text_hash = audit.sha256(audit.canonical(notices.words(notice)))
        engine.create(notice, "publish", actor=actor)
    return notice
