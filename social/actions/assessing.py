"""Risk assessments are written: begun, changed, hazard by hazard, by people who then never approve them (§6.4)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Person
from policies.actions import planning
from policies.models import PlanAction, PolicyVersion
from social import hazard_drafts
from social.hazard_drafts import DraftHazard
from social.models import HazardKind, RiskAssessment, RiskAuthor
from social.models.hazards import HARMED, SCALE
from social.models.risks import subject_name, year_after
from social.permissions.risks import APPROVING, can_write_risks
from social.selectors.covering import Target
from workflow import clock, engine

State = RiskAssessment.State
EDITS = {State.DRAFT: "edit", State.CHANGES: "amend"}


def begin(target: Target, *, actor: Person, purpose: str = "", used_by: str = "") -> RiskAssessment:
    """Begin the first or the next version of the assessment of `target`; the next one from the words of the last.

    Raises NotAllowed, or ValidationError while one is being made, or where the first says nothing of its use.
    """
    name = subject_name(type(target))
    with transaction.atomic(durable=True):
        # Two who begin at once wait for each other here.
        type(target)._base_manager.select_for_update(no_key=True).get(pk=target.pk)
        every = RiskAssessment.objects.of(target)
        if every.open().exists():
            raise ValidationError(_("A version is being made already."))
        row = RiskAssessment(number=(every.aggregate(last=Max("number"))["last"] or 0) + 1, started_by=actor)
        setattr(row, name, target)
        row.started_at = clock.now()
        _copy(every.exclude(state=State.GIVEN_UP).order_by("-number").first(), row)
        row.purpose, row.used_by = purpose.strip() or row.purpose, used_by.strip() or row.used_by
        if not row.purpose or not row.used_by:
            raise ValidationError({"purpose": _("Say what it is used for, and by whom.")})
        author = _author(row, actor)
        engine.create(row, "begin", actor=actor, contents=[author])
        author.save(force_insert=True)
    return row


def _copy(last: RiskAssessment | None, row: RiskAssessment) -> None:
    if last is None:
        return
    for name in ("purpose", "used_by", "monitoring", "policy_version"):
        setattr(row, name, getattr(last, name))
    kept = last.hazards.filter(edition=last.edition)
    row.draft = [DraftHazard.of(hazard).to_json() for hazard in kept]


def describe(
    assessment: RiskAssessment,
    *,
    actor: Person,
    seen: int,
    purpose: str,
    used_by: str,
    monitoring: str,
    policy_version: PolicyVersion | None,
    next_review_on: dt.date | None,
) -> None:
    """Change what is said of the whole. Raises NotAllowed, WrongState, StaleState, or ValidationError."""
    if not purpose.strip() or not used_by.strip():
        raise ValidationError({"purpose": _("Say what it is used for, and by whom.")})
    if next_review_on is not None:
        check_review(next_review_on, clock.today())
    changes = {
        "purpose": purpose.strip(),
        "used_by": used_by.strip(),
        "monitoring": monitoring.strip(),
        "policy_version": policy_version,
        "next_review_on": next_review_on,
    }
    with transaction.atomic(durable=True):
        _write(engine.lock(RiskAssessment, assessment.pk), actor, seen, changes)


def check_review(day: dt.date | None, approved_on: dt.date) -> dt.date:
    """`day`, if an assessment approved on a day may hold until then. Raises ValidationError (§6.4: twelve months)."""
    if day is None:
        raise ValidationError({"next_review_on": _("Choose the day of its next review.")})
    if day < approved_on:
        raise ValidationError({"next_review_on": _("The day of the next review has passed.")})
    if day > year_after(approved_on):
        raise ValidationError({"next_review_on": _("The next review is within twelve months.")})
    return day


def put_hazard(assessment: RiskAssessment, hazard: DraftHazard, *, actor: Person, seen: int) -> None:
    """Add a hazard, or change the one of the same key. Raises as `describe` does."""
    check_hazard(hazard)
    with transaction.atomic(durable=True):
        locked = engine.lock(RiskAssessment, assessment.pk)
        _write(locked, actor, seen, {"draft": hazard_drafts.replaced(locked.draft, hazard)})


def remove_hazard(assessment: RiskAssessment, key: str, *, actor: Person, seen: int) -> None:
    """Leave a hazard out of the draft; what was handed in before stays on record. Raises as `describe` does."""
    with transaction.atomic(durable=True):
        locked = engine.lock(RiskAssessment, assessment.pk)
        _write(locked, actor, seen, {"draft": hazard_drafts.without(locked.draft, key)})


def plan_control(
    assessment: RiskAssessment,
    key: str,
    *,
    actor: Person,
    seen: int,
    title: str,
    owner: Person,
    due_on: dt.date,
) -> PlanAction:
    """Put a control that is still to be done on the action plan, and tie it to its hazard.

    Two transactions: the plan tells whoever is to do it, whatever becomes of the draft.
    Raises as `describe` and `planning.add_action` do.
    """
    now = RiskAssessment.objects.get(pk=assessment.pk)
    found = next((one for one in hazard_drafts.read(now.draft) if one.key == key), None)
    if found is None:
        raise ValidationError(_("This hazard is not there any more."))
    _check_writable(now, actor, seen)
    origin = PlanAction.Origin.RISK_ASSESSMENT
    action = planning.add_action(actor=actor, title=title, owner=owner, due_on=due_on, origin=origin)
    with transaction.atomic(durable=True):
        locked = engine.lock(RiskAssessment, assessment.pk)
        tied = DraftHazard.from_json(found.to_json() | {"action": str(action.pk)})
        _write(locked, actor, seen, {"draft": hazard_drafts.replaced(locked.draft, tied)})
    return action


def check_hazard(hazard: DraftHazard) -> None:
    """Whether a hazard says everything. Raises ValidationError by field."""
    wrong: dict[str, Any] = {}
    scores = (
        hazard.likelihood_before, hazard.impact_before, hazard.likelihood_after, hazard.impact_after,
    )  # fmt: skip
    if not all(1 <= score <= SCALE for score in scores):
        wrong["likelihood_before"] = _("Each is a number from 1 to 5.")
    elif hazard.after > hazard.before:
        wrong["likelihood_after"] = _("With the controls the risk is not larger than without them.")
    if not hazard.title.strip():
        wrong["title"] = _("Say what could happen.")
    if not hazard.controls.strip():
        wrong["controls"] = _("Say what is done about it.")
    if not hazard.harmed or not set(hazard.harmed) <= HARMED.keys():
        wrong["harmed"] = _("Say who may be harmed.")
    if not HazardKind.objects.filter(pk=hazard.kind).exists():
        wrong["kind"] = _("Choose what kind of hazard it is.")
    if not hazard.residual_owner or not Person.objects.filter(pk=hazard.residual_owner).exists():
        wrong["residual_owner"] = _("Say who answers for what is left of it.")
    if wrong:
        raise ValidationError(wrong)


def check_hazards(hazards: Sequence[DraftHazard]) -> None:
    """The same for all of a draft, as one message each. Raises ValidationError."""
    for hazard in hazards:
        try:
            check_hazard(hazard)
        except ValidationError as error:
            raise ValidationError([f"{hazard.title}: {said}" for said in error.messages]) from error


def _check_writable(row: RiskAssessment, actor: Person, seen: int) -> None:
    step = EDITS.get(State(row.state), "edit")
    if not can_write_risks(actor):
        raise engine.NotAllowed(actor, row, step)
    if row.version != seen:
        raise engine.StaleState(step)
    if row.state not in EDITS:
        raise engine.WrongState(f"{step} from {row.state}")


def _write(row: RiskAssessment, actor: Person, seen: int, changes: dict[str, Any]) -> None:
    """One change of the draft, by somebody who is an author from now on; in the caller's transaction, locked."""
    step = EDITS.get(State(row.state), "edit")
    new = [] if row.authors.filter(person=actor.pk).exists() else [_author(row, actor)]
    engine.advance(row, step, actor=actor, version=seen, changes=changes, contents=new)
    RiskAuthor.objects.bulk_create(new)


def _author(row: RiskAssessment, person: Person) -> RiskAuthor:
    return RiskAuthor(assessment=row, person=person, was_approver=person.holds(*APPROVING))
