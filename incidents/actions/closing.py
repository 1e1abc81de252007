"""How cases end: closed by a second person, merged, entered in error; and how they start again."""

import dataclasses
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from incidents.actions import accounts, clauses
from incidents.actions.reporting import tell_readers
from incidents.actions.routing import missing_conflicts, refresh_due, reroute
from incidents.lifecycle import LADO
from incidents.models import Case, CaseReport, Entry, Outcome, Recusal, Subject
from policies.models import Policy
from workflow import clock, engine
from workflow.models import Audited, Deadline

# Who confirms an ending agrees with reasons that are written down already.
NEEDS_NO_REASONS = ("close", "confirm error")


OPEN_ACTIONS = gettext_lazy("Finish or cancel every open action first.")


@dataclasses.dataclass(frozen=True)
class Closing:
    """How a case ended, why, whether the parents know (S6.9, §2.4), and which policies were applied (S2.1).

    `no_policy` says that none was: silence is no answer.
    """

    outcome: Outcome
    rationale: str
    parents_informed: str
    parents_reason: str = ""
    policies: tuple[Policy, ...] = ()
    no_policy: bool = False

    def problems(self, case: Case) -> dict[str | None, str]:
        """What stands in the way, by field (None: the case itself)."""
        found: dict[str | None, str] = {}
        if not self.rationale.strip():
            found["rationale"] = _("Say why the case can be closed.")
        if self.parents_informed not in ("yes", "no"):
            found["parents_informed"] = _("Say whether the parents were informed.")
        if self.parents_informed == "no" and not self.parents_reason.strip():
            found["parents_reason"] = _("Say why the parents were not informed.")
        if bool(self.policies) == self.no_policy:
            found["policies"] = _("Choose the policies that were applied, or say that none was.")
        if case.actions.open().exists():
            found[None] = str(OPEN_ACTIONS)
        elif Deadline.objects.open().of(case).filter(rule=LADO).exists():
            found[None] = _("Record the contact with LADO first.")
        return found

    @property
    def text(self) -> str:
        """The entry's body: reasons, outcome, and whether the parents were told. It stays when the case reopens."""
        outcome = _("Outcome: %(outcome)s.") % {"outcome": self.outcome}
        told = _("Parents informed.")
        if self.parents_informed == "no":
            told = f"{_('Parents not informed, because:')} {self.parents_reason}"
        applied = _("No policy was applied.")
        if self.policies:
            applied = _("Policies applied: %(titles)s.") % {"titles": ", ".join(map(str, self.policies))}
        return f"{self.rationale}\n\n{outcome} {told}\n{applied}"


def propose_close(case: Case, *, actor: Person, version: int, closing: Closing) -> None:
    """A lead says the case can end; a second person decides. Raises ValidationError."""
    _end(case, "propose close", actor, version, closing, proposed_by=actor)


def close_alone(case: Case, *, actor: Person, version: int, closing: Closing) -> None:
    """Close at once, where a closing rule allows one person. Raises ValidationError."""
    _end(case, "close alone", actor, version, closing)


def _end(
    case: Case, step: str, actor: Person, version: int, closing: Closing, proposed_by: Person | None = None
) -> None:
    with transaction.atomic(durable=True):
        # Nobody may add an action between this look and the step.
        locked = engine.lock(Case, case.pk)
        problems = closing.problems(locked)
        if problems and step in {s.name for s in locked.lifecycle.available(locked, actor)}:
            raise ValidationError({key or "__all__": text for key, text in problems.items()})
        changes = {
            "outcome": closing.outcome,
            "parents_informed": closing.parents_informed,
            "policies_applied": Case.Applied.NONE if closing.no_policy else Case.Applied.SOME,
            "ending": Case.Ending.CLOSE,
            "proposed_by": proposed_by,
        }
        applied = clauses.apply(locked, closing.policies, actor=actor)
        _step_with_reasons(locked, step, actor, version, closing.text, changes, also=applied)


def propose_error(case: Case, *, actor: Person, version: int, rationale: str) -> None:
    """Say that the case should not exist; content is kept, and a second person confirms."""
    changes = {"ending": Case.Ending.ERROR, "proposed_by": actor}
    with transaction.atomic(durable=True):
        _step_with_reasons(case, "propose error", actor, version, rationale, changes)


def confirm_ending(case: Case, *, actor: Person, version: int, rationale: str = "") -> None:
    """The second person agrees: closed, or entered in error, as it was proposed."""
    step = "confirm error" if case.ending == Case.Ending.ERROR else "close"
    with transaction.atomic(durable=True):
        _step_with_reasons(case, step, actor, version, rationale)


def send_back(case: Case, *, actor: Person, version: int, rationale: str) -> None:
    """The second person does not agree, and says why."""
    with transaction.atomic(durable=True):
        _step_with_reasons(case, "send back", actor, version, rationale, {"ending": "", "proposed_by": None})


def withdraw_proposal(case: Case, *, actor: Person, version: int, rationale: str) -> None:
    """Whoever leads takes the proposal back."""
    with transaction.atomic(durable=True):
        changes = {"ending": "", "proposed_by": None}
        _step_with_reasons(case, "withdraw proposal", actor, version, rationale, changes)


def reopen(case: Case, *, actor: Person, version: int, rationale: str) -> None:
    """Work starts again; nothing of what was is lost. Readers are computed anew."""
    with transaction.atomic(durable=True):
        changes = {"ending": "", "proposed_by": None, "outcome": None, "policies_applied": ""}
        locked = engine.lock(Case, case.pk)
        ended = clauses.apply(locked, (), actor=actor)
        _step_with_reasons(case, "reopen", actor, version, rationale, changes, also=ended)
        reroute(case, reason="reopened")


def merge(case: Case, *, actor: Person, version: int, into: Case, rationale: str) -> None:
    """Continue `case` in `into`: its reports, subjects, clauses and accounts move along, and a running
    LADO clock.

    A conflict of interest with either is from now on one with both.

    Raises ValidationError when the other case is this one or has ended, or actions are still open here;
    NotAllowed when the actor may not lead the other.
    """
    with transaction.atomic(durable=True):
        locked = {pk: engine.lock(Case, pk) for pk in sorted({case.pk, into.pk})}
        target = locked[into.pk]
        if into.pk == case.pk or not target.is_open:
            raise ValidationError({"into": _("Choose another open case.")})
        if locked[case.pk].actions.open().exists():
            raise ValidationError(OPEN_ACTIONS)
        running = Deadline.objects.open().of(case).filter(rule=LADO).first()
        _step_with_reasons(
            locked[case.pk], "merge", actor, version, rationale, {"merged_into": target}, meets=[LADO]
        )
        _receive(target, locked[case.pk], running, actor)


def _receive(target: Case, case: Case, running: Deadline | None, actor: Person) -> None:
    had = set(target.reports.values_list("pk", flat=True))
    links = [CaseReport(case=target, report=report) for report in case.reports.exclude(pk__in=had)]
    subjects, recusals = missing_conflicts(case, target)
    named = [*clauses.carry(case, target), *accounts.carry(case, target)]
    engine.record(
        target,
        "receive",
        actor=actor,
        contents=[*links, *subjects, *recusals, *named],
        opens=[LADO] if running else [],
        since=running.started_at if running else None,
    )
    CaseReport.objects.bulk_create(links)
    Subject.objects.bulk_create(subjects)
    Recusal.objects.bulk_create(recusals)
    reroute(target, reason="merged")
    refresh_due(target)


def _step_with_reasons(
    case: Case,
    step: str,
    actor: Person,
    version: int,
    rationale: str,
    changes: dict | None = None,
    meets: list[str] | None = None,
    also: Sequence[Audited] = (),
) -> None:
    """Take one step and write its reasons into the chronology, for the other readers to see.

    `also` are rows that were written for it, to be sealed with it.
    """
    written = []
    if rationale.strip():
        written = [
            Entry(case=case, kind=Entry.Kind.DECISION, author=actor, body=rationale, recorded_at=clock.now())
        ]
    elif step not in NEEDS_NO_REASONS:
        raise ValidationError({"rationale": _("Say why.")})
    engine.advance(
        case,
        step,
        actor=actor,
        version=version,
        changes=changes,
        contents=[*written, *also],
        meets=meets or [],
    )
    Entry.objects.bulk_create(written)
    refresh_due(case)
    tell_readers(case, occasion=f"{step} {case.version}", but=actor)
