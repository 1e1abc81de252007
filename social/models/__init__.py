"""The rows of this app, a module per noun."""

from social.models.access import AccessPermission, AccessSuspension
from social.models.accounts import (
    AccountHolder,
    AccountRemoval,
    HolderCheck,
    OfficialAccount,
    Recertification,
)
from social.models.families import FamilyWord, LeaverContact, WordDelivery
from social.models.hazards import Hazard, HazardKind, RiskBand, RiskNote, RiskTrigger
from social.models.learning import LearningTool
from social.models.moderation import CannedWords, CheckAction, CommentCheck, CommentWatch, FamilyMessage
from social.models.platforms import ChildProfile, DataChange, Gate, MailDomain, Platform
from social.models.post_parts import PlaceName, PostChild, PostEntry, PostPicture, PostVersion
from social.models.posts import Post, PostAuthor
from social.models.risks import RiskAssessment, RiskAuthor, RiskSwitch
from social.models.takedowns import TakeDown, TakeDownChild, TakeDownNote, TakeDownWord

__all__ = [
    "AccessPermission",
    "AccessSuspension",
    "AccountHolder",
    "AccountRemoval",
    "CannedWords",
    "CheckAction",
    "ChildProfile",
    "CommentCheck",
    "CommentWatch",
    "DataChange",
    "FamilyMessage",
    "FamilyWord",
    "Gate",
    "Hazard",
    "HazardKind",
    "HolderCheck",
    "LearningTool",
    "LeaverContact",
    "MailDomain",
    "OfficialAccount",
    "PlaceName",
    "Platform",
    "Post",
    "PostAuthor",
    "PostChild",
    "PostEntry",
    "PostPicture",
    "PostVersion",
    "Recertification",
    "RiskAssessment",
    "RiskAuthor",
    "RiskBand",
    "RiskNote",
    "RiskSwitch",
    "RiskTrigger",
    "TakeDown",
    "TakeDownChild",
    "TakeDownNote",
    "TakeDownWord",
    "WordDelivery",
]
