"""The gate that others ask: has this person signed what is in force?"""

from accounts.models import Person
from policies.models import AcknowledgementRequest, Audience, Policy
from policies.selectors.scope import asked_versions

Closing = AcknowledgementRequest.Closing


def has_current_acknowledgement(person: Person, policy_code: str) -> bool:
    """Whether `person` has signed the last major version of the policy, as it is in force today.

    An exemption is not a signature: whoever is exempt has not agreed to anything. Nor is a short
    notice, for somebody whose role is to sign the whole policy. False for a policy that is unknown,
    retired, or has no version in force. Computed when asked, never stored.
    """
    policy = Policy.objects.kept().filter(code=policy_code).first()
    version = asked_versions([policy]).get(policy.pk) if policy else None
    if policy is None or version is None:
        return False
    signed = AcknowledgementRequest.objects.filter(version=version, person=person, closing=Closing.SIGNED)
    kind = signed.values_list("kind", flat=True).first()
    return kind == Audience.Kind.POLICY or (kind is not None and not _signs_whole(person, policy))


def _signs_whole(person: Person, policy: Policy) -> bool:
    whole = Audience.objects.filter(policy=policy, kind=Audience.Kind.POLICY, ended_at=None)
    return whole.filter(role__in=person.roles).exists()
