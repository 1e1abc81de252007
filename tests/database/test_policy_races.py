"""Two at once under one policy: one outcome and one event, nobody's signature lost, nobody told twice."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest

from accounts.models import RoleAssignment
from notifications.models import Message
from policies.models import Acknowledgement, AcknowledgementRequest, PolicyVersion
from tests.cast import Cast
from tests.database.racing import DONE, ROUNDS, race
from tests.policies.signatures import make_policy, next_version, request_of
from workflow import clock
from workflow.models import AuditEvent, Deadline
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits")]
rounds = pytest.mark.parametrize("turn", ROUNDS)


def ids(**rows: Any) -> dict[str, str]:
    return {name: str(row.pk) for name, row in rows.items()}


def asked(cast: Cast) -> AcknowledgementRequest:
    return request_of(cast.pia, make_policy(cast, "practitioner"))


def settled_once(request: AcknowledgementRequest, *closings: str) -> None:
    """One answer settled it, one event says so, and the clock ended with it."""
    request.refresh_from_db()
    assert request.closing in closings
    settling = request.answers.filter(kind__in=["signed", "exempt"])
    assert [row.kind for row in settling] == [request.closing]
    verbs = AuditEvent.objects.filter(
        object_id=request.version_id, verb__in=["answer", "record paper", "exempt", "release"]
    )
    assert verbs.count() == request.answers.count()
    assert not Deadline.objects.open().of(request).exists()
    assert verify() == []


@rounds
def test_one_person_signs_twice(cast, turn):
    request = asked(cast)
    said = race(*[("sign_policy", ids(request=request, actor=cast.pia))] * 2)
    assert Counter(said) == {DONE: 1, "ValidationError": 1}
    settled_once(request, "signed")


@rounds
def test_somebody_signs_and_is_exempted(cast, turn):
    request = asked(cast)
    said = race(
        ("sign_policy", ids(request=request, actor=cast.pia)),
        ("exempt", ids(request=request, actor=cast.maya)),
    )
    assert Counter(said)[DONE] == 1
    settled_once(request, "signed", "exempt")


@rounds
def test_somebody_signs_while_their_paper_is_entered(cast, turn):
    request = asked(cast)
    said = race(
        ("sign_policy", ids(request=request, actor=cast.pia)),
        ("record_paper", ids(request=request, actor=cast.maya)),
    )
    assert Counter(said)[DONE] == 1
    settled_once(request, "signed")


@rounds
def test_two_people_exempt_one(cast, turn):
    request = asked(cast)
    said = race(*(("exempt", ids(request=request, actor=one)) for one in (cast.maya, cast.olive)))
    assert Counter(said) == {DONE: 1, "StaleState": 1}
    settled_once(request, "exempt")


@rounds
def test_a_question_and_an_exemption(cast, turn):
    request = asked(cast)
    said = race(
        ("ask_about_policy", ids(request=request, actor=cast.pia)),
        ("exempt", ids(request=request, actor=cast.maya)),
    )
    assert Counter(said)[DONE] == 1
    assert Acknowledgement.objects.count() == 1
    assert verify() == []


@rounds
def test_two_people_sign_the_same_version(cast, turn):
    cast.sam  # noqa: B018 - he is asked as well
    policy = make_policy(cast, "practitioner", "support")
    said = race(
        *(("sign_policy", ids(request=request_of(one, policy), actor=one)) for one in (cast.pia, cast.sam))
    )
    assert said == [DONE, DONE]
    assert AcknowledgementRequest.objects.filter(closing="signed").count() == 2
    assert verify() == []


@rounds
def test_a_signature_is_not_overwritten_by_the_sweep_that_releases(cast, turn):
    """Pia's role has ended; she signs in the moment in which the sweep would release her."""
    request = asked(cast)
    RoleAssignment.objects.filter(person=cast.pia).update(ends_on=clock.today() - dt.timedelta(days=1))
    said = race(("sign_policy", ids(request=request, actor=cast.pia)), ("sweep_requests", {}))
    assert said[1] == DONE
    request.refresh_from_db()
    assert (request.closing == "signed") == (said[0] == DONE)
    assert (
        AuditEvent.objects.filter(object_id=request.version_id, verb__in=["answer", "release"]).count() == 1
    )
    assert not Deadline.objects.open().of(request).exists()


@rounds
def test_a_signature_is_not_overwritten_by_a_version_that_begins(cast, turn):
    with clock.at(clock.now() - dt.timedelta(days=2)):
        policy = make_policy(cast, "practitioner")
        request = request_of(cast.pia, policy)
        next_version(policy, cast, is_major=True, day=clock.today() + dt.timedelta(days=2))
    said = race(("sign_policy", ids(request=request, actor=cast.pia)), ("sweep_beginnings", {}))
    assert said[1] == DONE
    request.refresh_from_db()
    # Its words are of yesterday: nobody signs them any more, whoever comes first.
    assert request.closing == "superseded"
    assert not Acknowledgement.objects.exists()
    assert request_of(cast.pia, policy).version.number == 2
    assert verify() == []


@rounds
def test_two_sweeps_ask_everybody_once(cast, turn):
    cast.sam  # noqa: B018 - asked as well
    with clock.at(clock.now() - dt.timedelta(days=2)):
        policy = make_policy(cast, "practitioner", "support")
        next_version(policy, cast, is_major=True, day=clock.today() + dt.timedelta(days=2))
    said = race(*[("sweep_requests", {})] * 2, *[("sweep_beginnings", {})] * 2)
    assert said == [DONE] * 4
    assert AcknowledgementRequest.objects.open().count() == 2
    last = PolicyVersion.objects.get(number=2)
    assert AuditEvent.objects.filter(object_id=last.pk, verb="ask").count() == 1
    assert AuditEvent.objects.filter(object_id=last.pk, verb="begin").count() == 1
    assert verify() == []


@rounds
def test_two_sweeps_remind_once(cast, turn):
    cast.sam  # noqa: B018 - reminded as well
    policy = make_policy(cast, "practitioner", "support")
    said = race(*[("remind", {"after_days": 8})] * 3)
    assert said == [DONE] * 3
    assert Message.objects.filter(kind="policy-sign").count() == 2
    assert AuditEvent.objects.filter(object_id=policy.versions.get().pk, verb="remind").count() == 1
    assert verify() == []


@rounds
def test_a_reminder_and_a_signature(cast, turn):
    request = asked(cast)
    said = race(
        ("remind", {"after_days": 8}),
        ("sign_policy", ids(request=request, actor=cast.pia)),
    )
    assert said == [DONE, DONE]
    settled_once(request, "signed")


@rounds
def test_a_policy_is_retired_while_somebody_signs(cast, turn):
    request = asked(cast)
    said = race(
        ("retire_policy", ids(policy=request.version.policy, actor=cast.maya)),
        ("sign_policy", ids(request=request, actor=cast.pia)),
    )
    assert said[0] == DONE
    assert Acknowledgement.objects.count() == (1 if said[1] == DONE else 0)
    assert verify() == []
