"""Cases in bulk, in the shape of a real setting: 2 % open, three readers each, and what hangs on them.

Per case: one report with one person named, one subject, three accesses, six entries, two deadlines, eight
events, three messages each with its attempt, six reads; half have an action. The hashes are not a
chain that `verify_audit` would accept: making a real one takes an hour, and no page reads it.
"""

from django.db import connection

from accounts.models import Person
from benchmarks.people import People
from benchmarks.rows import insert, one_of, uuid_of
from incidents import models as incidents
from notifications.models import Attempt, Message
from workflow.models import AuditEvent, ChainHead, Deadline, ReadEvent

OPEN_SHARE = 0.02
# Of the open ones, this many in a hundred are news to their readers.
UNREAD_PERCENT = 10
DAYS = 3 * 365
OPEN_DAYS = 30
TEXT = "'She told me about it after lunch, and I wrote it down in her own words. ' || md5(random()::text)"
STATES = ["received", "acknowledged", "triaged", "in_progress", "in_progress", "close_proposed"]
CASE_VERBS = ["open", "acknowledge", "triage", "note", "note", "contact", "note", "close"]
REPORT_VERBS = ["send", "route"]
# The entries of the events from the third on.
KINDS = ["decision", "note", "note", "contact", "note", "decision"]

# One row per case; `h` is its number well shaken, so that nothing hangs together that should not.
PLAN = f"""
CREATE TEMPORARY TABLE plan AS
SELECT n, h, is_open,
    {uuid_of("case", "n")} AS case_id, {uuid_of("report", "n")} AS report_id,
    now() - CASE WHEN is_open THEN mod(h, {OPEN_DAYS * 24}) * interval '1 hour'
        ELSE ({OPEN_DAYS} + mod(h, {DAYS})) * interval '1 day' END AS opened_at,
    CASE WHEN is_open THEN {one_of(STATES, "h / 3")} ELSE 'closed' END AS state,
    is_open AND mod(h / 5, 100) < {UNREAD_PERCENT} AS is_unread,
    CASE WHEN mod(h / 7, 10) > 0 THEN (%s::uuid[])[1 + mod(h / 11, %s)] END AS child_id,
    CASE WHEN mod(h / 7, 10) = 0 THEN (%s::uuid[])[1 + mod(h / 11, %s)] END AS staff_id,
    (%s::uuid[])[1 + mod(h / 13, %s)] AS author_id
FROM (
    SELECT n, mod(n, %s) = 0 AS is_open, hashint4(n) & 1073741823 AS h FROM generate_series(1, %s) AS n
) AS numbered
"""


def make(count: int, people: People) -> None:
    """Insert `count` cases and everything around them. Nothing else may use the database meanwhile."""
    children = [child.pk for child in people.children]
    staff = [person.pk for person in people.staff]
    with connection.cursor() as cursor:
        # The rows are right by construction: asking each foreign key would take most of the time.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(
            PLAN,
            [children, len(children), staff, len(staff), staff, len(staff), int(1 / OPEN_SHARE), count],
        )
    _reports()
    _cases()
    _readers(people)
    _work(people)
    _record(people)
    _told(people)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE plan")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


def _reports() -> None:
    insert(
        incidents.Report,
        "plan",
        id="report_id",
        state="'routed'",
        version="1",
        reference="'R' || n",
        report_type="'concern'",
        author_id="author_id",
        about="""CASE WHEN child_id IS NULL THEN '["staff"]' ELSE '["child"]' END::jsonb""",
        body=f"repeat({TEXT}, 4)",
        sent_at="opened_at",
    )
    insert(
        incidents.ReportPerson,
        "plan",
        id=uuid_of("named", "n"),
        report_id="report_id",
        part="CASE WHEN child_id IS NULL THEN 'subject' ELSE 'child' END",
        child_id="child_id",
        person_id="staff_id",
    )


def _cases() -> None:
    triaged = "state NOT IN ('received', 'acknowledged')"
    insert(
        incidents.Case,
        "plan",
        id="case_id",
        state="state",
        version="5",
        reference="'C' || n",
        opened_at="opened_at",
        category_id=f"CASE WHEN {triaged} THEN (SELECT min(code) FROM incidents_category) END",
        four_c=f"CASE WHEN {triaged} THEN 'conduct' ELSE '' END",
        urgency=f"""CASE WHEN {triaged} THEN
            {one_of(["1-immediate", "2-same-day", "3-routine", "3-routine"], "h / 17")} ELSE '' END""",
        support_level=f"CASE WHEN {triaged} THEN 1 + mod(h / 19, 4) END",
        outcome_id="CASE WHEN NOT is_open THEN (SELECT min(code) FROM incidents_outcome) END",
        parents_informed="CASE WHEN is_open THEN '' ELSE 'yes' END",
        next_due_at=f"CASE WHEN is_open AND NOT ({triaged}) THEN opened_at + interval '1 day' END",
    )
    insert(incidents.CaseReport, "plan", id=uuid_of("link", "n"), case_id="case_id", report_id="report_id")
    insert(
        incidents.Subject,
        "plan",
        id=uuid_of("subject", "n"),
        case_id="case_id",
        child_id="child_id",
        person_id="staff_id",
        added_at="opened_at",
    )


def _readers(people: People) -> None:
    """Three readers each; where the DSL is in conflict, the owner is one of them instead."""
    conflict = "(plan.child_id IS NOT DISTINCT FROM %s OR plan.staff_id IS NOT DISTINCT FROM %s)"
    insert(
        incidents.Access,
        f"""plan CROSS JOIN LATERAL (VALUES
            (1, CASE WHEN {conflict} THEN %s ELSE %s END, 'lead'), (2, %s, 'lead'), (3, %s, 'informed')
        ) AS reader (number, person_id, capacity)""",
        [
            people.tied.pk, people.staff[0].pk, people.owner.pk, people.dsl.pk,
            people.deputy_dsl.pk, people.manager.pk,
        ],
        id=uuid_of("access", "n", "number"),
        case_id="case_id",
        person_id="reader.person_id",
        capacity="reader.capacity",
        rule="'coi.child'",
        granted_at="opened_at",
        is_unread="is_unread",
    )  # fmt: skip


def _work(people: People) -> None:
    insert(
        incidents.Entry,
        "plan CROSS JOIN generate_series(1, 6) AS number",
        id=uuid_of("entry", "n", "number"),
        case_id="case_id",
        kind=one_of(KINDS, "number - 1"),
        happened_at="CASE WHEN number = 2 THEN opened_at - interval '2 days' END",
        recorded_at="opened_at + (number + 2) * interval '5 hours'",
        author_id=f"'{people.dsl.pk}'::uuid",
        agency_id="CASE WHEN number = 4 THEN (SELECT min(code) FROM incidents_externalcontact) END",
        body=f"repeat({TEXT}, 3)",
    )
    insert(
        incidents.CaseAction,
        "plan WHERE mod(h / 23, 2) = 0",
        id=uuid_of("action", "n"),
        state="CASE WHEN is_open THEN 'open' ELSE 'done' END",
        version="1",
        case_id="case_id",
        title="'Speak to the family'",
        owner_id=f"'{people.staff[2].pk}'::uuid",
        due_on="(opened_at + interval '7 days')::date",
        created_at="opened_at",
    )
    running = "(state = 'received' OR number = 2 AND state = 'acknowledged')"
    insert(
        Deadline,
        "plan CROSS JOIN generate_series(1, 2) AS number",
        id=uuid_of("deadline", "n", "number"),
        object_type="'incidents.case'",
        object_id="case_id",
        rule_id=one_of(["case.triage", "case.acknowledge"], "number"),
        started_at="opened_at",
        due_at="opened_at + number * interval '1 day'",
        met_at=f"CASE WHEN NOT {running} THEN opened_at + interval '3 hours' END",
        next_check_at="opened_at + number * interval '1 day'",
    )


def _record(people: People) -> None:
    """Each event seals what it speaks of, by the ids of the rows: the chronology is read from there."""
    case = _sealed("incidents.case", "case_id")
    opening = [
        case,
        _sealed("incidents.casereport", uuid_of("link", "n")),
        _sealed("incidents.subject", uuid_of("subject", "n")),
        *(_sealed("incidents.access", uuid_of("access", "n", str(number))) for number in (1, 2, 3)),
        *(_sealed("workflow.deadline", uuid_of("deadline", "n", str(number))) for number in (1, 2)),
    ]
    entry = _sealed("incidents.entry", uuid_of("entry", "n", "(number - 2)"))
    contents = f"""CASE WHEN number = 1 THEN jsonb_build_array({", ".join(opening)})
        WHEN number = 2 THEN jsonb_build_array({case}) ELSE jsonb_build_array({case}, {entry}) END"""
    _chain("case", CASE_VERBS, contents, people.dsl)
    report = [
        _sealed("incidents.report", "report_id"),
        _sealed("incidents.reportperson", uuid_of("named", "n")),
    ]
    _chain("report", REPORT_VERBS, f"jsonb_build_array({', '.join(report)})", people.dsl)


def _sealed(label: str, pk: str) -> str:
    """SQL of one line of an event's contents, as `workflow.audit.seal` makes it."""
    return f"jsonb_build_object('schema', '{label}@1', 'id', {pk}, 'digest', repeat(md5(({pk})::text), 2))"


def _chain(model: str, verbs: list[str], contents: str, actor: Person) -> None:
    count = len(verbs)
    own = {"object_type": f"'incidents.{model}'", "object_id": f"{model}_id"}
    insert(
        AuditEvent,
        f"plan CROSS JOIN generate_series(1, {count}) AS number",
        sequence="number",
        verb=one_of(verbs, "number - 1"),
        actor_id=f"'{actor.pk}'::uuid",
        at="opened_at + number * interval '5 hours'",
        contents=contents,
        previous_hash="repeat(md5((n + number)::text), 2)",
        hash="repeat(md5((n + number + 1)::text), 2)",
        **own,
    )
    insert(
        ChainHead,
        "plan",
        sequence=str(count),
        sealed_sequence=str(count),
        hash=f"repeat(md5((n + {count} + 1)::text), 2)",
        **own,
    )


def _told(people: People) -> None:
    """Each reader was told of the opening, and has read the case twice."""
    readers = "plan JOIN incidents_access AS access USING (case_id)"
    key = uuid_of("message", "n", "access.person_id::text")
    insert(
        Message,
        readers,
        id=key,
        kind="'case-item'",
        recipient_id="access.person_id",
        object_type="'incidents.case'",
        object_id="case_id",
        dedupe_key="'case-item:' || case_id || ':opened:' || access.person_id",
        created_at="opened_at",
        next_attempt_at="opened_at",
        attempt_count="1",
        sent_at="opened_at + interval '2 seconds'",
        seen_at="CASE WHEN NOT plan.is_unread THEN opened_at + interval '1 hour' END",
    )
    insert(Attempt, readers, message_id=key, at="opened_at + interval '2 seconds'", outcome="'sent'")
    insert(
        ReadEvent,
        f"{readers} CROSS JOIN generate_series(1, 2) AS number",
        at="opened_at + number * interval '9 hours'",
        actor_id="access.person_id",
        object_type="'incidents.case'",
        object_id="case_id",
        what="'case page'",
    )
