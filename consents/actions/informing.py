"""The notices to parents: published for a day, never changed. A new one asks again (domain §3.5)."""

import dataclasses
import datetime as dt
import json
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from consents.models import FamiliesContact, Notice, Purpose
from consents.selectors import notices
from workflow import audit, clock, engine
from workflow.actors import Actor

USUAL = Path(__file__).resolve().parent.parent / "data" / "words" / "usual-notices.json"


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
        return _publish(_locked(purpose), actor, words, day)


def _locked(purpose: Purpose) -> tuple[Purpose, int]:
    """The purpose, kept until the transaction ends, and the number of its last notice."""
    locked = Purpose.objects.select_for_update().get(pk=purpose.pk)
    return locked, locked.notices.aggregate(last=Max("number"))["last"] or 0


def _publish(locked: tuple[Purpose, int], actor: Actor, words: Words, day: dt.date) -> Notice:
    purpose, last = locked
    notice = Notice(purpose=purpose, number=last + 1, begins_on=day, **dataclasses.asdict(words))
    notice.text_hash = audit.sha256(audit.canonical(notices.words(notice)))
    engine.create(notice, "publish", actor=actor)
    return notice


def publish_usual_notices(*, actor: Actor) -> list[Notice]:
    """Publish the usual words for every purpose that has no notice yet; what was published is left alone.

    May be repeated: one that failed half-way goes on where it stopped. Raises NotAllowed.
    """
    usual, published = usual_words(), []
    for purpose in Purpose.objects.filter(pk__in=usual, notices=None):
        with transaction.atomic(durable=True):
            locked = _locked(purpose)
            # Somebody else may have pressed the same button.
            if locked[1] == 0:
                published.append(_publish(locked, actor, usual[purpose.pk], clock.today()))
    return published


def usual_words() -> dict[str, Words]:
    """Purpose code → the words of the versioned data file that come with the app."""
    said = json.loads(USUAL.read_text(encoding="utf-8"))
    rows = [dict(row) for row in said["notices"]]
    return {row.pop("purpose"): Words(**row) for row in rows}


@dataclasses.dataclass(frozen=True)
class Contact:
    """Whom parents ask, and the address of the privacy notice."""

    who: str
    phone: str = ""
    email: str = ""
    privacy_url: str = ""


def say_contact(*, actor: Actor, contact: Contact) -> FamiliesContact:
    """Say what stands at the foot of every page of parents (domain §3.4).

    Raises NotAllowed; ValidationError without a name, without telephone and e-mail, or for what is none.
    """
    said = dataclasses.asdict(contact)
    with transaction.atomic(durable=True):
        # The row itself is the lock: of two first ones the database refuses the second.
        row = FamiliesContact.objects.select_for_update().first()
        verb = "change" if row else "say"
        row = row or FamiliesContact()
        for name, value in said.items():
            setattr(row, name, value.strip())
        if not row.phone and not row.email:
            raise ValidationError({"phone": _("Enter a telephone number or an e-mail address, or both.")})
        row.full_clean(validate_unique=False, validate_constraints=False)
        if verb == "say":
            engine.create(row, verb, actor=actor)
        else:
            row.save()
            engine.record(row, verb, actor=actor, contents=[row])
    return row
