"""The list of policies: entered, described, linked, citing, binding, retired."""

import datetime as dt
import json
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import STAFF_ROLES
from policies.actions import reviewing
from policies.models import Audience, Citation, Policy, PolicyLink, Source
from policies.models.policies import LONGEST_REVIEW_MONTHS
from workflow import audit, clock, engine
from workflow.actors import Actor
from workflow.models import Audited

CHANGEABLE = ("title", "summary", "owner_role", "review_months", "is_public", "link", "notice", "reviewed_on")
T = TypeVar("T")
USUAL = Path(__file__).resolve().parent.parent / "data" / "usual" / "policies.json"


def add_policy(*, actor: Actor, title: str, code: str = "", **said: Any) -> Policy:
    """Enter a policy, with or without a text to come; without a `code` it gets one of its title.

    Whenever its last review is known, its next one is open, wherever its text is kept (S2.1).
    Raises NotAllowed, or ValidationError for a taken code.
    """

    def add() -> Policy:
        with transaction.atomic(durable=True):
            policy = _enter(actor, title=title, code=code or _free_code(title), **said)
            reviewing.open_next(policy)
        return policy

    return _unless_somebody_was_quicker(add)


def enter_usual_policies(*, actor: Actor) -> int:
    """Enter the policies that a pre-school usually keeps, as far as they are missing, and their links (S2.1).

    Returns how many were missing. Titles and summaries come from a data file; there is no text yet.
    Raises NotAllowed.
    """
    return _unless_somebody_was_quicker(lambda: _enter_usual(actor))


def _enter_usual(actor: Actor) -> int:
    usual = {row["code"]: row for row in json.loads(USUAL.read_text(encoding="utf-8"))["policies"]}
    with transaction.atomic(durable=True):
        held = {policy.code: policy for policy in Policy.objects.filter(code__in=usual)}
        missing = [row for code, row in usual.items() if code not in held]
        for row in missing:
            held[row["code"]] = _enter(actor, **{name: row[name] for name in row if name != "leans_on"})
        for row in missing:
            links = [PolicyLink(policy=held[row["code"]], to=held[code]) for code in row.get("leans_on", ())]
            PolicyLink.objects.bulk_create(links)
            if links:
                engine.record(held[row["code"]], "link", actor=actor, contents=links)
    return len(missing)


def _unless_somebody_was_quicker(act: Callable[[], T]) -> T:
    """Once more, from the beginning, when somebody took the same code at the same moment."""
    try:
        return act()
    except IntegrityError:
        return act()


def _enter(actor: Actor, **said: Any) -> Policy:
    """A new policy and the first event of its chain, in the caller's transaction."""
    policy = Policy(**said)
    _check(policy)
    engine.create(policy, "add", actor=actor)
    return policy


def change_policy(policy: Policy, *, actor: Actor, seen: str | None = None, **said: Any) -> None:
    """Correct what is said about a policy; its words change by a new version only.

    `seen` is its `fingerprint` when the page was drawn. Raises ValidationError, or StaleState when
    somebody changed it since. The last review is said by hand once: the next ones are done here (S7.1).
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(Policy, policy.pk)
        if seen is not None and seen != fingerprint(locked):
            raise engine.StaleState("change")
        _refuse_retired(locked)
        before = locked.reviewed_on
        for name in CHANGEABLE:
            setattr(locked, name, said.get(name, getattr(locked, name)))
        if before not in (None, locked.reviewed_on):
            raise ValidationError(
                {"reviewed_on": _("Its reviews are recorded here: do the next one instead.")}
            )
        _check(locked)
        locked.save(update_fields=list(CHANGEABLE))
        engine.record(locked, "change", actor=actor, contents=[locked])
        reviewing.open_next(locked)


def fingerprint(policy: Policy) -> str:
    """What somebody saw when they began to change it: the same words, the same 64 characters."""
    return audit.sha256(audit.canonical([getattr(policy, name) for name in CHANGEABLE]))


def retire(policy: Policy, *, actor: Actor, retired_on: dt.date) -> None:
    """From this day the policy is kept no longer; what people signed stays provable.

    Raises ValidationError for a day in the past, and when it was retired before.
    """
    if retired_on < clock.today():
        raise ValidationError({"retired_on": _("Choose today or a later day: the past stays as it was.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(Policy, policy.pk)
        _refuse_retired(locked)
        locked.retired_on = retired_on
        locked.save(update_fields=["retired_on"])
        engine.record(locked, "retire", actor=actor, contents=[locked])


def link(policy: Policy, to: Policy, *, actor: Actor) -> PolicyLink:
    """Say that it leans on another policy (S2.1). Raises ValidationError when it does already, or on itself."""
    if to.pk == policy.pk:
        raise ValidationError({"to": _("A policy does not lean on itself.")})
    if not Policy.objects.kept().filter(pk=to.pk).exists():
        raise ValidationError({"to": _("This policy is kept no longer.")})
    twice = ValidationError({"to": _("It leans on this policy already.")})
    return _attach(PolicyLink(policy=policy, to=to), "link", actor, twice)


def unlink(row: PolicyLink, *, actor: Actor) -> None:
    _detach(row, "unlink", row.policy, actor)


def cite(policy: Policy, source: Source, *, actor: Actor) -> Citation:
    """Say that it rests on a law or guidance: a new edition opens a review (S7.1). Raises ValidationError."""
    twice = ValidationError({"source": _("It cites this already.")})
    return _attach(Citation(policy=policy, source=source), "cite", actor, twice)


def uncite(row: Citation, *, actor: Actor) -> None:
    _detach(row, "uncite", row.policy, actor)


def bind(policy: Policy, role: str, *, actor: Actor, kind: str = Audience.Kind.POLICY) -> Audience:
    """Say that everybody in `role` signs it (S1.4). The sweep asks them. Raises ValidationError."""
    return bind_all(policy, [role], actor=actor, kind=kind)[0]


def bind_all(
    policy: Policy, roles: Iterable[str], *, actor: Actor, kind: str = Audience.Kind.POLICY
) -> list[Audience]:
    """Say it of several roles at once: all of them, or none. Raises as `bind`."""
    twice = ValidationError({"role": _("They sign it already. End that first.")})
    with transaction.atomic(durable=True):
        return [
            _attach_now(Audience(policy=policy, role=role, kind=kind), "bind", actor, twice) for role in roles
        ]


def unbind(row: Audience, *, actor: Actor) -> None:
    _detach(row, "unbind", row.policy, actor)


def _check(policy: Policy) -> None:
    if not 1 <= policy.review_months <= LONGEST_REVIEW_MONTHS:
        raise ValidationError(
            {"review_months": _("Choose between 1 and 12 months: it is reviewed at least yearly.")}
        )
    policy.full_clean()
    if policy.owner_role not in STAFF_ROLES:
        raise ValidationError({"owner_role": _("Choose a leader, or somebody who works here.")})
    if policy.reviewed_on and policy.reviewed_on > clock.today():
        raise ValidationError({"reviewed_on": _("Enter a day that has come.")})
    asks_for_notice = policy.audiences.filter(ended_at=None, kind=Audience.Kind.NOTICE)
    if not policy.notice.strip() and not policy._state.adding and asks_for_notice.exists():
        raise ValidationError({"notice": _("Somebody signs the short notice: it cannot be empty.")})


def _refuse_retired(policy: Policy) -> None:
    if policy.retired_on and policy.retired_on <= clock.today():
        raise ValidationError(_("This policy is kept no longer."))


def _free_code(title: str) -> str:
    """The title in Latin letters, or a random word where it has none; numbered when it is taken."""
    stem = slugify(title)[:50].strip("-") or f"policy-{uuid.uuid4().hex[:8]}"
    taken = set(Policy.objects.filter(code__startswith=stem).values_list("code", flat=True))
    return next(
        code for code in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if code not in taken
    )


def _attach(row: Any, verb: str, actor: Actor, twice: ValidationError) -> Any:
    """Store a link, citation or audience that holds from now on; `twice` is raised for one that holds already."""
    with transaction.atomic(durable=True):
        return _attach_now(row, verb, actor, twice)


def _attach_now(row: Any, verb: str, actor: Actor, twice: ValidationError) -> Any:
    """The same, in the caller's transaction."""
    policy = engine.lock(Policy, row.policy_id)
    _refuse_retired(policy)
    if getattr(row, "kind", "") == Audience.Kind.NOTICE and not policy.notice.strip():
        raise ValidationError({"kind": _("Write the short notice first.")})
    row.clean_fields()
    try:
        row.validate_constraints()
    except ValidationError:
        raise twice from None
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
