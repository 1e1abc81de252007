"""One's own signatures: what is to be signed, what was signed, and what has changed since."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from accounts.models import Person
from pages.lists import window
from policies.comparing import ADDED, CHANGED, REMOVED, Change, compare
from policies.models import (
    Acknowledgement,
    AcknowledgementRequest,
    AcknowledgementRequestQuerySet,
    PolicyVersion,
)
from policies.outline import Block
from policies.selectors import versions
from policies.selectors.scope import asked_versions
from policies.selectors.words import Words

PAGE_SIZE = 20
WORDS_OF_A_DRAFT = ("version__outline", "version__outline_before")


def of(person: Person) -> AcknowledgementRequestQuerySet:
    """Whatever they were ever asked; nobody answers for another."""
    return AcknowledgementRequest.objects.filter(person=person).select_related("version__policy")


def to_sign(person: Person) -> Any:
    """What is still to be signed, what is due first at the top, each with its `standing`."""
    return of(person).to_sign().with_standing().defer(*WORDS_OF_A_DRAFT).order_by("due_at", "pk")


def page(person: Person, asked: str | None) -> dict[str, Any]:
    """The context of one's own list. `asked` is the page of what was signed, the newest first."""
    now = asked_versions()
    current = {version.pk for version in now.values()}
    signed = Acknowledgement.objects.filter(request__person=person, kind=Acknowledgement.Kind.SIGNED)
    signed = signed.select_related("version__policy", "request").defer(*WORDS_OF_A_DRAFT)
    exempt = of(person).filter(closing=AcknowledgementRequest.Closing.EXEMPT, version__in=current)
    return {
        "to_sign": list(to_sign(person)),
        "exempt": list(exempt.defer(*WORDS_OF_A_DRAFT)),
        "page": window(signed.order_by("-signed_on", "-at", "-pk"), asked, PAGE_SIZE),
        "current": current,
    }


@dataclasses.dataclass(frozen=True)
class Since:
    """What has changed since somebody last signed: the version they signed, and those after it."""

    signed: Acknowledgement
    later: list[PolicyVersion]

    def changes(self) -> list[Change]:
        """Clause by clause, what is another word now. Two queries; whoever only moved is left out."""
        if not self.later:
            return []
        found = compare(_blocks(self.signed.version), _blocks(self.later[-1]))
        return [one for one in found if one.op in (ADDED, REMOVED, CHANGED)]


def _blocks(version: PolicyVersion) -> list[Block]:
    return [Block(row.kind, row.depth, row.text, row.label, str(row.clause_id)) for row in version.clauses]


def since_last_signed(request: AcknowledgementRequest, words: Words) -> Since | None:
    """None for whoever never signed this policy. Two queries."""
    policy = words.version.policy
    signed = Acknowledgement.objects.filter(
        request__person=request.person_id, request__version__policy=policy, kind=Acknowledgement.Kind.SIGNED
    )
    last = signed.select_related("version").defer(*WORDS_OF_A_DRAFT).order_by("-signed_on", "-at").first()
    if last is None:
        return None
    later = policy.versions.published().filter(
        effective_from__gt=last.version.effective_from, effective_from__lte=words.version.effective_from
    )
    return Since(last, list(later.defer("outline", "outline_before").order_by("effective_from")))


def sign_page(request: AcknowledgementRequest, words: Words) -> dict[str, Any]:
    """The context of the page on which it is signed: what changed first, then the words."""
    last = request.answers.select_related("by").order_by("-at").first()
    since = None if words.notice else since_last_signed(request, words)
    return {
        "asked": request,
        "policy": request.version.policy,
        "words": words,
        "since": since,
        "changes": since.changes() if since else [],
        "lines": [] if words.notice else versions.lines(words.version),
        "last_answer": last if last and last.kind in _SHOWN else None,
    }


_SHOWN: Iterable[str] = (*Acknowledgement.WAITING, Acknowledgement.Kind.REPLY)
