"""The terms of a platform in one line, so that an assessment can tell whether they are still those it knew."""

from django.db.models import QuerySet

from social.models import Platform, RiskAssessment
from social.models.risks import HOLDING_RISK_STATES

LONGEST = 120
HOLDING = tuple(HOLDING_RISK_STATES)


def terms_of(assessment: RiskAssessment) -> str:
    """Those of its platform, or of the platform of its account; "" for a tool."""
    platform = assessment.platform or (assessment.account.platform if assessment.account else None)
    return said(platform) if platform else ""


def said(platform: Platform) -> str:
    """What an assessment leans on: their edition, when they were looked at, the minimum age, the risk."""
    words = f"{platform.min_age} {platform.risk} {platform.terms_checked_on or ''} {platform.edition}"
    return words[:LONGEST].strip()


def with_other_terms() -> list[tuple[RiskAssessment, str]]:
    """Assessments that hold, whose platform's terms are not those that they knew, with the new ones."""
    rows: QuerySet[RiskAssessment] = RiskAssessment.objects.holding().exclude(terms="")
    found = rows.select_related("platform", "account__platform").order_by("pk")
    now = [(row, terms_of(row)) for row in found]
    return [(row, terms) for row, terms in now if terms != row.terms]
