"""The rows of this app, a module per noun."""

from policies.models.acknowledgements import (
    Acknowledgement,
    AcknowledgementRequest,
    AcknowledgementRequestQuerySet,
)
from policies.models.kept import KeptWords
from policies.models.plan import PlanAction, PlanEntry
from policies.models.policies import Audience, Policy, PolicyLink
from policies.models.printed import Paper
from policies.models.reviews import Citation, Review, ReviewAnswer, Source, SourceEdition
from policies.models.versions import Clause, ClauseText, Consultation, Drafter, PolicyVersion

__all__ = [
    "Acknowledgement",
    "AcknowledgementRequest",
    "AcknowledgementRequestQuerySet",
    "Audience",
    "Citation",
    "Clause",
    "ClauseText",
    "Consultation",
    "Drafter",
    "KeptWords",
    "Paper",
    "PlanAction",
    "PlanEntry",
    "Policy",
    "PolicyLink",
    "PolicyVersion",
    "Review",
    "ReviewAnswer",
    "Source",
    "SourceEdition",
]
