"""Asking to use a social medium for the setting, and deciding about it (S3.3c, domain §6.3).

Nobody asks, and nobody is approved, without having signed what must be signed first; the requester never decides.
"""

import dataclasses
import datetime as dt

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from social import notices
from social.lifecycle.access import DECIDE, END
from social.models import AccessPermission, OfficialAccount, Platform
from social.permissions.accounts import HOLDING
from social.selectors.covering import is_covered, is_platform_off
from social.selectors.deciders import deciders
from social.selectors.gate import may_use
from workflow import clock, engine
from workflow.actors import Actor

LONGEST = relativedelta(months=12)
END_OF_DAY = dt.time(23, 59, 59)
# The code of the refusal that a page answers with the way to sign.
NOT_SIGNED = "not-signed"


@dataclasses.dataclass(frozen=True)
class Wish:
    """What somebody asks for: a platform, or as an exception one official account on it."""

    platform: Platform
    purpose: str
    device: str
    data: str
    starts_on: dt.date
    asked_until: dt.date
    with_children: bool = False
    account: OfficialAccount | None = None


def ask(wish: Wish, *, actor: Person) -> AccessPermission:
    """Ask for access; whoever decides is told. Raises NotAllowed, or ValidationError: with the code `not-signed`
    when the requester has not signed what is in force.
    """
    said = {field.name: getattr(wish, field.name) for field in dataclasses.fields(wish)}
    permission = AccessPermission(person=actor, requested_at=clock.now(), **said)
    with transaction.atomic(durable=True):
        _check_signed(actor)
        _check_wish(wish, actor)
        _check_on(permission)
        permission.clean_fields(exclude=["person", "platform", "account", "decided_by", "ended_by"])
        if not deciders(permission):
            raise ValidationError(
                _("Nobody here can decide about this: whoever could is you, or close to you.")
            )
        try:
            with transaction.atomic():
                engine.create(permission, "ask", actor=actor, opens=[DECIDE])
        except IntegrityError as error:
            # Twice at the same moment, on two pages: the database keeps one.
            raise ValidationError(_("You have asked for this already. It waits for an answer.")) from error
        notices.access.waits(permission)
    return permission


def _check_wish(wish: Wish, actor: Person) -> None:
    if wish.starts_on < clock.today():
        raise ValidationError({"starts_on": _("Enter today or a day to come.")})
    if not wish.starts_on <= wish.asked_until <= wish.starts_on + LONGEST:
        raise ValidationError({"asked_until": _("Enter a day at most a year after the first one.")})
    if wish.account is None and wish.platform.is_channel:
        raise ValidationError(_("This is one of our official channels: ask for the account itself."))
    if wish.account is not None and actor.holds(*HOLDING):
        raise ValidationError(_("You hold the official accounts by your role. There is nothing to ask for."))
    mine = AccessPermission.objects.filter(person=actor, platform=wish.platform, account=wish.account)
    if mine.waiting().exists():
        raise ValidationError(_("You have asked for this already. It waits for an answer."))


def _check_signed(person: Person) -> None:
    if not may_use(person):
        raise ValidationError(
            _(
                "The acceptable use policy that is in force is not signed. Without that nobody uses social media here."
            ),
            code=NOT_SIGNED,
        )


def ask_back(permission: AccessPermission, *, actor: Person, seen: int, question: str) -> None:
    """Ask the requester something first. Raises NotAllowed, WrongState, StaleState, ValidationError; so every step."""
    with transaction.atomic(durable=True):
        locked = engine.lock(AccessPermission, permission.pk)
        changes = {"question": _more(locked.question, _said(question, "question"))}
        engine.advance(locked, "ask back", actor=actor, version=seen, changes=changes)
        notices.access.question_asked(locked)


def answer(permission: AccessPermission, *, actor: Person, seen: int, answer: str) -> None:
    """The requester answers, and it waits for the decision again."""
    with transaction.atomic(durable=True):
        locked = engine.lock(AccessPermission, permission.pk)
        changes = {"answer": _more(locked.answer, _said(answer, "answer"))}
        engine.advance(locked, "answer", actor=actor, version=seen, changes=changes)
        notices.access.waits(locked)


def approve(
    permission: AccessPermission, *, actor: Person, seen: int, expires_on: dt.date, conditions: str = ""
) -> None:
    """Allow it until a day, at most a year ahead, under conditions.

    Only while the requester has signed what is in force; what is used with children, only where a risk
    assessment covers the platform; nothing where the platform is off.
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(AccessPermission, permission.pk)
        if not locked.person.roles:
            raise ValidationError(_("They have left."))
        _check_signed(locked.person)
        _check_risk(locked)
        starts_on = max(locked.starts_on, clock.today())
        if not starts_on <= expires_on <= starts_on + LONGEST:
            raise ValidationError({"expires_on": _("Enter a day at most a year after the first one.")})
        changes = {
            "starts_on": starts_on, "expires_on": expires_on, "conditions": conditions.strip(),
            "decided_by": actor, "decided_at": clock.now(),
        }  # fmt: skip
        engine.advance(
            locked, "approve", actor=actor, version=seen, changes=changes, opens=[END],
            due_at=clock.london(expires_on, END_OF_DAY),
        )  # fmt: skip
        notices.access.decided(locked)


def _check_on(permission: AccessPermission) -> None:
    """What is off is neither asked for nor given: a platform whose assessment has ended, an account without one."""
    platform, account = permission.platform, permission.account
    if is_platform_off(platform.pk):
        raise ValidationError(
            _("%(platform)s is off: its risk assessment has ended.") % {"platform": platform.name}
        )
    if account and not is_covered(account):
        raise ValidationError(
            _("%(account)s is off: no risk assessment covers it.") % {"account": account.name}
        )


def _check_risk(permission: AccessPermission) -> None:
    platform = permission.platform
    _check_on(permission)
    if permission.with_children and not is_covered(platform):
        raise ValidationError(
            _("It is to be used with children: %(platform)s needs a risk assessment first.")
            % {"platform": platform.name}
        )


def refuse(permission: AccessPermission, *, actor: Person, seen: int, reason: str) -> None:
    """Say no, and why. The requester reads it; nobody else but whoever decides."""
    with transaction.atomic(durable=True):
        locked = engine.lock(AccessPermission, permission.pk)
        changes = {
            "refused_because": _said(reason, "reason"), "decided_by": actor, "decided_at": clock.now(),
        }  # fmt: skip
        engine.advance(locked, "refuse", actor=actor, version=seen, changes=changes)
        notices.access.decided(locked)


def withdraw(permission: AccessPermission, *, actor: Actor, seen: int) -> None:
    """The requester takes the request back; the system, when they have left."""
    with transaction.atomic(durable=True):
        locked = engine.lock(AccessPermission, permission.pk)
        engine.advance(locked, "withdraw", actor=actor, version=seen)


def _said(text: str, field: str) -> str:
    if not text.strip():
        raise ValidationError({field: _("Write something here.")})
    return text.strip()


def _more(before: str, now: str) -> str:
    """Nothing that was asked or answered is written over."""
    return f"{before}\n\n{now}" if before else now
