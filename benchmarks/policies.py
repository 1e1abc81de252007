"""Policies, the people who sign them, and years of signatures, in bulk: 1 in 75 of the last ones is due today."""

from django.db import connection

from accounts.models import Person, RoleAssignment
from benchmarks.rows import insert, uuid_of
from policies.models import Acknowledgement, AcknowledgementRequest, Audience, Policy, PolicyVersion
from workflow.models import ChainHead, Deadline

POLICIES, PEOPLE = 30, 500
# Of 75 who were asked for the last version, one is to be reminded today, and one in some days.
SHARE = 75

PERSON, POLICY = uuid_of("person", "n::text"), uuid_of("policy", "p::text")
# Each version was in force for a month, and the last one has been for a week.
PLAN = f"""
    CREATE TABLE versions AS
    SELECT p, v, {POLICY} AS policy_id, {uuid_of("version", "p::text", "v::text")} AS version_id,
        now() - (%(versions)s - v) * interval '30 days' - interval '8 days' AS began
    FROM generate_series(1, {POLICIES}) p, generate_series(1, %(versions)s) v;
    CREATE TABLE plan AS
    SELECT versions.*, n, {PERSON} AS person_id,
        {uuid_of("request", "p::text", "v::text", "n::text")} AS request_id,
        CASE WHEN v = %(versions)s THEN mod(p * {PEOPLE} + n, {SHARE}) ELSE {SHARE} END AS turn
    FROM versions, generate_series(1, {PEOPLE}) n
"""
IS_OPEN, IS_DUE = "turn < 2", "turn = 0"
SIGNED_AT = f"CASE WHEN {IS_OPEN} THEN NULL ELSE began + interval '1 day' END"


def make(versions: int) -> None:
    """`POLICIES` with so many versions each, all of them signed by all `PEOPLE` but a few of the last."""
    with connection.cursor() as cursor:
        # Neither guards nor foreign keys are looked at: these rows are what they should be.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(PLAN, {"versions": versions})
    _people()
    _policies()
    _signatures()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE plan, versions")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


def _people() -> None:
    people = f"generate_series(1, {PEOPLE}) n"
    # Whoever has no address is told of nothing; who enters paper is told instead.
    email = "'person' || n || '@example.org'"
    insert(Person, people, id=PERSON, given_name="'Given' || n", family_name="'Family' || n", email=email)
    insert(
        RoleAssignment,
        people,
        id=uuid_of("role", "n::text"),
        person_id=PERSON,
        role="'practitioner'",
        starts_on="date '2020-01-01'",
    )


def _policies() -> None:
    policies = f"generate_series(1, {POLICIES}) p"
    insert(Policy, policies, id=POLICY, code="'policy-' || p", title="'Policy ' || p")
    insert(Audience, policies, id=uuid_of("audience", "p::text"), policy_id=POLICY, role="'practitioner'")
    insert(
        PolicyVersion,
        "versions",
        id="version_id",
        policy_id="policy_id",
        number="v",
        state="'published'",
        version="1",
        edition="1",
        is_frozen="true",
        text_hash="md5('words')",
        effective_from="began::date",
        began_at="began",
    )
    insert(
        ChainHead,
        "versions",
        object_type="'policies.policyversion'",
        object_id="version_id",
        sequence="1",
        hash="'0'",
    )


def _signatures() -> None:
    """A request each; whoever signed did so a day later, which ended the clock."""
    insert(
        AcknowledgementRequest,
        "plan",
        id="request_id",
        version_id="version_id",
        person_id="person_id",
        asked_at="began",
        closed_at=SIGNED_AT,
        closing=f"CASE WHEN {IS_OPEN} THEN '' ELSE 'signed' END",
    )
    insert(
        Acknowledgement,
        f"plan WHERE NOT ({IS_OPEN})",
        id="request_id",
        request_id="request_id",
        kind="'signed'",
        version_id="version_id",
        text_hash="md5('words')",
        by_id="person_id",
        at=SIGNED_AT,
    )
    insert(
        Deadline,
        "plan",
        id="request_id",
        object_type="'policies.acknowledgementrequest'",
        object_id="request_id",
        rule_id="'policy.acknowledge'",
        started_at="began",
        due_at=f"CASE WHEN {IS_DUE} THEN now() + interval '6 days' ELSE began + interval '20 days' END",
        met_at=SIGNED_AT,
        next_check_at=f"now() + CASE WHEN {IS_DUE} THEN interval '-1 hour' ELSE interval '5 days' END",
    )
