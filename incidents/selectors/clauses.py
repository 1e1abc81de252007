"""Clauses of policies as people may name them in a report or a case, and what was named."""

import dataclasses
import uuid
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from incidents.models import CaseClause
from policies.models import ClauseText, PolicyVersion
from policies.outline import plain
from workflow import clock

# What fits into one line of a list on a telephone, and says enough.
WORDS_SHOWN, SECTION_SHOWN = 80, 50
Kind = ClauseText.Kind


def _texts() -> QuerySet[ClauseText]:
    """The words of published versions, as they were published."""
    texts = ClauseText.objects.filter(
        version__state=PolicyVersion.State.PUBLISHED, edition=F("version__edition")
    )
    return texts.select_related("version__policy").defer("version__outline")


def in_force() -> QuerySet[ClauseText]:
    """Every clause of every version in force, policy by policy, in the order of the text."""
    texts = _texts().filter(version__in=PolicyVersion.objects.in_force())
    return texts.order_by("version__policy__title", "version_id", "position")


def shown(text_id: Any) -> ClauseText | None:
    """The clause that a choice names, if it was in force one day.

    A clause that was superseded while a report was being written is what its author read: it holds.
    """
    try:
        pk = uuid.UUID(str(text_id))
    except ValueError:
        return None
    return _texts().filter(pk=pk, version__effective_from__lte=clock.today()).first()


def choices(also: str = "") -> list[tuple[Any, Any]]:
    """Clauses in force for a select, in groups: policy and section. One query.

    `also` names one that was chosen before: it is offered again even if it was superseded since.
    """
    groups = [
        (title, [(str(text.pk), _option(text)) for text in texts]) for title, texts in _by_section(in_force())
    ]
    offered = {pk for _title, options in groups for pk, _words in options}
    before = shown(also) if also and also not in offered else None
    if before:
        groups.append((label(before), [(str(before.pk), _option(before))]))
    return [("", _("I do not know, or none")), *groups]


def _by_section(texts: Iterable[ClauseText]) -> Iterator[tuple[str, list[ClauseText]]]:
    """Texts in their order, cut where a policy or a section begins, each part with its label."""
    for _version, rows in groupby(texts, key=lambda text: text.version_id):
        part: list[ClauseText] = []
        for text in rows:
            if text.kind == Kind.SECTION and part:
                yield _label(part[0]), part
                part = []
            part.append(text)
        yield _label(part[0]), part


def _label(first: ClauseText) -> str:
    title = first.version.policy.title
    if first.kind != Kind.SECTION:
        return title
    return f"{title} – {first.number} {Truncator(plain(first.text)).chars(SECTION_SHOWN)}"


def _option(text: ClauseText) -> str:
    if text.kind == Kind.SECTION:
        return _("%(number)s as a whole") % {"number": text.number}
    return f"{text.number} {words(text)}"


def numbers_of(clause_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Clause id → its number in the last version in which it was in force, in the order of the text. One query."""
    texts = _texts().filter(clause__in=clause_ids, version__effective_from__lte=clock.today())
    last = {text.clause_id: text for text in texts.order_by("version__effective_from")}
    return {text.clause_id: text.number for text in sorted(last.values(), key=lambda text: text.position)}


class Answer(NamedTuple):
    """What a report keeps of a clause that it names: as it was shown at that moment."""

    clause: str
    text: str
    policy: str
    version: int
    number: str
    words: str


def answer(text: ClauseText) -> dict[str, Any]:
    """For a report's answers: the permanent id, and number, version and words as they were shown."""
    said = Answer(
        clause=str(text.clause_id),
        text=str(text.pk),
        policy=text.version.policy.title,
        version=text.version.number,
        number=text.number,
        words=plain(text.text),
    )
    return said._asdict()


def as_shown(said: dict[str, Any]) -> str:
    """A clause that a report names, in words; for what `answer` made."""
    return _("%(policy)s, version %(version)s, %(number)s: %(words)s") % said


def words(text: ClauseText) -> str:
    """The beginning of a clause, without Markdown, for a line of a list."""
    return Truncator(plain(text.text)).chars(WORDS_SHOWN)


def label(text: ClauseText) -> str:
    """Policy, version and number of a clause, without its words."""
    return _("%(number)s of %(policy)s, version %(version)s") % {
        "number": text.number,
        "policy": text.version.policy.title,
        "version": text.version.number,
    }


@dataclasses.dataclass(frozen=True)
class Named:
    """A clause on the page of a case: what it says, and what became of it."""

    row: CaseClause
    label: str
    words: str


def named(rows: Iterable[CaseClause]) -> list[Named]:
    """For rows of `CaseClause.objects.with_words()`."""
    return [Named(row, label(row.text), plain(row.text.text)) for row in rows]
