"""The page of one policy: its words as at a day, its versions, and what stands around them."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Person
from pages.templatetags.dates import nice_date
from policies import counts, permissions
from policies.models import Citation, ClauseText, Policy, PolicyLink, PolicyVersion, Review, SourceEdition
from policies.outline import plain
from policies.selectors import agreed, library
from policies.selectors.library import Row
from policies.selectors.versions import Line, lines
from workflow import clock


def begins(version: PolicyVersion) -> dt.date:
    """The day from which a published version is in force; the database lets none be without."""
    return version.effective_from or dt.date.max


@dataclasses.dataclass(frozen=True)
class Past:
    """One published version, the last day on which it was in force (None: no end is known), and the one before."""

    version: PolicyVersion
    until: dt.date | None
    before: PolicyVersion | None

    @property
    def approved_by(self) -> str:
        """Whoever approved it here, or is said to have done so before it was kept here."""
        here = self.version.approved_by
        return here.name if here else self.version.approved_by_name

    @property
    def never_began(self) -> bool:
        """The policy was retired before its day came."""
        return self.until is not None and self.until < begins(self.version)


@dataclasses.dataclass(frozen=True)
class Cited:
    """One source, and the edition that is in force today; None when none is known."""

    citation: Citation
    edition: SourceEdition | None


@dataclasses.dataclass(frozen=True)
class Counted:
    """What an app above counts of a clause, or of the whole policy (no number)."""

    number: str
    line: counts.Line


def page(policy: Policy, reader: Person, on: dt.date) -> dict[str, Any]:
    """The context of the page, the words as at the day `on`. A constant number of queries."""
    rows = {row.policy.pk: row for row in library.rows(reader)}
    version = PolicyVersion.objects.in_force(on).filter(policy=policy).first()
    words = lines(version) if version else []
    return {
        "policy": policy,
        "row": rows.get(policy.pk) or library.row(policy, reader),
        "version": version,
        "lines": words,
        "contents": contents(words),
        "history": history(policy),
        "leans_on": _links(policy.links.all(), "to_id", rows),
        "leant_on_by": _links(policy.linked_from.all(), "policy_id", rows),
        "cited": cited(policy),
        "audiences": list(policy.audiences.filter(ended_at=None).order_by("role")),
        "counted": _counted(policy, reader, words),
        **(_for_leaders(policy, on) if permissions.can_see_drafts(reader) else {}),
    }


def _for_leaders(policy: Policy, on: dt.date) -> dict[str, Any]:
    return {
        "reviews": list(Review.objects.filter(policy=policy).open().order_by("due_on")),
        "signed": agreed.counted(policy, on).count(),
        "sees_drafts": True,
    }


def contents(words: Iterable[Line]) -> list[tuple[str, str]]:
    """The anchor and the words of each section."""
    sections = [line for line in words if line.kind == ClauseText.Kind.SECTION]
    return [(line.clause_id, f"{line.number} {plain(line.text)}") for line in sections]


def history(policy: Policy) -> list[Past]:
    """Every published version, the latest first. One query."""
    published = policy.versions.published().defer("outline").select_related("approved_by")
    versions = list(published.order_by("effective_from"))
    found = [
        Past(version, _last_day(begins(later) if later else None, policy.retired_on), before)
        for before, version, later in zip([None, *versions], versions, [*versions[1:], None], strict=False)
    ]
    return found[::-1]


def _last_day(*ends: dt.date | None) -> dt.date | None:
    """The day before the first of `ends`."""
    known = [end for end in ends if end]
    return min(known) - dt.timedelta(days=1) if known else None


def cited(policy: Policy) -> list[Cited]:
    """What it rests on, by title. Two queries."""
    citations = list(
        policy.citations.filter(ended_at=None).select_related("source").order_by("source__title")
    )
    editions = SourceEdition.objects.filter(
        source__in=[one.source_id for one in citations], in_force_on__lte=clock.today()
    )
    # The last one of each source stays.
    last = {edition.source_id: edition for edition in editions.order_by("in_force_on", "noted_at")}
    return [Cited(one, last.get(one.source_id)) for one in citations]


def _links(links: QuerySet[PolicyLink], end: str, rows: dict[uuid.UUID, Row]) -> list[tuple[PolicyLink, Row]]:
    """Links with the policy at their other end, as far as the reader may see it."""
    found = [
        (link, rows[getattr(link, end)]) for link in links.filter(ended_at=None) if getattr(link, end) in rows
    ]
    return sorted(found, key=lambda pair: pair[1].policy.title.casefold())


def _counted(policy: Policy, reader: Person, words: Iterable[Line]) -> list[Counted]:
    """By the order of the clauses; of a clause that these words do not have, without its number."""
    numbers = {line.clause_id: (position, line.number) for position, line in enumerate(words)}
    nowhere = (len(numbers), "")
    told = [(numbers.get(str(line.clause_id), nowhere), line) for line in counts.for_policy(policy, reader)]
    return [Counted(number, line) for (_position, number), line in sorted(told, key=lambda one: one[0][0])]


@dataclasses.dataclass(frozen=True)
class Standing:
    """What one version is today, in words, and the tone of its tag."""

    words: str
    tone: str


def standing(version: PolicyVersion) -> Standing:
    """In force, superseded, to come, or still being made: computed from dates (§6.8)."""
    if version.state != PolicyVersion.State.PUBLISHED:
        return Standing(version.get_state_display(), "warn")
    if begins(version) > clock.today():
        return Standing(_("In force from %(day)s") % {"day": nice_date(version.effective_from)}, "info")
    if PolicyVersion.objects.in_force().filter(pk=version.pk).exists():
        return Standing(_("In force since %(day)s") % {"day": nice_date(version.effective_from)}, "good")
    return Standing(_("No longer in force"), "warn")
