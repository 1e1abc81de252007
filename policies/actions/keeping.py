"""The list of policies: entered, described, linked, citing, binding, retired."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from policies.models import Audience, Citation, Policy, PolicyLink, Source
from workflow import clock, engine
from workflow.actors import Actor
from workflow.models import Audited

CHANGEABLE = ("title", "summary", "owner_role", "review_months", "is_public", "link", "notice")


def add_policy(*, actor: Actor, code: str, title: str, **said: Any) -> Policy:
    """Enter a policy, with or without a text to come. Raises NotAllowed, or ValidationError for a taken code."""
    policy = Policy(code=code, title=title, **said)
    policy.full_clean()
    with transaction.atomic(durable=True):
        engine.create(policy, "add", actor=actor)
    return policy


def change_policy(policy: Policy, *, actor: Actor, **said: Any) -> None:
    """Correct what is said about a policy; its words change by a new version only. Raises ValidationError."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Policy, policy.pk)
        for name in CHANGEABLE:
            setattr(locked, name, said.get(name, getattr(locked, name)))
        locked.full_clean()
        locked.save(update_fields=list(CHANGEABLE))
        engine.record(locked, "change", actor=actor, contents=[locked])


def retire(policy: Policy, *, actor: Actor, retired_on: dt.date) -> None:
    """From this day the policy is kept no longer; what people signed stays provable. Raises ValidationError."""
    if retired_on < clock.today():
        raise ValidationError({"retired_on": _("Choose today or a later day: the past stays as it was.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(Policy, policy.pk)
        locked.retired_on = retired_on
        locked.save(update_fields=["retired_on"])
        engine.record(locked, "retire", actor=actor, contents=[locked])


def link(policy: Policy, to: Policy, *, actor: Actor) -> PolicyLink:
    """Say that it leans on another policy (S2.1). Raises ValidationError when it does already, or on itself."""
    return _attach(PolicyLink(policy=policy, to=to), "link", policy, actor)


def unlink(row: PolicyLink, *, actor: Actor) -> None:
    _detach(row, "unlink", row.policy, actor)


def cite(policy: Policy, source: Source, *, actor: Actor) -> Citation:
    """Say that it rests on a law or guidance: a new edition opens a review (S7.1). Raises ValidationError."""
    return _attach(Citation(policy=policy, source=source), "cite", policy, actor)


def uncite(row: Citation, *, actor: Actor) -> None:
    _detach(row, "uncite", row.policy, actor)


def bind(policy: Policy, role: str, *, actor: Actor, kind: str = Audience.Kind.POLICY) -> Audience:
    """Say that everybody in `role` signs it (S1.4). The sweep asks them. Raises ValidationError."""
    if kind == Audience.Kind.NOTICE and not policy.notice.strip():
        raise ValidationError({"kind": _("Write the short notice first.")})
    return _attach(Audience(policy=policy, role=role, kind=kind), "bind", policy, actor)


def unbind(row: Audience, *, actor: Actor) -> None:
    _detach(row, "unbind", row.policy, actor)


def _attach(row: Any, verb: str, policy: Policy, actor: Actor) -> Any:
    with transaction.atomic(durable=True):
        engine.lock(Policy, policy.pk)
        row.full_clean()
        row.save(force_insert=True)
        engine.record(policy, verb, actor=actor, contents=[row])
    return row


def _detach(row: Audited, verb: str, policy: Policy, actor: Actor) -> None:
    """The row stays, with the moment at which it ended. Twice changes nothing."""
    with transaction.atomic(durable=True):
        engine.lock(Policy, policy.pk)
        model: type[models.Model] = type(row)
        held = model._base_manager.filter(pk=row.pk, ended_at=None).first()
        if held is None:
            return
        held.ended_at = clock.now()  # type: ignore[attr-defined]
        held.save(update_fields=["ended_at"])
        engine.record(policy, verb, actor=actor, contents=[held])  # type: ignore[list-item]
