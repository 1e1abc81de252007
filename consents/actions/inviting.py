"""Coming in without a sign-in: a link that works once, and a code that goes to the person's own address.

Both are kept as hashes. A link lets nobody in by itself, so that it may lie in a mailbox, be opened by
a program that looks at mails, or be passed on; nothing is shown before the code is right.
"""

import datetime as dt
import hashlib
import secrets
import uuid
from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from accounts.models import Person
from consents import notices
from consents.models import Handover, Invitation, LinkWish
from consents.models.requests import CODE_LASTS, LINK_LASTS, MAX_CODES, MAX_TRIES
from consents.selectors import families
from consents.signals import link_wished
from notifications.recipients import find
from workflow import clock
from workflow.sweeps import sweep

CODE_DIGITS = 6
# So many links of one's own wish in an hour.
MAX_WISHES = 3
HOUR = dt.timedelta(hours=1)


def invite(person_id: uuid.UUID, *, wished: bool = False) -> Invitation:
    """Make a link and queue its mail, in the caller's transaction. Earlier links go on working until they expire."""
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person_id=person_id,
        token_hash=hash_of(token),
        created_at=clock.now(),
        expires_at=clock.now() + LINK_LASTS,
        wished=wished,
    )
    notices.link(invitation, token)
    return invitation


def hash_of(token: str) -> str:
    """256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def usable(token_hash: str) -> Invitation | None:
    """The invitation of a link that works; one answer for guessed, used, expired and no longer theirs."""
    found = Invitation.objects.usable().filter(token_hash=token_hash).select_related("person").first()
    if found is None or not families.children_of(found.person).exists():
        return None
    return found if find([found.person_id]) else None


def send_code(token_hash: str) -> bool:
    """Send a new code to the person's own address. False when the link does not work, or had its codes."""
    with transaction.atomic(durable=True):
        found = usable(token_hash)
        if found is None:
            return False
        locked = Invitation.objects.select_for_update().get(pk=found.pk)
        if locked.used_at or locked.codes_sent >= MAX_CODES:
            return False
        digits = new_digits()
        locked.tries, locked.codes_sent = 0, locked.codes_sent + 1
        locked.code_hash, locked.code_expires_at = code_hash(locked, digits), clock.now() + CODE_LASTS
        locked.save(update_fields=["code_hash", "code_expires_at", "tries", "codes_sent"])
        notices.code(locked, digits)
    return True


def come_in(token_hash: str, digits: str) -> Invitation | None:
    """Use the link up, and return it; None when the code is wrong, old, or was tried too often.

    A try is counted before the code is compared, so that trying at once from many places gains nothing.
    """
    with transaction.atomic(durable=True):
        found = usable(token_hash)
        if found is None:
            return None
        live = Invitation.objects.usable().filter(
            pk=found.pk, tries__lt=MAX_TRIES, code_expires_at__gt=clock.now()
        )
        if not live.update(tries=F("tries") + 1):
            return None
        found.refresh_from_db()
        if not constant_time_compare(code_hash(found, digits), found.code_hash):
            return None
        used = Invitation.objects.filter(pk=found.pk, used_at=None).update(used_at=clock.now(), code_hash="")
        return found if used else None


def new_digits() -> str:
    """A code that nobody can foretell."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def code_hash(way: Invitation | Handover, digits: str) -> str:
    """With the secret key: six digits alone would be found by trying all of them."""
    said = f"{way.pk}:{way.codes_sent}:{digits.strip()}"
    return salted_hmac("consents.code", said, algorithm="sha256").hexdigest()


def wish_for_link(address: str) -> LinkWish:
    """Note that somebody at this address wants a link. The same is written for an address that nobody has."""
    if not address.strip():
        raise ValidationError({"address": _("Enter your e-mail address.")})
    with transaction.atomic():
        wish = LinkWish.objects.create(address=address.strip())
        transaction.on_commit(partial(link_wished.send_robust, sender=LinkWish))
    return wish


def sweep_wishes() -> int:
    """Send links to those whose address was typed; returns how many wishes were answered."""
    return len(sweep("picture links", LinkWish.objects.order_by("at"), _grant))


def _grant(wish: LinkWish) -> None:
    """A link for each person who has this address and a child here. Two parents may share one."""
    with transaction.atomic(durable=True):
        if not LinkWish.objects.filter(pk=wish.pk).delete()[0]:
            return
        theirs = Q(email__iexact=wish.address) | Q(user__email__iexact=wish.address, user__is_active=True)
        for person in Person.objects.filter(theirs).distinct():
            if families.children_of(person).exists() and _wishes_of(person) < MAX_WISHES:
                invite(person.pk, wished=True)


def _wishes_of(person: Person) -> int:
    since = clock.now() - HOUR
    return Invitation.objects.filter(person=person, wished=True, created_at__gt=since).count()
