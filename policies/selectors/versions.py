"""Versions for whoever may see them: which came before, and their words."""

import dataclasses
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from pages.templatetags.dates import nice_date
from policies import permissions
from policies.models import PolicyVersion
from policies.numbering import numbers
from policies.outline import CLAUSE, HEADING, SECTION, Block, Outline

State = PolicyVersion.State


@dataclasses.dataclass(frozen=True)
class Line:
    """One section, heading or clause, as a page draws it."""

    number: str
    kind: str
    depth: int
    text: str
    clause_id: str = ""
    # Of a section or heading: no level of headings is left out.
    level: int = 0


def visible_to(person: Person) -> QuerySet[PolicyVersion]:
    """Leaders see every version, everybody else what was published."""
    rows = PolicyVersion.objects.select_related("policy")
    return rows if permissions.can_see_drafts(person) else rows.published()


def follows_another(version: PolicyVersion) -> bool:
    """Whether its policy has a published version beside it."""
    return version.policy.versions.published().exclude(pk=version.pk).exists()


def predecessor(version: PolicyVersion) -> PolicyVersion | None:
    """The published version before it: for one that is not published, the last."""
    before = version.policy.versions.published().exclude(pk=version.pk)
    if version.state == State.PUBLISHED:
        before = before.filter(effective_from__lt=version.effective_from)
    return before.order_by("-effective_from").first()


def lines(version: PolicyVersion) -> list[Line]:
    """Its words: those of the draft while it is one, else as they were frozen."""
    if version.state == State.DRAFT or not version.edition:
        return outline_lines(Outline.from_json(version.outline))
    rows = version.clauses.values_list("number", "kind", "depth", "text", "clause_id")
    return _levelled(Line(number, kind, depth, text, str(key)) for number, kind, depth, text, key in rows)


def blocks(version: PolicyVersion) -> list[Block]:
    """The same words as blocks with their clauses' keys, to be compared."""
    if version.state == State.DRAFT or not version.edition:
        return Outline.from_json(version.outline).blocks
    return frozen_blocks(version)


def frozen_blocks(version: PolicyVersion) -> list[Block]:
    """The words as they were frozen last; none of a version that never was."""
    rows = version.clauses.values_list("kind", "depth", "text", "label", "clause_id")
    return [Block(kind, depth, text, label, str(key)) for kind, depth, text, label, key in rows]


def outline_lines(outline: Outline) -> list[Line]:
    pairs = zip(numbers(outline.blocks), outline.blocks, strict=True)
    return _levelled(Line(number, one.kind, one.depth, one.text, one.clause or "") for number, one in pairs)


def _levelled(found: Iterable[Line]) -> list[Line]:
    """Sections are headings of level 3, what stands below them of level 4."""
    levels = {SECTION: 3, HEADING: 3, CLAUSE: 0}
    made = []
    for line in found:
        made.append(replace(line, level=levels[line.kind]))
        if line.kind == SECTION:
            levels[HEADING] = 4
    return made


def summary(outline: Outline) -> str:
    """What was found in a document, in one or two sentences."""
    counted = Counter(block.kind for block in outline.blocks)
    found = [
        ngettext("%(count)s section", "%(count)s sections", counted[SECTION]) % {"count": counted[SECTION]},
        ngettext("%(count)s heading", "%(count)s headings", counted[HEADING]) % {"count": counted[HEADING]},
        ngettext("%(count)s clause", "%(count)s clauses", counted[CLAUSE]) % {"count": counted[CLAUSE]},
    ]
    said = _("Found: %(found)s.") % {"found": ", ".join(found)}
    if outline.reviewed_on is None:
        return said
    return f"{said} " + _("Last reviewed on %(day)s.") % {"day": nice_date(outline.reviewed_on)}
