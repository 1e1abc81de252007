"""The words that somebody signs: a version's clauses, or the short notice of its policy."""

import dataclasses
import datetime as dt
import uuid

from policies.models import AcknowledgementRequest, Audience, PolicyVersion
from policies.selectors.scope import asked_versions
from workflow import audit


@dataclasses.dataclass(frozen=True)
class Shown:
    """What a page showed, as its form says: which version, and the hash of the words."""

    version_id: uuid.UUID
    text_hash: str


@dataclasses.dataclass(frozen=True)
class Words:
    """`notice` is empty for whoever signs the whole policy."""

    version: PolicyVersion
    notice: str

    @property
    def shown(self) -> Shown:
        return Shown(self.version.pk, self.text_hash)

    @property
    def text_hash(self) -> str:
        return audit.sha256(self.notice) if self.notice else self.version.text_hash


def words_of(request: AcknowledgementRequest, on: dt.date | None = None) -> Words | None:
    """What is read under a request on a day (today): its version, or a minor one after it; None without any.

    A notice that was taken away leaves the whole policy.
    """
    policy = request.version.policy
    version = PolicyVersion.objects.in_force(on).filter(policy=policy).first()
    if version is None:
        return None
    return Words(version, policy.notice if request.kind == Audience.Kind.NOTICE else "")


def is_current(request: AcknowledgementRequest) -> bool:
    """Whether its version is still the one that is to be signed; no major one has come after it."""
    asked = asked_versions([request.version.policy]).get(request.version.policy_id)
    return asked is not None and asked.pk == request.version_id
