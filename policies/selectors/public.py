"""What families read without signing in: policies in force that are public, and nothing about people."""

import dataclasses

from django.db.models import QuerySet

from accounts.models import Organisation
from policies import outside
from policies.models import Policy, PolicyVersion


@dataclasses.dataclass(frozen=True)
class Entry:
    """One public policy: with its version in force, or with a link to where its text is kept."""

    policy: Policy
    version: PolicyVersion | None


def entries() -> list[Entry]:
    """Every public policy that can be read today, by title. Two queries."""
    versions = PolicyVersion.objects.in_force().filter(policy__is_public=True).defer("outline")
    in_force = {version.policy_id: version for version in versions}
    return [
        Entry(policy, in_force.get(policy.pk))
        for policy in public_policies()
        if policy.pk in in_force or policy.link
    ]


def public_policies() -> QuerySet[Policy]:
    return Policy.objects.kept().filter(is_public=True)


def versions() -> QuerySet[PolicyVersion]:
    """The version in force of each public policy."""
    return PolicyVersion.objects.in_force().filter(policy__is_public=True).select_related("policy")


def organisation() -> Organisation | None:
    return Organisation.objects.first()


def contacts() -> tuple[list[outside.Contact], list[outside.Contact]]:
    """Whom to call for a child in danger, and whom to turn to with what cannot be raised here."""
    known = outside.contacts()
    return [one for one in known if one.is_emergency], [one for one in known if not one.is_emergency]
