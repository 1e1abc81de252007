"""Platforms, the setting's own domains, and what must be signed first: data that the manager keeps (S1.3, S5.3b)."""

import datetime as dt
import hashlib
import json
import re
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import Person
from consents.models import Purpose
from policies.models import Policy
from social.models import DataChange, Gate, MailDomain, Platform
from social.selectors.gate import ACCEPTABLE_USE
from social.selectors.sites import HOST
from social.signals import platform_changed
from workflow import clock, engine

Of = DataChange.Of
# Whether it is a channel is no word of the manager's: it follows from an account that goes live there.
SAID = (
    "name", "min_age", "sites", "terms_url", "terms_checked_on", "edition", "risk", "risk_note", "purpose",
    "source",
)  # fmt: skip


def add_platform(*, actor: Person, **said: Any) -> Platform:
    """A platform that the list does not have yet. Raises NotAllowed, or ValidationError."""
    code = slugify(said["name"])[:40]
    said.setdefault("source", _("This setting"))
    platform = Platform(code=code, checked_on=clock.today(), **said)
    with transaction.atomic(durable=True):
        _check(platform)
        platform.save(force_insert=True)
        _remember(actor, Of.PLATFORM, code, _content(platform))
    return platform


def change_platform(platform: Platform, *, actor: Person, drawn: str, **said: Any) -> None:
    """What the terms say now, the risk, and which yes pictures need there. `drawn` is `as_drawn()` of it on the page.

    A higher age closes no profile: those below it are listed, for people to close. Another purpose asks anew of
    every post there: those that show a child without a yes to it come back, or down.
    Raises NotAllowed, StaleState or ValidationError.
    """
    with transaction.atomic(durable=True):
        stands = Platform.objects.select_for_update().get(pk=platform.pk)
        if as_drawn(stands) != drawn:
            raise engine.StaleState("change")
        before = stands.purpose_id
        for name, value in said.items():
            setattr(stands, name, value)
        stands.checked_on = clock.today()
        _check(stands, purpose_before=before)
        stands.save(update_fields=[*said, "checked_on"])
        _remember(actor, Of.PLATFORM, stands.pk, _content(stands))
        if stands.purpose_id != before:
            transaction.on_commit(partial(platform_changed.send_robust, sender=Platform))


def _check(platform: Platform, purpose_before: str | None = None) -> None:
    """Raises ValidationError for what is no site, a day to come, or a use that parents are not asked about."""
    wrong: dict[str, Any] = {}
    platform.sites = " ".join(_site(part) for part in re.split(r"[\s,]+", platform.sites) if part)
    if not all(HOST.fullmatch(site) for site in platform.sites.split()):
        wrong["sites"] = _("Enter sites such as instagram.com, with a space between two of them.")
    if platform.terms_checked_on and platform.terms_checked_on > clock.today():
        wrong["terms_checked_on"] = _("Enter a day that has come.")
    chosen = platform.purpose_id
    if (
        chosen
        and chosen != purpose_before
        and not Purpose.objects.asked().filter(is_public=True, pk=chosen).exists()
    ):
        wrong["purpose"] = _("Choose a public use about which parents are asked.")
    if wrong:
        raise ValidationError(wrong)
    platform.full_clean()


def _site(said: str) -> str:
    """What people copy from the address bar, as the name of a site."""
    return said.lower().removeprefix("https://").removeprefix("www.").rstrip("/")


def make_channel(platform: Platform, *, actor: Person) -> None:
    """One more official channel, in the transaction of the account that opens it (S5.1)."""
    Platform.objects.filter(pk=platform.pk).update(is_channel=True)
    _remember(actor, Of.PLATFORM, platform.pk, {"is_channel": True})


def choose_gate(policy: Policy, *, actor: Person) -> Gate:
    """Which policy must be signed before anybody uses social media for the setting. Raises NotAllowed."""
    with transaction.atomic(durable=True):
        gate = Gate.objects.select_for_update().get(pk=ACCEPTABLE_USE)
        gate.policy_code, gate.checked_on, gate.source = policy.code, clock.today(), _("This setting")
        gate.save(update_fields=["policy_code", "checked_on", "source"])
        _remember(actor, Of.GATE, gate.pk, {"policy_code": policy.code})
    return gate


def add_domain(domain: str, *, actor: Person) -> MailDomain:
    """A domain of the setting's own addresses. Raises NotAllowed, or ValidationError for what is no domain."""
    name = domain.strip().lower().removeprefix("@")
    if "." not in name or "@" in name or any(letter.isspace() for letter in name):
        raise ValidationError({"domain": _("Enter a domain, such as superstars.org.uk.")})
    with transaction.atomic(durable=True):
        row, _made = MailDomain.objects.update_or_create(
            domain=name, defaults={"is_ours": True, "source": _("This setting"), "checked_on": clock.today()}
        )
        _remember(actor, Of.DOMAIN, name, {"is_ours": True})
    return row


def end_domain(domain: MailDomain, *, actor: Person) -> None:
    """It is ours no longer: accounts registered with it say so at once. Raises NotAllowed."""
    with transaction.atomic(durable=True):
        MailDomain.objects.filter(pk=domain.pk).update(is_ours=False, checked_on=clock.today())
        _remember(actor, Of.DOMAIN, domain.pk, {"is_ours": False})


def as_drawn(platform: Platform) -> str:
    """What tells one content of a platform from another, for a page that changes it."""
    return hashlib.sha256(json.dumps(_content(platform), sort_keys=True).encode()).hexdigest()


def _content(platform: Platform) -> dict[str, Any]:
    return {name: _plain(getattr(platform, name)) for name in SAID}


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    return value.isoformat() if isinstance(value, dt.date) else value


def _remember(actor: Person, of: models.TextChoices, code: str, values: dict[str, Any]) -> None:
    row = DataChange(of=of, code=code, values=values, by_id=actor.pk, at=clock.now())
    engine.create(row, "change", actor=actor)
