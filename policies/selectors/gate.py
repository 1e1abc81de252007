"""The gate that others ask: has this person signed what is in force?"""

import uuid
from collections.abc import Iterable

from accounts.models import Person
from accounts.selectors import holders
from policies.models import AcknowledgementRequest, Audience, Policy
from policies.selectors.scope import asked_versions

Closing = AcknowledgementRequest.Closing


def has_current_acknowledgement(person: Person, policy_code: str) -> bool:
    """Whether `person` has signed the last major version of the policy, as it is in force today.

    An exemption is not a signature: whoever is exempt has not agreed to anything. Nor is a short
    notice, for somebody whose role is to sign the whole policy. False for a policy that is unknown,
    retired, or has no version in force. Computed when asked, never stored.
    """
    return person.pk in who_acknowledged([person.pk], policy_code)


def who_acknowledged(person_ids: Iterable[uuid.UUID], policy_code: str) -> set[uuid.UUID]:
    """The same for many persons, in as many queries as for one."""
    policy = Policy.objects.kept().filter(code=policy_code).first()
    version = asked_versions([policy]).get(policy.pk) if policy else None
    if policy is None or version is None:
        return set()
    rows = AcknowledgementRequest.objects.filter(
        version=version, person__in=set(person_ids), closing=Closing.SIGNED
    )
    signed: dict[str, set[uuid.UUID]] = {Audience.Kind.POLICY: set(), Audience.Kind.NOTICE: set()}
    for person_id, kind in rows.values_list("person_id", "kind"):
        signed[kind].add(person_id)
    if not signed[Audience.Kind.NOTICE]:
        return signed[Audience.Kind.POLICY]
    return signed[Audience.Kind.POLICY] | (signed[Audience.Kind.NOTICE] - _sign_whole(policy))


def _sign_whole(policy: Policy) -> set[uuid.UUID]:
    """Whose role is to sign the whole policy."""
    whole = Audience.objects.filter(policy=policy, kind=Audience.Kind.POLICY, ended_at=None)
    held = holders()
    return set().union(*(held[role] for role in whole.values_list("role", flat=True)))
