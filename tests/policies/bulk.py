"""Policies and signatures in bulk, for tests of what a page costs. They have no chain."""

import datetime as dt
import itertools

from accounts.models import Person
from policies.models import (
    Acknowledgement,
    AcknowledgementRequest,
    Clause,
    ClauseText,
    Policy,
    PolicyLink,
    PolicyVersion,
)
from workflow import clock

WORDS = "Everybody keeps to this, on **every** device and at every hour."


def shelve(count: int, *, versions: int = 10, clauses: int = 20) -> list[Policy]:
    """So many policies, each with so many published versions of so many clauses, each leaning on the one before."""
    start = Policy.objects.count()
    policies = Policy.objects.bulk_create(
        Policy(code=f"bulk-{start + n}", title=f"Policy {start + n:03}", reviewed_on=dt.date(2024, 7, 23))
        for n in range(count)
    )
    PolicyLink.objects.bulk_create(
        PolicyLink(policy=policy, to=before) for before, policy in itertools.pairwise(policies)
    )
    for policy in policies:
        _publish(policy, versions, clauses)
    return policies


def _publish(policy: Policy, versions: int, clauses: int) -> None:
    keys = Clause.objects.bulk_create(Clause(policy=policy) for _clause in range(clauses))
    made = []
    for number in range(1, versions + 1):
        version = PolicyVersion.objects.create(
            policy=policy,
            number=number,
            edition=1,
            text_hash="0" * 64,
            change_summary=f"Change {number}.",
            effective_from=clock.today() - dt.timedelta(days=30 * (versions - number) + 1),
            began_at=clock.now(),
        )
        # As the engine moves a row: nobody else may.
        PolicyVersion.objects.filter(pk=version.pk)._move(state=PolicyVersion.State.PUBLISHED, is_frozen=True)
        made.append(version)
    ClauseText.objects.bulk_create(
        ClauseText(
            version=version,
            edition=1,
            position=position,
            clause=key,
            kind="clause" if position > 1 else "section",
            number=f"S1.{position}",
            text=WORDS,
        )
        for version in made
        for position, key in enumerate(keys, start=1)
    )


def signed(version: PolicyVersion, count: int) -> None:
    """So many new people who have signed it."""
    people = Person.objects.bulk_create(
        Person(given_name=f"Person {n:03}", family_name=f"Family {n // 3:03}") for n in range(count)
    )
    requests = AcknowledgementRequest.objects.bulk_create(
        AcknowledgementRequest(version=version, person=person, closed_at=clock.now(), closing="signed")
        for person in people
    )
    Acknowledgement.objects.bulk_create(
        Acknowledgement(
            request=request,
            kind="signed",
            version=version,
            text_hash=version.text_hash,
            typed_name="Somebody",
            by_id=request.person_id,
            signed_on=version.effective_from,
        )
        for request in requests
    )
