"""The rows of this app, a module per noun."""

from consents.models.answers import (
    Answer,
    Block,
    ConsentRecord,
    Means,
    Signature,
    SignatureCheck,
    Withdrawal,
)
from consents.models.campaigns import Campaign
from consents.models.evidence import PaperForm, ScanPage, Seal, SignatureTrace
from consents.models.families import FamiliesContact
from consents.models.handovers import Handover
from consents.models.purposes import Notice, Purpose, RenewalRule
from consents.models.requests import AnswerDraft, Invitation, LinkWish, Request

__all__ = [
    "Answer",
    "AnswerDraft",
    "Block",
    "Campaign",
    "ConsentRecord",
    "FamiliesContact",
    "Handover",
    "Invitation",
    "LinkWish",
    "Means",
    "Notice",
    "PaperForm",
    "Purpose",
    "RenewalRule",
    "Request",
    "ScanPage",
    "Seal",
    "Signature",
    "SignatureCheck",
    "SignatureTrace",
    "Withdrawal",
]
