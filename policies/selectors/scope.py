"""Who is to sign what today, and how the requests that exist differ from it."""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from accounts.selectors import holders
from policies.models import AcknowledgementRequest, Audience, Policy, PolicyVersion
from workflow import clock

Closing = AcknowledgementRequest.Closing


@dataclasses.dataclass(frozen=True)
class Difference:
    """What is to be done so that the requests of one policy agree with today.

    `missing`: person → what they sign, never asked for this version. `again`: request → what its person
    signs now: in scope again, or the whole policy instead of its notice. `out_of_scope`, `overtaken`:
    open requests to be closed; of this version, and of earlier ones.
    """

    version_id: uuid.UUID
    missing: dict[uuid.UUID, str]
    again: dict[uuid.UUID, str]
    out_of_scope: list[uuid.UUID]
    overtaken: list[uuid.UUID]

    def __bool__(self) -> bool:
        return bool(self.missing or self.again or self.out_of_scope or self.overtaken)


def asked_versions(
    policies: Iterable[Policy] | None = None, on: dt.date | None = None
) -> dict[uuid.UUID, PolicyVersion]:
    """Policy id → the version to be signed on a day (today): the last major one up to the one in force, or the first.

    A minor version keeps what was signed for it. Two queries, along the index of what is published:
    versions of the past cost nothing.
    """
    day = on or clock.today()
    begun = PolicyVersion.objects.published().filter(policy=OuterRef("pk"), effective_from__lte=day)
    last_major = begun.filter(is_major=True).order_by("-effective_from").values("pk")[:1]
    first = begun.order_by("effective_from").values("pk")[:1]
    kept = Policy.objects.kept(day).annotate(asked=Coalesce(Subquery(last_major), Subquery(first)))
    if policies is not None:
        kept = kept.filter(pk__in=[policy.pk for policy in policies])
    asked = kept.filter(asked__isnull=False).order_by().values_list("asked", flat=True)
    versions = PolicyVersion.objects.filter(pk__in=list(asked)).order_by("number")
    return {version.policy_id: version for version in versions.defer("outline", "outline_before")}


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


def differences(asked: dict[uuid.UUID, PolicyVersion]) -> dict[Policy, Difference]:
    """Each policy of `asked_versions` with what its requests lack or have too much.

    Five queries, whatever the number; rows read grow with the requests of these versions only.
    """
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


def of_retired_policies() -> dict[PolicyVersion, list[AcknowledgementRequest]]:
    """Open requests, by version, of policies that are kept no longer. One query where there are none such."""
    found: dict[PolicyVersion, list[AcknowledgementRequest]] = defaultdict(list)
    retired = list(
        Policy.objects.filter(retired_on__lte=clock.today()).order_by().values_list("pk", flat=True)
    )
    if retired:
        rows = AcknowledgementRequest.objects.open().filter(version__policy__in=retired)
        for row in rows.select_related("version"):
            found[row.version].append(row)
    return found


def versions_with_open_requests(policy: Policy) -> set[uuid.UUID]:
    """What `asking` locks before it closes any of them."""
    rows = AcknowledgementRequest.objects.open().filter(version__policy=policy)
    return set(rows.values_list("version_id", flat=True))


class Existing(NamedTuple):
    """A request as it stands: `closing` is "" while it is open. There are as many as people times policies."""

    pk: uuid.UUID
    person_id: uuid.UUID
    kind: str
    closing: str

    def suits(self, wanted: dict[uuid.UUID, str]) -> bool:
        """Whether it asks, or was answered for, what its person is to sign. An exemption frees from both."""
        kind = wanted.get(self.person_id)
        if kind is None or self.closing == Closing.EXEMPT:
            return True
        if self.closing == Closing.SIGNED:
            return self.kind in (kind, Audience.Kind.POLICY)
        return not self.closing and self.kind == kind


def _requests(asked: dict[uuid.UUID, PolicyVersion]) -> dict[uuid.UUID, list[Existing]]:
    found: dict[uuid.UUID, list[Existing]] = defaultdict(list)
    rows = AcknowledgementRequest.objects.filter(version__in=[version.pk for version in asked.values()])
    for version_id, pk, person_id, kind, closing in rows.values_list(
        "version_id", "pk", "person_id", "kind", "closing"
    ):
        found[version_id].append(Existing(pk, person_id, kind, closing))
    return found


def _overtaken(asked: dict[uuid.UUID, PolicyVersion]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Open requests of other versions than the one that is asked for now.

    Mostly there are none, and then no version of the past is looked at.
    """
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    rows = AcknowledgementRequest.objects.open().exclude(version__in=[v.pk for v in asked.values()])
    others = dict(rows.values_list("pk", "version_id"))
    if others:
        versions = PolicyVersion.objects.filter(pk__in=set(others.values()), policy__in=asked)
        policies = dict(versions.values_list("pk", "policy_id"))
        for pk, version_id in others.items():
            if version_id in policies:
                found[policies[version_id]].append(pk)
    return found


def _difference(
    version: PolicyVersion,
    wanted: dict[uuid.UUID, str],
    existing: list[Existing],
    overtaken: list[uuid.UUID],
) -> Difference:
    known = {row.person_id for row in existing}
    return Difference(
        version_id=version.pk,
        missing={person_id: kind for person_id, kind in wanted.items() if person_id not in known},
        again={row.pk: wanted[row.person_id] for row in existing if not row.suits(wanted)},
        out_of_scope=[row.pk for row in existing if not row.closing and row.person_id not in wanted],
        overtaken=overtaken,
    )
