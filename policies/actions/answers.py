"""What every answer to a request has in common: its locks, its row, its event in the version's chain."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import Person
from policies.models import Acknowledgement, AcknowledgementRequest, PolicyVersion
from policies.selectors.words import Words
from workflow import clock, engine
from workflow.models import Audited


def lock(request: AcknowledgementRequest) -> tuple[PolicyVersion, AcknowledgementRequest]:
    """The version that was asked for, kept with its chain, and the request as it stands now."""
    version = engine.lock(PolicyVersion, request.version_id)
    held = AcknowledgementRequest.objects.select_related("version__policy").get(pk=request.pk)
    return version, held


def check_open(request: AcknowledgementRequest) -> None:
    """Raises ValidationError for a request that was settled, or is asked no more."""
    if request.closed_at is not None:
        raise ValidationError(_("This was settled before: %(how)s.") % {"how": request.get_closing_display()})


def said(typed: str, missing: str, field: str = "note") -> str:
    """What was typed; raises ValidationError(`missing`) at `field` for nothing but blanks."""
    if not typed.strip():
        raise ValidationError({field: missing})
    return typed


def last_kind(request: AcknowledgementRequest) -> str:
    last = request.answers.order_by("-at", "-pk").first()
    return last.kind if last else ""


def row(
    request: AcknowledgementRequest, words: Words, *, by: Person, kind: str, **what: Any
) -> Acknowledgement:
    """The answer, not stored yet. Ask with the request's version locked."""
    return Acknowledgement(
        request=request,
        kind=kind,
        version=words.version,
        text_hash=words.text_hash,
        notice=words.notice,
        by=by,
        at=_moment(request),
        **what,
    )


def _moment(request: AcknowledgementRequest) -> dt.datetime:
    """Now, and after the answer before it even where the clocks of two machines differ: the last one counts."""
    last = request.answers.order_by("-at").values_list("at", flat=True).first()
    return max(clock.now(), last + dt.timedelta(microseconds=1)) if last else clock.now()


def store(version: PolicyVersion, verb: str, answer: Acknowledgement, also: Iterable[Audited]) -> None:
    """One event, which seals the answer and all that changed with it."""
    engine.record(version, verb, actor=answer.by, contents=[answer, *also], reason=answer.kind)
    answer.save(force_insert=True)
