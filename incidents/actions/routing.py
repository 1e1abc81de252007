"""Turning a decision of `incidents.routing` into a case, its readers, and a sealed record."""

import uuid

from django.db import transaction
from django.db.models import OuterRef, Subquery, prefetch_related_objects

from incidents import lifecycle, notices
from incidents import routing as decisions
from incidents.actions import accounts, clauses
from incidents.models import (
    Access,
    Case,
    CaseAccount,
    CaseClause,
    CaseReport,
    Recusal,
    Report,
    ReportPerson,
    Subject,
)
from incidents.routing import Facts, Route
from incidents.selectors import facts as read_facts
from workflow import clock, engine
from workflow.actors import System
from workflow.models import Deadline
from workflow.sweeps import sweep

ROUTER = System("router")
BATCH = 200


def route_report(report_id: uuid.UUID) -> None:
    """Give a stored report to whoever the rules name. Nothing happens the second time.

    With nobody available the report stays as it is, and the sweep tries again.
    """
    with transaction.atomic(durable=True):
        report = engine.lock(Report, report_id)
        if report.state != Report.State.SENT:
            return
        prefetch_related_objects([report], "people")
        facts = read_facts.of_report(report)
        decision = decisions.route(facts)
        if decision.sealed:
            engine.advance(report, "seal", actor=ROUTER, version=report.version, rule=decision.rule)
        elif decision.found_somebody:
            _open_case(report, facts, decision)


def sweep_unrouted() -> int:
    """Route what was stored and not routed; returns how many reports were tried."""
    waiting = list(Report.objects.unrouted().order_by("sent_at").values_list("pk", flat=True)[:BATCH])
    sweep("routing", waiting, route_report)
    return len(waiting)


def _open_case(report: Report, facts: Facts, decision: Route) -> None:
    case = Case(opened_at=clock.now())
    link = CaseReport(case=case, report=report)
    subjects = _subjects(case, report, facts)
    accesses = [_access(case, person_id, decision) for person_id in sorted(decision.readers)]
    broken, meant = clauses.proposed(case, report), accounts.proposed(case, report)
    clocks = [lifecycle.ACKNOWLEDGE, lifecycle.TRIAGE, *([lifecycle.LADO] if decision.about_a_leader else [])]
    engine.create(
        case,
        "open",
        actor=ROUTER,
        contents=[link, *subjects, *accesses, *broken, *meant],
        opens=clocks,
        rule=decision.rule,
    )
    link.save(force_insert=True)
    Subject.objects.bulk_create(subjects)
    Access.objects.bulk_create(accesses)
    CaseClause.objects.bulk_create(broken)
    CaseAccount.objects.bulk_create(meant)
    engine.advance(report, "route", actor=ROUTER, version=report.version, rule=decision.rule)
    refresh_due(case)
    notices.case_news(case, decision.readers, occasion="opened")


def _subjects(case: Case, report: Report, facts: Facts) -> list[Subject]:
    """Whom the report names, and whom its first answer means: the conflict must hold from now on."""
    named = read_facts.named_in(report)
    rows = {(one.person_id or one.child_id or one.name): _subject(case, one) for one in named}
    for person_id in sorted(facts.implicated - {one.child_id for one in named}):
        rows.setdefault(person_id, Subject(case=case, person_id=person_id))
    return list(rows.values())


def _subject(case: Case, named: ReportPerson) -> Subject:
    return Subject(case=case, person_id=named.person_id, child_id=named.child_id, name=named.name)


def _access(case: Case, person_id: uuid.UUID, decision: Route) -> Access:
    capacity = Access.Capacity.LEAD if person_id in decision.leads else Access.Capacity.INFORMED
    return Access(
        case=case, person_id=person_id, capacity=capacity, rule=decision.rule, granted_at=clock.now()
    )


def reroute(case: Case, *, reason: str) -> Route:
    """Compute who may see a case again, and make it so, inside the caller's transaction.

    Whoever is in conflict loses access, whoever the rules name gains it; access that a
    lead gave by hand stays unless there is a conflict. With everybody in conflict the
    case is sealed.
    """
    facts = read_facts.of_case(case)
    decision = decisions.route(facts)
    held = {access.person_id: access for access in case.accesses.filter(revoked_at=None)}
    lost = [access for access in held.values() if _has_lost(access, facts, decision)]
    for access in lost:
        access.revoked_at = clock.now()
        access.save(update_fields=["revoked_at"])
    kept = held.keys() - {access.person_id for access in lost}
    gained = [_access(case, pk, decision) for pk in sorted(decision.readers - kept)]
    changed = [case] if decision.sealed != case.is_sealed else []
    if changed:
        case.is_sealed = decision.sealed
        case.save(update_fields=["is_sealed"])
    clocks = _clocks_to_start(case, decision)
    if lost or gained or changed or clocks:
        event = engine.record(
            case,
            "reroute",
            actor=ROUTER,
            contents=[*changed, *lost, *gained],
            opens=clocks,
            rule=decision.rule,
            reason=reason,
        )
        Access.objects.bulk_create(gained)
        new_readers = [access.person_id for access in gained]
        notices.case_news(case, new_readers, occasion=f"reroute {event.sequence}")
    if clocks:
        refresh_due(case)
    for absorbed in case.merged.order_by("pk"):
        _keep_out(engine.lock(Case, absorbed.pk), case, reason)
    return decision


def _keep_out(absorbed: Case, case: Case, reason: str) -> None:
    """Whoever is in conflict with `case` may not read on in what was merged into it, nor see that it was."""
    subjects, recusals = missing_conflicts(case, absorbed)
    held = list(absorbed.accesses.filter(revoked_at=None))
    Subject.objects.bulk_create(subjects)
    Recusal.objects.bulk_create(recusals)
    conflicted = read_facts.of_case(absorbed).conflicted
    lost = [access for access in held if access.person_id in conflicted]
    for access in lost:
        access.revoked_at = clock.now()
        access.save(update_fields=["revoked_at"])
    if subjects or recusals or lost:
        engine.record(
            absorbed, "reroute", actor=ROUTER, contents=[*subjects, *recusals, *lost], reason=reason
        )
    for older in absorbed.merged.order_by("pk"):
        _keep_out(engine.lock(Case, older.pk), absorbed, reason)


def missing_conflicts(case: Case, other: Case) -> tuple[list[Subject], list[Recusal]]:
    """The subjects and recusals of `case` that `other` has not: new rows, not stored yet."""
    known = {(one.person_id, one.child_id, one.name) for one in other.subjects.all()}
    subjects = [
        Subject(
            case=other,
            person_id=one.person_id,
            child_id=one.child_id,
            name=one.name,
            added_by_id=one.added_by_id,
        )
        for one in case.subjects.all()
        if (one.person_id, one.child_id, one.name) not in known
    ]
    stepped_back = case.recusals.exclude(person__in=other.recusals.values("person"))
    return subjects, [Recusal(case=other, person_id=one.person_id, at=one.at) for one in stepped_back]


def _clocks_to_start(case: Case, decision: Route) -> list[str]:
    """LADO within a working day from when it is known to be about a leader (§1.9); once per case."""
    if not decision.about_a_leader or Deadline.objects.of(case).filter(rule=lifecycle.LADO).exists():
        return []
    return [lifecycle.LADO]


def _has_lost(access: Access, facts: Facts, decision: Route) -> bool:
    """In conflict, no leader any more, or to be made lead by a new row."""
    if decision.sealed or access.person_id in facts.conflicted:
        return True
    if access.person_id not in facts.holding(decisions.FALLBACK):
        return True
    return access.capacity == Access.Capacity.INFORMED and access.person_id in decision.leads


def refresh_due(case: Case) -> None:
    """Keep the copy of the earliest running deadline that the queue is ordered by."""
    running = Deadline.objects.open().filter(object_type=Case._meta.label_lower, object_id=OuterRef("pk"))
    earliest = running.order_by("due_at").values("due_at")[:1]
    Case.objects.filter(pk=case.pk).update(next_due_at=Subquery(earliest))


def sweep_access() -> int:
    """Route every open case again: roles and ties may have changed. Returns how many were looked at."""
    open_ids = list(Case.objects.open().values_list("pk", flat=True))
    sweep("access", open_ids, _check_readers)
    return len(open_ids)


def _check_readers(case_id: uuid.UUID) -> None:
    with transaction.atomic(durable=True):
        case = engine.lock(Case, case_id)
        reroute(case, reason="standing changed")
