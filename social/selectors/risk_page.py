"""One assessment as its page, its PDF and its comparison read it, in a fixed number of queries."""

import base64
import dataclasses
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Person
from pages.templatetags.dates import nice_date, nice_datetime
from policies.models import PlanAction
from social import hazard_drafts, matrix_picture
from social.hazard_drafts import DraftHazard
from social.models import HazardKind, RiskAssessment, RiskBand
from social.models.hazards import HARMED
from social.selectors.covering import is_covered, is_platform_off

State = RiskAssessment.State
LIKELIHOODS = {
    1: lazy("rare"), 2: lazy("unlikely"), 3: lazy("possible"), 4: lazy("likely"), 5: lazy("almost certain")
}  # fmt: skip
IMPACTS = {1: lazy("slight"), 2: lazy("minor"), 3: lazy("moderate"), 4: lazy("serious"), 5: lazy("severe")}
# Two beside each other on A4.
ON_PAPER = 290
TONES = ("good", "warn", "danger", "danger")


@dataclasses.dataclass(frozen=True)
class Score:
    """Likelihood × impact in figures and words, and its band."""

    likelihood: int
    impact: int
    band: str
    tone: str
    needs_owner: bool

    @property
    def figure(self) -> int:
        return self.likelihood * self.impact

    @property
    def likelihood_words(self) -> Any:
        return LIKELIHOODS[self.likelihood]

    @property
    def impact_words(self) -> Any:
        return IMPACTS[self.impact]


@dataclasses.dataclass(frozen=True)
class Line:
    """One hazard as a page draws it; `action` is what is still to be done of its controls, or None."""

    number: int
    said: DraftHazard
    kind: str
    harmed: str
    before: Score
    after: Score
    owner: str
    action: PlanAction | None

    @property
    def is_to_do(self) -> bool:
        return self.action is not None and self.action.state not in ("verified", "cancelled")


def said_of(assessment: RiskAssessment) -> list[DraftHazard]:
    """Its hazards: those of the draft while it is one, else as they were handed in."""
    if assessment.state in (State.DRAFT, State.CHANGES) or not assessment.edition:
        return hazard_drafts.read(assessment.draft)
    rows = assessment.hazards.filter(edition=assessment.edition).order_by("position")
    return [DraftHazard.of(row) for row in rows]


def lines(assessment: RiskAssessment, bands: Sequence[RiskBand]) -> list[Line]:
    """Its hazards, numbered. Four queries, whatever their number."""
    said = said_of(assessment)
    kinds = dict(HazardKind.objects.values_list("code", "title"))
    names = {str(person.pk): person.name for person in _people(one.residual_owner for one in said)}
    actions = {str(row.pk): row for row in _actions(one.action for one in said if one.action)}
    return [
        Line(
            number=number,
            said=one,
            kind=kinds.get(one.kind, one.kind),
            harmed=", ".join(str(HARMED[code]) for code in one.harmed if code in HARMED),
            before=score(one.likelihood_before, one.impact_before, bands),
            after=score(one.likelihood_after, one.impact_after, bands),
            owner=names.get(one.residual_owner, ""),
            action=actions.get(one.action),
        )
        for number, one in enumerate(said, start=1)
    ]


def score(likelihood: int, impact: int, bands: Sequence[RiskBand]) -> Score:
    place = matrix_picture.band_of(likelihood * impact, [_band(band) for band in bands])
    band = bands[place] if bands else None
    return Score(
        likelihood=likelihood,
        impact=impact,
        band=band.title if band else "",
        tone=TONES[min(place, len(TONES) - 1)],
        needs_owner=bool(band and band.needs_owner),
    )


@dataclasses.dataclass(frozen=True)
class Pictures:
    """The square without and with the controls, as SVG; and as addresses that hold them, for paper."""

    before: SafeString
    after: SafeString
    before_data: str
    after_data: str


def pictures(found: Sequence[Line], bands: Sequence[RiskBand]) -> Pictures:
    scale = [_band(band) for band in bands]
    before = [matrix_picture.Mark(one.number, one.before.likelihood, one.before.impact) for one in found]
    after = [matrix_picture.Mark(one.number, one.after.likelihood, one.after.impact) for one in found]
    sides = ((before, _("Without the controls")), (after, _("With the controls")))
    # Drawn by us of figures and our own words, which `text` escapes.
    on_page = [mark_safe(matrix_picture.svg(marks, scale, label=said)) for marks, said in sides]  # noqa: S308
    on_paper = [matrix_picture.svg(marks, scale, label=said, drawn=ON_PAPER) for marks, said in sides]
    return Pictures(*on_page, *map(_as_data, on_paper))


@dataclasses.dataclass(frozen=True)
class Standing:
    """How it stands today, in words: computed, never stored."""

    words: str
    tone: str
    is_off: bool = False


def standing(assessment: RiskAssessment) -> Standing:
    """Of the row alone; `whole_standing` knows of the platform too."""
    match assessment.state:
        case State.APPROVED if assessment.is_expired:
            day = nice_date(assessment.next_review_on)
            return Standing(_("Expired: its last day was %(day)s") % {"day": day}, "danger", is_off=True)
        case State.APPROVED:
            words = _("In force until %(day)s") % {"day": nice_date(assessment.next_review_on)}
            return Standing(words, "warn" if assessment.days_left <= 30 else "good")
        case State.SUSPENDED | State.WITHDRAWN:
            return Standing(assessment.get_state_display(), "danger", is_off=True)
        case State.IN_REVIEW | State.WITH_OWNER | State.CHANGES:
            return Standing(assessment.get_state_display(), "warn")
    return Standing(assessment.get_state_display(), "info" if assessment.is_open else "")


def mark(rows: Iterable[Any]) -> None:
    """Give each row of a list its `standing`, and `worst`: what is left of its highest risk, or None. One query."""
    bands = list(RiskBand.objects.order_by("from_score"))
    for row in rows:
        row.standing = standing(row)
        # The list knows the product alone.
        row.worst = score(1, row.left, bands) if row.left else None


def page(assessment: RiskAssessment) -> dict[str, Any]:
    """The context of an assessment's page and of its PDF."""
    bands = list(RiskBand.objects.order_by("from_score"))
    found = lines(assessment, bands)
    account = assessment.account
    return {
        "risk": assessment,
        "subject": assessment.subject,
        "standing": standing(assessment),
        "platform_off": bool(account and is_platform_off(account.platform_id)),
        "covered_now": is_covered(assessment.subject),
        "lines": found,
        "bands": bands,
        "pictures": pictures(found, bands),
        "worst": max((one.after for one in found), key=lambda one: one.figure, default=None),
        "needs_owner": any(one.after.needs_owner for one in found),
        "to_do": [one for one in found if one.is_to_do],
        "authors": _named(assessment.authors.values_list("person_id", flat=True)),
        "approval": _approval(assessment),
        "needed": list(assessment.triggers.select_related("by").order_by("-at")),
        "versions": versions(assessment),
    }


def versions(assessment: RiskAssessment) -> list[RiskAssessment]:
    """Every version about the same subject, the newest first, with who approved it."""
    rows = RiskAssessment.objects.of(assessment.subject).select_related("approved_by").defer("draft")
    return list(rows.order_by("-number"))


def _approval(assessment: RiskAssessment) -> str:
    """Who approved it and when, and who accepted what is left."""
    by, owner, moment = assessment.approved_by, assessment.signed_off_by, assessment.approved_at
    if by is None:
        return ""
    if moment is None:
        return _("%(name)s agreed; the owner must accept the risk that is left") % {"name": by.name}
    said = _("%(name)s on %(when)s") % {"name": by.name, "when": nice_datetime(moment)}
    if owner and owner != by:
        said += "; " + _("%(name)s accepted the risk that is left") % {"name": owner.name}
    return said


def _band(band: RiskBand) -> matrix_picture.Band:
    return matrix_picture.Band(band.from_score, band.letter)


def _named(ids: Iterable[Any]) -> list[str]:
    return [person.name for person in Person.objects.filter(pk__in=list(ids))]


def _people(ids: Iterable[str]) -> Iterable[Person]:
    return Person.objects.filter(pk__in={pk for pk in ids if pk})


def _actions(ids: Iterable[str]) -> Iterable[PlanAction]:
    return PlanAction.objects.filter(pk__in=set(ids)).select_related("owner")


def _as_data(picture: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()
