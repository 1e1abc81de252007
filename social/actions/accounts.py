"""Official accounts: proposed, risk assessed, approved by another, and closed (S5.1–S5.3, domain §6.11).

Every step locks the account's row first. What is live is complete: the same list that the page shows is
asked inside the step's transaction, and the database refuses most of it again.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from social import notices
from social.actions import platforms
from social.models import OfficialAccount, Platform
from social.selectors.checklist import missing
from social.selectors.covering import is_covered
from social.selectors.sites import is_on
from workflow import audit, clock, engine

State = OfficialAccount.State


def propose(*, actor: Person, platform: Platform, name: str, **said: Any) -> OfficialAccount:
    """Propose an account. Nothing is opened on the platform yet. Raises NotAllowed or ValidationError."""
    account = OfficialAccount(
        platform=platform, name=name.strip(), proposed_by_id=actor.pk, proposed_at=clock.now(), **said
    )
    account.clean_fields(exclude=["platform", "proposed_by"])
    _check_address(account)
    with transaction.atomic(durable=True):
        engine.create(account, "propose", actor=actor)
    return account


def change(account: OfficialAccount, *, actor: Person, drawn: str, **said: Any) -> None:
    """Say something of it anew. `drawn` is `as_drawn()` of the account on the page.

    Of a live account nothing may be taken away that it needs. Raises NotAllowed, WrongState, StaleState,
    or ValidationError.
    """
    with transaction.atomic(durable=True):
        stands = engine.lock(OfficialAccount, account.pk)
        if as_drawn(stands) != drawn:
            raise engine.StaleState("change")
        before = {item.code for item in missing(stands)}
        for name, value in said.items():
            setattr(stands, name, value)
        stands.clean_fields(exclude=["platform", "proposed_by", "channel_agreed_by", "approved_by"])
        if "url" in said:
            _check_address(stands)
        lost = missing(stands, but=before)
        if stands.state == State.LIVE and lost:
            raise ValidationError([str(item.missing) for item in lost])
        engine.record(stands, "change", actor=actor, contents=[stands])
        stands.save(update_fields=list(said))


def _check_address(account: OfficialAccount) -> None:
    """An address of another site is no account on this platform. Its posts are asked the same."""
    if account.url and not is_on(account.url, account.platform):
        said = _("That address is not on %(platform)s. It begins with https:// and names its site.")
        raise ValidationError({"url": said % {"platform": account.platform.name}})


def as_drawn(account: OfficialAccount) -> str:
    """What tells one content of an account from another, for a page that changes it."""
    return f"{account.version} {audit.seal(account)['digest']}"


def assess(account: OfficialAccount, *, actor: Person, seen: int) -> None:
    """Its risk assessment is approved and in force. Raises NotAllowed, WrongState, StaleState, ValidationError."""
    with transaction.atomic(durable=True):
        locked = engine.lock(OfficialAccount, account.pk)
        if not is_covered(locked):
            raise ValidationError(
                _("No risk assessment covers it now. Write one, and let somebody else approve it.")
            )
        engine.advance(locked, "assess", actor=actor, version=seen)
        notices.accounts.waits_for_approval(locked)


def send_back(account: OfficialAccount, *, actor: Person, seen: int) -> None:
    """Back to the proposal."""
    with transaction.atomic(durable=True):
        engine.advance(engine.lock(OfficialAccount, account.pk), "send back", actor=actor, version=seen)


def agree_channel(account: OfficialAccount, *, actor: Person) -> None:
    """The owner agrees to a channel that S5.1 does not name. Raises NotAllowed or WrongState."""
    with transaction.atomic(durable=True):
        locked = engine.lock(OfficialAccount, account.pk)
        locked.channel_agreed_by = actor
        engine.record(locked, "agree channel", actor=actor, contents=[locked])
        locked.save(update_fields=["channel_agreed_by"])


def go_live(account: OfficialAccount, *, actor: Person, seen: int) -> None:
    """Somebody else than proposed it approves, and it is live: only with everything on its list (S5.2, R7).

    Raises NotAllowed, WrongState, StaleState, or ValidationError that names what is missing.
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(OfficialAccount, account.pk)
        lacks = missing(locked)
        if lacks:
            raise ValidationError([str(item.missing) for item in lacks])
        changes = {"approved_by": actor, "approved_at": clock.now()}
        engine.advance(locked, "go live", actor=actor, version=seen, changes=changes, contents=[])
        if not locked.platform.is_channel:
            platforms.make_channel(locked.platform, actor=actor)


def rest(account: OfficialAccount, *, actor: Person, seen: int) -> None:
    """Nothing is posted there for a while; it can be live again with the same list."""
    with transaction.atomic(durable=True):
        engine.advance(engine.lock(OfficialAccount, account.pk), "rest", actor=actor, version=seen)


def raise_alarm(account: OfficialAccount, *, actor: Person, seen: int) -> None:
    """Somebody else is in it: nothing is posted, whoever runs the accounts and the owner hear it at once."""
    with transaction.atomic(durable=True):
        locked = engine.lock(OfficialAccount, account.pk)
        engine.advance(locked, "raise alarm", actor=actor, version=seen)
        notices.accounts.taken_over(locked)


def secure(account: OfficialAccount, *, actor: Person, seen: int) -> None:
    """It is ours again: passwords and sessions are changed. It goes live only through its list again."""
    with transaction.atomic(durable=True):
        locked = engine.lock(OfficialAccount, account.pk)
        engine.advance(locked, "secure", actor=actor, version=seen)
        notices.accounts.waits_for_approval(locked)
