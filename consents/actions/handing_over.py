"""Handing the setting's tablet to a parent at the door, the parent's own check, and handing it back.

Two people let a parent in: a member of staff who says how they knew them, and the parent, by a code that goes
to their own address, or, without one, by what a parent knows of the child (docs/decisions/0015).
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from accounts.models import Child, ChildContact, Person
from consents import notices
from consents.actions.inviting import code_hash, new_digits
from consents.actions.locking import lock_children
from consents.models import Handover
from consents.models.requests import CODE_LASTS, MAX_CODES, MAX_TRIES
from consents.permissions import contact_of
from consents.selectors.sheet import plain
from notifications.recipients import find
from workflow import clock, engine
from workflow.actors import Actor

Check = Handover.Check


def hand_over(child: Child, *, actor: Person, person: Person, known_by: str) -> Handover:
    """Note who hands the tablet to which parent, and how they knew them. It lets nobody in yet.

    Raises NotAllowed; ValidationError for somebody who has no say about the child, or who left, or for oneself.
    """
    if known_by not in Handover.Known.values:
        raise ValidationError({"known_by": _("Say how you know who it is.")})
    with transaction.atomic(durable=True):
        record = lock_children([child.pk])[child.pk]
        contact = contact_of(person, child)
        if contact is None or contact.responsibility == ChildContact.Responsibility.NO or _is_gone(person):
            raise ValidationError({"person": _("Choose somebody who has a say about this child.")})
        if person.pk == actor.pk:
            raise ValidationError({"person": _("Answer for your own child on your own pages.")})
        handover = Handover(child=child, person=person, by=actor, known_by=known_by, at=clock.now())
        engine.record(
            record, "hand over", actor=actor, contents=[handover], on_behalf_of=person, obtained=known_by
        )
        handover.save(force_insert=True)
    return handover


def _is_gone(person: Person) -> bool:
    return person.left_on is not None and person.left_on < clock.today()


def check_of(handover: Handover) -> str:
    """What the parent has to add: a code where they have an address, else what a parent knows of the child."""
    found = find([handover.person_id]).get(handover.person_id)
    return Check.CODE if found and found.address else Check.BIRTH


def send_code(handover: Handover) -> bool:
    """Send a new code to the parent's own address. False without an address, or after too many."""
    if check_of(handover) != Check.CODE:
        return False
    with transaction.atomic(durable=True):
        locked = _open(handover)
        if locked is None or locked.codes_sent >= MAX_CODES:
            return False
        digits = new_digits()
        locked.codes_sent, locked.code_expires_at = locked.codes_sent + 1, clock.now() + CODE_LASTS
        locked.tries, locked.code_hash = 0, code_hash(locked, digits)
        locked.save(update_fields=["codes_sent", "code_expires_at", "tries", "code_hash"])
        notices.code(locked, digits)
    return True


def check_code(handover: Handover, digits: str) -> bool:
    """Let the parent in by their code; False when it is wrong, old, or was tried too often."""
    if check_of(handover) != Check.CODE or not _try(handover):
        return False
    found = Handover.objects.get(pk=handover.pk)
    is_live = found.code_expires_at is not None and found.code_expires_at > clock.now()
    is_right = constant_time_compare(code_hash(found, digits), found.code_hash)
    return is_live and is_right and _come_in(found, Check.CODE)


def check_birth(handover: Handover, *, given_name: str, born_on: dt.date) -> bool:
    """Let in a parent without an address by the child's first name and date of birth; False when either is wrong."""
    if check_of(handover) != Check.BIRTH or not _try(handover):
        return False
    child = handover.child
    is_name = bool(given_name.strip()) and plain(given_name) == plain(child.given_name)
    return is_name and born_on == child.born_on and _come_in(handover, Check.BIRTH)


def _try(handover: Handover) -> bool:
    """A try is counted before anything is compared, so that trying at once from many places gains nothing."""
    live = Handover.objects.open().filter(pk=handover.pk, checked_at=None, tries__lt=MAX_TRIES)
    return live.update(tries=F("tries") + 1) == 1


def is_exhausted(handover: Handover) -> bool:
    """No further try is taken: the tablet goes back."""
    found = Handover.objects.filter(pk=handover.pk).values_list("tries", flat=True).first()
    return found is None or found >= MAX_TRIES


def _come_in(handover: Handover, check: str) -> bool:
    with transaction.atomic(durable=True):
        record = lock_children([handover.child_id])[handover.child_id]
        locked = _open(handover)
        if locked is None or locked.checked_at is not None:
            return False
        locked.checked_by, locked.checked_at, locked.code_hash = check, clock.now(), ""
        locked.save(update_fields=["checked_by", "checked_at", "code_hash"])
        engine.record(record, "come in", actor=locked.person, contents=[locked], reason=check)
    return True


def hand_back(handover: Handover, *, actor: Actor) -> None:
    """It lets nobody in any more. May be repeated."""
    with transaction.atomic(durable=True):
        record = lock_children([handover.child_id])[handover.child_id]
        locked = _open(handover)
        if locked is None:
            return
        locked.ended_at, locked.code_hash = clock.now(), ""
        locked.save(update_fields=["ended_at", "code_hash"])
        engine.record(record, "hand back", actor=actor, contents=[locked])


def _open(handover: Handover) -> Handover | None:
    """The row, kept until the transaction ends; None once it is over."""
    return Handover.objects.select_for_update().open().filter(pk=handover.pk).first()
