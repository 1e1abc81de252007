"""What others note about somebody's signature: paper, a reply to a question, an exemption (R7).

Nobody does any of it for themselves. `seen` is how many answers the page showed: whoever was
quicker is not overlooked.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from policies import notices
from policies.actions import answers, asking
from policies.lifecycle import ACKNOWLEDGE
from policies.models import Acknowledgement, AcknowledgementRequest, PolicyVersion
from policies.selectors import words
from policies.selectors.words import Words
from workflow import clock, deadlines, engine

Kind, Means = Acknowledgement.Kind, Acknowledgement.Means
Closing = AcknowledgementRequest.Closing


def record_paper(
    request: AcknowledgementRequest, *, actor: Person, seen: int, signed_on: dt.date, how: str
) -> None:
    """Enter a signature on paper for somebody else: the day on it, and how it was obtained.

    It counts for the words in force on that day. Raises ValidationError, NotAllowed or StaleState.
    """
    if signed_on > clock.today():
        raise ValidationError({"signed_on": _("Enter the day on the paper.")})
    note = answers.said(how, _("Say how it was obtained, and where the paper is."), field="how")
    with transaction.atomic(durable=True):
        version, held = _lock(request, actor, "record paper", seen)
        answers.check_open(held)
        if version.effective_from and signed_on < version.effective_from:
            raise ValidationError({"signed_on": _("This version was not in force on that day.")})
        row = answers.row(
            held,
            _words(held, signed_on),
            by=actor,
            kind=Kind.SIGNED,
            means=Means.PAPER,
            note=note,
            signed_on=signed_on,
        )
        answers.store(version, "record paper", row, asking.closed([held], Closing.SIGNED))


def reply(request: AcknowledgementRequest, *, actor: Person, seen: int, note: str) -> None:
    """Answer a question or a refusal; its person is told, and may sign.

    Raises ValidationError, NotAllowed or StaleState.
    """
    note = answers.said(note, _("Write your answer."))
    with transaction.atomic(durable=True):
        version, held = _lock(request, actor, "reply", seen)
        answers.check_open(held)
        if answers.last_kind(held) not in Acknowledgement.WAITING:
            raise ValidationError(_("Nobody waits for an answer here."))
        row = answers.row(held, _words(held), by=actor, kind=Kind.REPLY, note=note)
        answers.store(version, "reply", row, [])
        notices.question_answered(held, row)


def exempt(request: AcknowledgementRequest, *, actor: Person, seen: int, why: str) -> None:
    """Somebody need not sign; another person says so, and why.

    Raises ValidationError, NotAllowed or StaleState.
    """
    note = answers.said(why, _("Say why."), field="why")
    with transaction.atomic(durable=True):
        version, held = _lock(request, actor, "exempt", seen)
        answers.check_open(held)
        row = answers.row(held, _words(held), by=actor, kind=Kind.EXEMPT, note=note)
        answers.store(version, "exempt", row, asking.closed([held], Closing.EXEMPT))


def end_exemption(request: AcknowledgementRequest, *, actor: Person, seen: int) -> None:
    """They are to sign after all, with a new clock. Raises ValidationError, NotAllowed or StaleState."""
    with transaction.atomic(durable=True):
        version, held = _lock(request, actor, "end exemption", seen)
        if held.closing != Closing.EXEMPT:
            raise ValidationError(_("This person is not exempt."))
        if not words.is_current(held):
            raise ValidationError(_("A later version asks anew."))
        held.closed_at, held.closing, held.asked_at = None, "", clock.now()
        held.save(update_fields=["closed_at", "closing", "asked_at"])
        started = deadlines.start(held, [ACKNOWLEDGE])
        row = answers.row(held, _words(held), by=actor, kind=Kind.EXEMPTION_ENDED)
        answers.store(version, "end exemption", row, [held, *started])


def _lock(
    request: AcknowledgementRequest, actor: Person, verb: str, seen: int
) -> tuple[PolicyVersion, AcknowledgementRequest]:
    version, held = answers.lock(request)
    if held.person_id == actor.pk:
        raise engine.NotAllowed(actor, version, verb)
    if held.answers.count() != seen:
        raise engine.StaleState(verb)
    return version, held


def _words(request: AcknowledgementRequest, on: dt.date | None = None) -> Words:
    found = words.words_of(request, on)
    if found is None:
        raise ValidationError(_("This policy is no longer in force."))
    return found
