"""Event → who is told. A duty names the policy, never a child, and never who has not signed."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person, Role
from accounts.selectors import holders
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message
from policies.models import (
    Acknowledgement,
    AcknowledgementRequest,
    PlanAction,
    Policy,
    PolicyVersion,
    Review,
)
from workflow import clock
from workflow.deadlines import Reminded
from workflow.models import Deadline

ROLES = {"manager": Role.MANAGER, "owner": Role.OWNER}


def _still(rows: Callable[[Person], Any]) -> kinds.Wanted:
    """Wanted while the object is among `rows(recipient)`: not done, not handed over, not out of scope."""

    def wanted(person_id: uuid.UUID, messages: list[Message]) -> set[uuid.UUID]:
        ids = {message.object_id for message in messages}
        # With the roles of today: whoever was manager yesterday is not told.
        found = set(rows(Person(pk=person_id)).filter(pk__in=ids).values_list("pk", flat=True))
        return {message.pk for message in messages if message.object_id in found}

    return wanted


def _leaders_rows(model: type[Any], *roles: str) -> Callable[[Person], Any]:
    def rows(person: Person) -> Any:
        return model.objects.open() if person.holds(*roles) else model.objects.none()

    return rows


def _named(words: Any, policies: Callable[[uuid.UUID], Any]) -> Callable[[Message], Any]:
    """A title that names the policy which the message's object belongs to."""

    def title(message: Message) -> str:
        found = policies(message.object_id).values_list("title", flat=True).first()
        return words % {"policy": found or _("a policy")}

    return title


State = PolicyVersion.State
# Whose turn it is, in which state.
TURNS = {
    State.DRAFT: (Role.MANAGER,),
    State.MANAGER_REVIEW: (Role.MANAGER,),
    State.OWNER_APPROVAL: (Role.OWNER,),
    State.APPROVED: (Role.MANAGER,),
}


def _waiting_for(person: Person) -> Any:
    states = [state for state, roles in TURNS.items() if person.holds(*roles)]
    return PolicyVersion.objects.filter(state__in=states)


REVIEW = kinds.register(
    Kind(
        code="policy-review",
        audience=Audience.DUTY,
        title=_named(
            gettext_lazy("Review due: %(policy)s"), lambda pk: Policy.objects.filter(reviews__pk=pk)
        ),
        path=lambda message: reverse("policy-review", args=[message.object_id]),
        still_wanted=_still(_leaders_rows(Review, Role.MANAGER, Role.OWNER)),
        in_digest=True,
        note=gettext_lazy(
            "A policy is reviewed at least once a year, and whenever what it rests on changes."
        ),
    )
)
SIGN = kinds.register(
    Kind(
        code="policy-sign",
        audience=Audience.DUTY,
        title=_named(
            gettext_lazy("Read and sign: %(policy)s"),
            lambda pk: Policy.objects.filter(versions__requests__pk=pk),
        ),
        path=lambda message: reverse("policy-sign", args=[message.object_id]),
        still_wanted=_still(lambda person: AcknowledgementRequest.objects.open().filter(person=person.pk)),
        in_digest=True,
        note=gettext_lazy("Everybody in its scope signs this policy."),
    )
)
UNSIGNED = kinds.register(
    Kind(
        code="policy-unsigned",
        audience=Audience.DUTY,
        title=_named(
            gettext_lazy("Signatures are missing: %(policy)s"),
            lambda pk: Policy.objects.filter(versions__pk=pk),
        ),
        path=lambda message: reverse("policy-signatures"),
        still_wanted=_still(
            lambda person: (
                PolicyVersion.objects.filter(requests__closed_at=None).distinct()
                if person.holds(Role.MANAGER)
                else PolicyVersion.objects.none()
            )
        ),
        in_digest=True,
    )
)
ANSWER = kinds.register(
    Kind(
        code="policy-answer",
        audience=Audience.DUTY,
        title=_named(
            gettext_lazy("Somebody asked about or declined: %(policy)s"),
            lambda pk: Policy.objects.filter(versions__requests__pk=pk),
        ),
        path=lambda message: reverse("policy-request", args=[message.object_id]),
        still_wanted=_still(_leaders_rows(AcknowledgementRequest, Role.MANAGER)),
        in_digest=True,
    )
)
REPLY = kinds.register(
    Kind(
        code="policy-reply",
        audience=Audience.DUTY,
        title=_named(
            gettext_lazy("Your question was answered: %(policy)s"),
            lambda pk: Policy.objects.filter(versions__requests__pk=pk),
        ),
        path=lambda message: reverse("policy-sign", args=[message.object_id]),
        still_wanted=_still(lambda person: AcknowledgementRequest.objects.open().filter(person=person.pk)),
        in_digest=True,
    )
)
VERSION = kinds.register(
    Kind(
        code="policy-version",
        audience=Audience.DUTY,
        title=_named(
            gettext_lazy("A version waits for you: %(policy)s"),
            lambda pk: Policy.objects.filter(versions__pk=pk),
        ),
        path=lambda message: reverse("policy-version", args=[message.object_id]),
        still_wanted=_still(_waiting_for),
        in_digest=True,
    )
)
PLAN = kinds.register(
    Kind(
        code="plan-action",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("An action of the action plan is due"),
        path=lambda message: reverse("plan-action", args=[message.object_id]),
        still_wanted=_still(
            lambda person: (
                PlanAction.objects.open()
                if person.holds(Role.MANAGER, Role.OWNER)
                else PlanAction.objects.open().filter(owner=person.pk)
            )
        ),
        in_digest=True,
    )
)


def version_waits(version: PolicyVersion) -> None:
    """A version has come to whoever is next."""
    told = _holding(TURNS[State(version.state)])
    outbox.queue(VERSION.code, told, about=version, dedupe=f"{version.state} {version.version}")


def version_sent_back(version: PolicyVersion) -> None:
    """A version is a draft again: the manager is told, who answers for it."""
    version_waits(version)


def due(obj: Model, said: Reminded, *, occasion: str) -> None:
    """A review or a planned action is due soon, or late."""
    told = _holding(ROLES[code] for code in said.audiences if code in ROLES)
    if isinstance(obj, PlanAction):
        if "holder" in said.audiences:
            told = told | {obj.owner_id}
        outbox.queue(PLAN.code, told, about=obj, dedupe=occasion)
    else:
        outbox.queue(REVIEW.code, told, about=obj, dedupe=occasion)


def signatures_due(version: PolicyVersion, claimed: list[tuple[Deadline, Reminded]]) -> None:
    """Everybody whose signature is due; after three times their manager, once whatever their number."""
    rows = {row.object_id: row for row, said in claimed if "holder" in said.audiences}
    requests = AcknowledgementRequest.objects.filter(pk__in=rows)
    for request in requests:
        outbox.queue(SIGN.code, [request.person_id], about=request, dedupe=str(rows[request.pk].level))
    if any("manager" in said.audiences for _row, said in claimed):
        occasion = clock.today().isoformat()
        outbox.queue(UNSIGNED.code, _holding([Role.MANAGER]), about=version, dedupe=occasion)


def answer_waits(request: AcknowledgementRequest, row: Acknowledgement) -> None:
    """Somebody asked or declined: the manager is told. The manager answered: they are."""
    if row.kind == Acknowledgement.Kind.REPLY:
        outbox.queue(REPLY.code, [request.person_id], about=request, dedupe=str(row.pk))
    else:
        outbox.queue(ANSWER.code, _holding([Role.MANAGER]), about=request, dedupe=str(row.pk))


def _holding(roles: Iterable[str]) -> set[uuid.UUID]:
    held = holders()
    return set().union(*(held[role] for role in roles))
