"""What people answer for themselves when they are asked to sign: signed, a question, declined."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from policies import notices
from policies.actions import answers, asking
from policies.models import Acknowledgement, AcknowledgementRequest
from policies.selectors import words
from policies.selectors.words import Shown
from workflow import engine

Kind = Acknowledgement.Kind


def sign(
    request: AcknowledgementRequest,
    *,
    actor: Person,
    shown: Shown,
    typed_name: str,
    name_is_mine: bool = False,
) -> None:
    """Sign the words that were shown, which must still be those in force.

    Raises NotAllowed for anybody else's request, ValidationError without a name, with another name than
    theirs here unless they say that it is them (`name_is_mine`), or when it was settled before, StaleState
    when other words came into force meanwhile.
    """
    if not typed_name.strip():
        raise ValidationError({"typed_name": _("Type your name to sign.")})
    if not name_is_mine and not actor.is_called(typed_name):
        said = {"typed": typed_name.strip(), "name": actor.name}
        raise ValidationError(
            {"typed_name": _("You typed “%(typed)s”, your name here is “%(name)s”. Is that you?") % said}
        )
    _answer(request, actor, shown, kind=Kind.SIGNED, typed_name=typed_name.strip())


def ask_question(request: AcknowledgementRequest, *, actor: Person, shown: Shown, note: str) -> None:
    """Ask before signing; the request stays open, and the manager is told. Raises as `sign`."""
    _answer(request, actor, shown, kind=Kind.QUESTION, note=answers.said(note, _("Write your question.")))


def decline(request: AcknowledgementRequest, *, actor: Person, shown: Shown, note: str) -> None:
    """Say no, and why; the request stays open, and the manager is told. Raises as `sign`."""
    _answer(request, actor, shown, kind=Kind.DECLINED, note=answers.said(note, _("Say why.")))


def _answer(request: AcknowledgementRequest, actor: Person, shown: Shown, *, kind: str, **said: Any) -> None:
    with transaction.atomic(durable=True):
        version, held = answers.lock(request)
        if held.person_id != actor.pk:
            raise engine.NotAllowed(actor, version, "answer")
        answers.check_open(held)
        now = words.words_of(held)
        if now is None:
            raise ValidationError(_("This policy is no longer in force."))
        if now.shown != shown or not words.is_current(held):
            raise engine.StaleState("answer")
        row = answers.row(held, now, by=actor, kind=kind, **said)
        closed = asking.closed([held], AcknowledgementRequest.Closing.SIGNED) if kind == Kind.SIGNED else []
        answers.store(version, "answer", row, closed)
        if kind != Kind.SIGNED:
            notices.answer_waits(held, row)
