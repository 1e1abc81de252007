"""Event → who is told. A duty names the policy, never a child, and never who has not signed."""

import uuid
from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import Person, Role
from accounts.notices import still
from accounts.selectors import holders, recipients
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message
from policies.models import (
    Acknowledgement,
    AcknowledgementRequest,
    AcknowledgementRequestQuerySet,
    PlanAction,
    Policy,
    PolicyVersion,
    Review,
)
from workflow import clock
from workflow.deadlines import Reminded
from workflow.models import Deadline

ROLES = {"manager": Role.MANAGER, "owner": Role.OWNER}


def _leaders_rows(model: type[Any], *roles: str) -> Callable[[Person], Any]:
    def rows(person: Person) -> Any:
        return model.objects.open() if person.holds(*roles) else model.objects.none()

    return rows


def _titled(words: Any) -> Callable[[Message], Any]:
    """A title that names the policy which the message's object belongs to."""
    return kinds.titled(words, policy=gettext_lazy("a policy"))


def _policies(path: str) -> Callable[[list[uuid.UUID]], dict[uuid.UUID, str]]:
    """The titles of policies by the ids of objects; `path` leads from a policy to the object. One query."""

    def names(ids: list[uuid.UUID]) -> dict[uuid.UUID, str]:
        return dict(Policy.objects.filter(**{f"{path}__in": ids}).values_list(path, "title"))

    return names


State = PolicyVersion.State
# Whose turn it is, in which state.
TURNS = {
    State.DRAFT: (Role.MANAGER,),
    State.MANAGER_REVIEW: (Role.MANAGER,),
    State.OWNER_APPROVAL: (Role.OWNER,),
    State.APPROVED: (Role.MANAGER,),
}


def _answered_by(person: Person) -> AcknowledgementRequestQuerySet:
    """Requests of others that this person looks after, as their roles are today."""
    rows = AcknowledgementRequest.objects.to_sign()
    return rows.exclude(person=person.pk) if person.holds(Role.MANAGER, Role.OWNER) else rows.none()


def versions_waiting_for(person: Person) -> Any:
    """Versions of which it is this person's turn."""
    states = [state for state, roles in TURNS.items() if person.holds(*roles)]
    return PolicyVersion.objects.filter(state__in=states)


REVIEW = kinds.register(
    Kind(
        code="policy-review",
        audience=Audience.DUTY,
        title=_titled(gettext_lazy("Review due: %(policy)s")),
        names=_policies("reviews"),
        path=lambda message: reverse("policy-review", args=[message.object_id]),
        still_wanted=still(_leaders_rows(Review, Role.MANAGER, Role.OWNER)),
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
        title=_titled(gettext_lazy("Read and sign: %(policy)s")),
        names=_policies("versions__requests"),
        path=lambda message: reverse("policy-sign", args=[message.object_id]),
        still_wanted=still(lambda person: AcknowledgementRequest.objects.to_sign().filter(person=person.pk)),
        in_digest=True,
        note=gettext_lazy("You are in its scope, and have not signed the words in force."),
    )
)
UNSIGNED = kinds.register(
    Kind(
        code="policy-unsigned",
        audience=Audience.DUTY,
        title=_titled(gettext_lazy("Signatures are missing: %(policy)s")),
        names=_policies("versions"),
        path=lambda message: reverse("policy-signatures"),
        still_wanted=still(
            lambda person: PolicyVersion.objects.filter(requests__in=_answered_by(person)).distinct()
        ),
        in_digest=True,
        note=gettext_lazy("Somebody was reminded three times and has not signed."),
    )
)
ANSWER = kinds.register(
    Kind(
        code="policy-answer",
        audience=Audience.DUTY,
        title=_titled(gettext_lazy("Somebody asked about or declined: %(policy)s")),
        names=_policies("versions__requests"),
        path=lambda message: reverse("policy-request", args=[message.object_id]),
        still_wanted=still(
            lambda person: _answered_by(person).with_answer().filter(answer__in=Acknowledgement.WAITING)
        ),
        in_digest=True,
        note=gettext_lazy("Until it is answered, they are not reminded to sign."),
    )
)
REPLY = kinds.register(
    Kind(
        code="policy-reply",
        audience=Audience.DUTY,
        title=_titled(gettext_lazy("Your question was answered: %(policy)s")),
        names=_policies("versions__requests"),
        path=lambda message: reverse("policy-sign", args=[message.object_id]),
        still_wanted=still(
            lambda person: (
                AcknowledgementRequest.objects.to_sign()
                .with_answer()
                .filter(person=person.pk, answer=Acknowledgement.Kind.REPLY)
            )
        ),
        in_digest=True,
        note=gettext_lazy("Read the answer; then you can sign, or ask again."),
    )
)
VERSION = kinds.register(
    Kind(
        code="policy-version",
        audience=Audience.DUTY,
        title=_titled(gettext_lazy("A version waits for you: %(policy)s")),
        names=_policies("versions"),
        path=lambda message: reverse("policy-version", args=[message.object_id]),
        still_wanted=still(versions_waiting_for),
        in_digest=True,
    )
)
PLAN = kinds.register(
    Kind(
        code="plan-action",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("An action of the action plan is due"),
        path=lambda message: reverse("plan-action", args=[message.object_id]),
        still_wanted=still(
            lambda person: (
                PlanAction.objects.open()
                if person.holds(Role.MANAGER, Role.OWNER)
                else PlanAction.objects.to_do_by(person)
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
        # Whoever said that it is done waits for somebody else.
        if "holder" in said.audiences and obj.state != PlanAction.State.CLAIMED:
            told = told | {obj.owner_id}
        outbox.queue(PLAN.code, told, about=obj, dedupe=occasion)
    else:
        outbox.queue(REVIEW.code, told, about=obj, dedupe=occasion)


def signatures_due(version: PolicyVersion, claimed: list[tuple[Deadline, Reminded]]) -> None:
    """Everybody whose signature is due; after three times their manager, once a day whatever the number.

    Whoever waits for an answer is not pressed: whoever owes them the answer is told instead. And who
    has no address signs on paper, so whoever enters that is told, from the first day on.
    """
    said = {row.object_id: (str(row.level), reminded.audiences) for row, reminded in claimed}
    requests = AcknowledgementRequest.objects.to_sign().filter(pk__in=said).with_answer()
    waiting = [one for one in requests if one.answer in Acknowledgement.WAITING]
    late = [one for one in requests if "manager" in said[one.pk][1]]
    pressed = [one for one in requests if one.answer not in Acknowledgement.WAITING]
    held_by_signer = [one for one in pressed if "holder" in said[one.pk][1]]
    reached = {
        pk for pk, found in recipients(one.person_id for one in held_by_signer).items() if found.address
    }
    to_sign = [one for one in held_by_signer if one.person_id in reached]
    late += [one for one in held_by_signer if one.person_id not in reached and one not in late]
    outbox.queue_each(SIGN.code, [(one.person_id, one, said[one.pk][0]) for one in to_sign])
    if waiting or late:
        _tell_responsible(version, {one: said[one.pk][0] for one in waiting}, late)


def _tell_responsible(
    version: PolicyVersion,
    waiting: dict[AcknowledgementRequest, str],
    late: list[AcknowledgementRequest],
) -> None:
    held = holders()
    to_answer = [
        (pk, one, f"due {occasion}") for one, occasion in waiting.items() for pk in _responsible(one, held)
    ]
    outbox.queue_each(ANSWER.code, to_answer)
    told = set().union(*(_responsible(one, held) for one in late))
    outbox.queue(UNSIGNED.code, told, about=version, dedupe=clock.today().isoformat())


def answer_waits(request: AcknowledgementRequest, row: Acknowledgement) -> None:
    """Somebody asked or declined: whoever answers for signatures is told."""
    outbox.queue(ANSWER.code, _responsible(request, holders()), about=request, dedupe=str(row.pk))


def question_answered(request: AcknowledgementRequest, row: Acknowledgement) -> None:
    """They are told, and may sign."""
    outbox.queue(REPLY.code, [request.person_id], about=request, dedupe=str(row.pk))


def _responsible(request: AcknowledgementRequest, held: dict[str, set[uuid.UUID]]) -> set[uuid.UUID]:
    """The manager; the owner for the manager's own signature, and where there is no manager (R7)."""
    return held[Role.MANAGER] - {request.person_id} or held[Role.OWNER] - {request.person_id}


def _holding(roles: Iterable[str]) -> set[uuid.UUID]:
    held = holders()
    return set().union(*(held[role] for role in roles))
