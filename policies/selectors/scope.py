"""Who is to sign what today, and how the requests that exist differ from it."""

import dataclasses
import uuid
from collections import defaultdict
from collections.abc import Iterable

from accounts.selectors import holders
from policies.models import AcknowledgementRequest, Audience, Policy, PolicyVersion

Closing = AcknowledgementRequest.Closing


@dataclasses.dataclass(frozen=True)
class Difference:
    """What is to be done so that the requests of one policy agree with today.

    `missing`: person → what they sign, never asked for this version. `returned`: requests of persons
    in scope again. `out_of_scope`, `overtaken`: open requests to be closed; of this version, and of
    earlier ones.
    """

    version_id: uuid.UUID
    missing: dict[uuid.UUID, str]
    returned: list[uuid.UUID]
    out_of_scope: list[uuid.UUID]
    overtaken: list[uuid.UUID]

    def __bool__(self) -> bool:
        return bool(self.missing or self.returned or self.out_of_scope or self.overtaken)


def asked_versions(policies: Iterable[Policy] | None = None) -> dict[uuid.UUID, PolicyVersion]:
    """Policy id → the version to be signed: the last major one up to the one in force, or the first.

    A minor version keeps what was signed for it. Two queries.
    """
    in_force = PolicyVersion.objects.in_force()
    if policies is not None:
        in_force = in_force.filter(policy__in=[policy.pk for policy in policies])
    current = {version.policy_id: version for version in in_force.defer("outline")}
    earlier = PolicyVersion.objects.published().filter(policy__in=current).defer("outline")
    found: dict[uuid.UUID, PolicyVersion] = {}
    for version in earlier.order_by("effective_from"):
        if version.effective_from > current[version.policy_id].effective_from:
            continue
        if version.is_major or version.policy_id not in found:
            found[version.policy_id] = version
    return found


def signers() -> dict[uuid.UUID, dict[uuid.UUID, str]]:
    """Policy id → person id → what they sign. Whoever is in two audiences signs the whole policy. Two queries."""
    held = holders()
    found: dict[uuid.UUID, dict[uuid.UUID, str]] = defaultdict(dict)
    for policy_id, role, kind in Audience.objects.filter(ended_at=None).values_list(
        "policy_id", "role", "kind"
    ):
        for person_id in held[role]:
            if found[policy_id].get(person_id) != Audience.Kind.POLICY:
                found[policy_id][person_id] = kind
    return found


def differences(policies: Iterable[Policy] | None = None) -> dict[Policy, Difference]:
    """Each policy in force with what its requests lack or have too much. Six queries, whatever their number."""
    asked = asked_versions(policies)
    wanted = signers()
    existing = _requests(asked)
    overtaken = _overtaken(asked)
    kept = {policy.pk: policy for policy in Policy.objects.filter(pk__in=asked)}
    return {
        kept[policy_id]: _difference(
            version, wanted.get(policy_id, {}), existing[version.pk], overtaken[policy_id]
        )
        for policy_id, version in asked.items()
    }


def of_no_policy_in_force() -> list[AcknowledgementRequest]:
    """Open requests whose policy has been retired."""
    kept = PolicyVersion.objects.in_force().values("policy")
    rows = AcknowledgementRequest.objects.open().exclude(version__policy__in=kept)
    return list(rows.select_related("version"))


# Request id, person id, how it was closed ("" while it is open).
Existing = tuple[uuid.UUID, uuid.UUID, str]


def _requests(asked: dict[uuid.UUID, PolicyVersion]) -> dict[uuid.UUID, list[Existing]]:
    found: dict[uuid.UUID, list[Existing]] = defaultdict(list)
    rows = AcknowledgementRequest.objects.filter(version__in=[version.pk for version in asked.values()])
    for version_id, *row in rows.values_list("version_id", "pk", "person_id", "closing"):
        found[version_id].append((row[0], row[1], row[2]))
    return found


def _overtaken(asked: dict[uuid.UUID, PolicyVersion]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Open requests of other versions than the one that is asked for now."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    rows = AcknowledgementRequest.objects.open().exclude(version__in=[v.pk for v in asked.values()])
    for pk, policy_id in rows.filter(version__policy__in=asked).values_list("pk", "version__policy_id"):
        found[policy_id].append(pk)
    return found


def _difference(
    version: PolicyVersion,
    wanted: dict[uuid.UUID, str],
    existing: list[Existing],
    overtaken: list[uuid.UUID],
) -> Difference:
    known = {person_id for _pk, person_id, _closing in existing}
    return Difference(
        version_id=version.pk,
        missing={person_id: kind for person_id, kind in wanted.items() if person_id not in known},
        returned=[pk for pk, who, closing in existing if closing == Closing.OUT_OF_SCOPE and who in wanted],
        out_of_scope=[pk for pk, who, closing in existing if not closing and who not in wanted],
        overtaken=overtaken,
    )
