"""What people answer when they are asked to sign: signed, a question, declined; paper, and exemptions."""

import datetime as dt
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from policies import notices
from policies.actions import asking
from policies.lifecycle import ACKNOWLEDGE
from policies.models import Acknowledgement, AcknowledgementRequest, Audience, PolicyVersion
from workflow import audit, clock, deadlines, engine
from workflow.models import Audited

Kind, Means = Acknowledgement.Kind, Acknowledgement.Means
Closing = AcknowledgementRequest.Closing


def sign(request: AcknowledgementRequest, *, actor: Person, shown: PolicyVersion, typed_name: str) -> None:
    """Sign the words that were shown, which must still be those in force.

    Raises NotAllowed for anybody else's request, ValidationError without a name, when it was
    settled before, or when another version came into force meanwhile.
    """
    if not typed_name.strip():
        raise ValidationError({"typed_name": _("Type your name to sign.")})
    _answer(request, actor, shown, kind=Kind.SIGNED, typed_name=typed_name.strip())


def ask_question(request: AcknowledgementRequest, *, actor: Person, shown: PolicyVersion, note: str) -> None:
    """Ask before signing; the request stays open, and the manager is told. Raises as `sign`."""
    _answer(request, actor, shown, kind=Kind.QUESTION, note=_said(note, _("Write your question.")))


def decline(request: AcknowledgementRequest, *, actor: Person, shown: PolicyVersion, note: str) -> None:
    """Say no, and why; the request stays open, and the manager is told. Raises as `sign`."""
    _answer(request, actor, shown, kind=Kind.DECLINED, note=_said(note, _("Say why.")))


def _answer(
    request: AcknowledgementRequest, actor: Person, shown: PolicyVersion, *, kind: str, **said: Any
) -> None:
    with transaction.atomic(durable=True):
        version, held = _lock(request)
        if held.person_id != actor.pk:
            raise engine.NotAllowed(actor, version, "answer")
        _check_open(held)
        if shown.pk != _in_force(version).pk:
            raise ValidationError(_("Another version is in force since you opened this page. Read it first."))
        row = _row(held, shown, by=actor, kind=kind, **said)
        closed = asking.closed(held, Closing.SIGNED) if kind == Kind.SIGNED else []
        _store(version, "answer", actor, row, closed)
        if kind != Kind.SIGNED:
            notices.answer_waits(held, row)


def record_paper(
    request: AcknowledgementRequest, *, actor: Person, signed_on: dt.date, how: str
) -> Acknowledgement:
    """Enter a signature on paper for somebody else: the day on it, and how it was obtained.

    Raises ValidationError or NotAllowed; nobody enters their own.
    """
    if signed_on > clock.today():
        raise ValidationError({"signed_on": _("Enter the day on the paper.")})
    note = _said(how, _("Say how it was obtained, and where the paper is."), field="how")
    with transaction.atomic(durable=True):
        version, held = _lock(request)
        _refuse_own(held, actor, version, "record paper")
        _check_open(held)
        shown = _in_force(version)
        if version.effective_from and signed_on < version.effective_from:
            raise ValidationError({"signed_on": _("This version was not in force on that day.")})
        row = _row(held, shown, by=actor, kind=Kind.SIGNED, means=Means.PAPER, note=note, signed_on=signed_on)
        _store(version, "record paper", actor, row, asking.closed(held, Closing.SIGNED))
    return row


def reply(request: AcknowledgementRequest, *, actor: Person, note: str) -> None:
    """Answer somebody's question or refusal; they are told, and may sign. Raises ValidationError or NotAllowed."""
    with transaction.atomic(durable=True):
        version, held = _lock(request)
        _refuse_own(held, actor, version, "reply")
        _check_open(held)
        note = _said(note, _("Write your answer."))
        row = _row(held, _in_force(version), by=actor, kind=Kind.REPLY, note=note)
        _store(version, "reply", actor, row, [])
        notices.answer_waits(held, row)


def exempt(request: AcknowledgementRequest, *, actor: Person, why: str) -> None:
    """Somebody need not sign; another person says so, and why. Raises ValidationError or NotAllowed."""
    with transaction.atomic(durable=True):
        version, held = _lock(request)
        _refuse_own(held, actor, version, "exempt")
        _check_open(held)
        note = _said(why, _("Say why."), field="why")
        row = _row(held, _in_force(version), by=actor, kind=Kind.EXEMPT, note=note)
        _store(version, "exempt", actor, row, asking.closed(held, Closing.EXEMPT))


def end_exemption(request: AcknowledgementRequest, *, actor: Person) -> None:
    """They are to sign after all, with a new clock. Raises ValidationError or NotAllowed."""
    with transaction.atomic(durable=True):
        version, held = _lock(request)
        _refuse_own(held, actor, version, "end exemption")
        if held.closing != Closing.EXEMPT:
            raise ValidationError(_("This person is not exempt."))
        held.closed_at, held.closing = None, ""
        held.save(update_fields=["closed_at", "closing"])
        started = deadlines.start(held, [ACKNOWLEDGE])
        row = _row(held, _in_force(version), by=actor, kind=Kind.EXEMPTION_ENDED)
        _store(version, "end exemption", actor, row, [held, *started])


def _lock(request: AcknowledgementRequest) -> tuple[PolicyVersion, AcknowledgementRequest]:
    """The version that was asked for, kept with its chain, and the request as it stands now."""
    version = engine.lock(PolicyVersion, request.version_id)
    return version, AcknowledgementRequest.objects.get(pk=request.pk)


def _check_open(request: AcknowledgementRequest) -> None:
    if request.closed_at is not None:
        raise ValidationError(_("This was settled before: %(how)s.") % {"how": request.get_closing_display()})


def _refuse_own(request: AcknowledgementRequest, actor: Person, version: PolicyVersion, verb: str) -> None:
    """Nobody decides their own duty (R7)."""
    if request.person_id == actor.pk:
        raise engine.NotAllowed(actor, version, verb)


def _said(words: str, missing: str, field: str = "note") -> str:
    if not words.strip():
        raise ValidationError({field: missing})
    return words


def _in_force(version: PolicyVersion) -> PolicyVersion:
    """The version that is read today: the one asked for, or a minor one after it."""
    current = PolicyVersion.objects.in_force().filter(policy=version.policy_id).first()
    if current is None:
        raise ValidationError(_("This policy is no longer in force."))
    return current


def _row(
    request: AcknowledgementRequest, shown: PolicyVersion, *, by: Person, kind: str, **said: Any
) -> Acknowledgement:
    notice = shown.policy.notice if request.kind == Audience.Kind.NOTICE else ""
    return Acknowledgement(
        request=request,
        kind=kind,
        version=shown,
        text_hash=audit.sha256(notice) if notice else shown.text_hash,
        notice=notice,
        by=by,
        at=clock.now(),
        **said,
    )


def _store(
    version: PolicyVersion, verb: str, actor: Person, row: Acknowledgement, also: list[Audited] | list[Any]
) -> None:
    engine.record(version, verb, actor=actor, contents=[row, *also], reason=row.kind)
    row.save(force_insert=True)
