"""From a draft to a published version: views asked, agreed by the manager, approved by the owner (§6.8)."""

import dataclasses
import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from pages.templatetags.dates import nice_date
from policies import notices
from policies.actions import beginning, freezing, reviewing
from policies.models import Consultation, Policy, PolicyVersion
from policies.selectors.versions import follows_another
from workflow import clock, engine
from workflow.actors import Actor

GROUPS = tuple(Consultation.Group)


def consult(version: PolicyVersion, *, actor: Person, seen: int) -> None:
    """Freeze the draft's words, and ask for views on them. Raises ValidationError, NotAllowed or StaleState.

    `seen` is the version (of the row) that the page was drawn from; so in every step here.
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        missing = missing_before_consulting(locked)
        if missing:
            raise ValidationError(missing)
        _freeze(locked, "consult", actor, seen)


def missing_before_consulting(version: PolicyVersion) -> list[str]:
    """What a version that follows another must say first, in words for people."""
    if not follows_another(version):
        return []
    missing = []
    if not version.change_summary.strip():
        missing.append(_("Say what changes for the reader."))
    if not version.keys_confirmed:
        missing.append(_("The manager confirms which clause goes on as which."))
    return missing


def _freeze(locked: PolicyVersion, step: str, actor: Actor, seen: int, **more: Any) -> None:
    """Take a step that makes rows of the draft's words."""
    frozen = freezing.freeze(locked)
    changes = {
        "edition": locked.edition,
        "text_hash": locked.text_hash,
        "outline": locked.outline,
        "outline_before": None,
        **more,
    }
    _advance(locked, step, actor, seen, changes=changes, contents=[*frozen[0], *frozen[1]])
    freezing.store(frozen)


def record_consultation(
    version: PolicyVersion, *, actor: Person, group: str, held_on: dt.date, how: str, feedback: str
) -> Consultation:
    """Note whom it was shown to, how, and what they said (S1.1). Raises NotAllowed, WrongState, ValidationError."""
    if held_on > clock.today():
        raise ValidationError({"held_on": _("Enter a day that has come.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        row = Consultation(
            version=locked,
            edition=locked.edition,
            group=group,
            held_on=held_on,
            how=how.strip(),
            feedback=feedback.strip(),
            recorded_by=actor,
        )
        row.clean_fields(exclude=["version", "recorded_by"])
        engine.record(locked, "consulted", actor=actor, contents=[row])
        row.save(force_insert=True)
    return row


def hand_to_manager(version: PolicyVersion, *, actor: Person, seen: int) -> None:
    """Staff, parents and children's views were asked: the manager reads it. Raises ValidationError otherwise."""
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        asked = set(locked.consultations.values_list("group", flat=True))
        missing = [str(group.label) for group in GROUPS if group not in asked]
        if missing:
            raise ValidationError(
                _("Record first what they said: %(groups)s.") % {"groups": ", ".join(missing)}
            )
        _advance(locked, "hand to manager", actor, seen)
        notices.version_waits(locked)


def agree(version: PolicyVersion, *, actor: Person, seen: int) -> None:
    """The manager agrees to the words; the owner decides."""
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        _advance(locked, "agree", actor, seen)
        notices.version_waits(locked)


def approve(version: PolicyVersion, *, actor: Person, seen: int) -> None:
    """The owner approves words that somebody else drafted (R7). Raises ValidationError if they were added to."""
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        _advance(locked, "approve", actor, seen, changes={"approved_by": actor})
        freezing.check_words(locked)
        notices.version_waits(locked)


def send_back(version: PolicyVersion, *, actor: Person, seen: int, why: str) -> None:
    """Back to the draft, with the reason for its drafters; consultations already held stay on record."""
    if not why.strip():
        raise ValidationError({"why": _("Say why.")})
    with transaction.atomic(durable=True):
        locked = engine.lock(PolicyVersion, version.pk)
        _advance(locked, "send back", actor, seen, changes={"approved_by": None, "sent_back_because": why})
        notices.version_sent_back(locked)


def give_up(version: PolicyVersion, *, actor: Person, seen: int) -> None:
    """Make this version no further; its number is not used again."""
    with transaction.atomic(durable=True):
        _advance(engine.lock(PolicyVersion, version.pk), "give up", actor, seen)


def publish(version: PolicyVersion, *, actor: Person, seen: int, effective_from: dt.date) -> None:
    """Publish approved words for a day, today or later. From now on nothing of them changes.

    Raises ValidationError for a day in the past, on which another version begins, or on which the policy is
    kept no longer.
    """
    if effective_from < clock.today():
        raise ValidationError({"effective_from": _("Choose today or a later day.")})
    with transaction.atomic(durable=True):
        _refuse_retired(engine.lock(Policy, version.policy_id), effective_from)
        locked = engine.lock(PolicyVersion, version.pk)
        _check_day(locked, effective_from)
        changes = {"effective_from": effective_from, "is_frozen": True}
        _advance(locked, "publish", actor, seen, changes=changes)
        freezing.check_words(locked)
    beginning.begin_now(locked)


@dataclasses.dataclass(frozen=True)
class Adoption:
    """What is known of a version that was in force before it was recorded here."""

    in_force_since: dt.date
    approved_by: str
    reviewed_on: dt.date


def adopt(version: PolicyVersion, *, actor: Actor, seen: int, adoption: Adoption) -> None:
    """Record words as in force already: since when, who approved them, who recorded it. No approval is made up.

    Only for a policy's first version. Raises ValidationError.
    """
    problems = problems_of(adoption)
    if problems:
        raise ValidationError(problems)
    with transaction.atomic(durable=True):
        policy = engine.lock(Policy, version.policy_id)
        _refuse_retired(policy, clock.today())
        locked = engine.lock(PolicyVersion, version.pk)
        if follows_another(locked):
            raise ValidationError(_("This policy has a published version: make a new one from it."))
        known = {"effective_from": adoption.in_force_since, "approved_by_name": adoption.approved_by.strip()}
        _freeze(locked, "adopt", actor, seen, **known, is_adopted=True, is_frozen=True)
        # Here, and not when it begins: a worker that dies in between must not make it look newer.
        reviewing.note_reviewed(policy, adoption.reviewed_on, actor=actor)
    beginning.begin_now(locked)


def problems_of(adoption: Adoption) -> dict[str, str]:
    """What cannot be so, by field."""
    found = {}
    if adoption.in_force_since > clock.today():
        found["in_force_since"] = _("Enter the day since when it has been in force.")
    if not adoption.approved_by.strip():
        found["approved_by"] = _("Say who approved it then.")
    if adoption.reviewed_on > clock.today():
        found["reviewed_on"] = _("Enter a day that has come.")
    return found


def _refuse_retired(policy: Policy, day: dt.date) -> None:
    """A policy that is kept no longer on that day gets no words that would begin then."""
    if policy.retired_on and policy.retired_on <= day:
        raise ValidationError(
            _("This policy is kept no longer from %(day)s: nothing of it is published.")
            % {"day": nice_date(policy.retired_on)}
        )


def _check_day(version: PolicyVersion, day: dt.date) -> None:
    published = version.policy.versions.published().exclude(pk=version.pk)
    if published.filter(effective_from__gte=day).exists():
        raise ValidationError(
            {"effective_from": _("Another version begins on this day or later. Choose a day after it.")}
        )


def _advance(version: PolicyVersion, step: str, actor: Actor, seen: int, **what: Any) -> None:
    engine.advance(version, step, actor=actor, version=seen, **what)
