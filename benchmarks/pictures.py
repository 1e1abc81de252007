"""Children with two parents each and years of answers about their pictures, in bulk.

Per child: two contacts with parental responsibility; per year, parent and use a yes, each tenth taken
back at once; one child in fifty is blocked, one parent's answers in twenty were entered and checked.
The hashes are no chain that `verify_audit` would accept; no page reads it.
"""

from django.db import connection

from accounts.models import Child, ChildContact, Person
from benchmarks.rows import insert, uuid_of
from consents.models import Answer, Block, Notice, Signature, SignatureCheck

# The room of which a sheet is asked for, and how many are in it.
SHEET_ROOM, SHEET_SIZE = "The large room", 100
PLAN = f"""
CREATE TEMPORARY TABLE family AS
SELECT n, {uuid_of("pictured", "n")} AS child_id, parent, {uuid_of("parent", "n", "parent")} AS person_id,
    mod(n, 20) = 7 AND parent = 1 AS is_paper
FROM generate_series(1, %s) AS n CROSS JOIN generate_series(1, 2) AS parent
"""
AT = "now() - ago * interval '1 year' - interval '1 hour'"
SIGNATURE = uuid_of("signature", "n", "parent", "ago")
MEANS = "CASE WHEN is_paper THEN 'paper' ELSE 'account' END"
STAFF = "'00000000-0000-4000-8000-00000000000{number}'::uuid"
ENTERED_BY = f"CASE WHEN is_paper THEN {STAFF.format(number=1)} END"


def make(children: int, years: int) -> None:
    """Insert them. Nothing else may use the database meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute(PLAN, [children])
    _families()
    _words()
    _answers(years)
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE family")
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("VACUUM (ANALYZE)")


def _families() -> None:
    insert(
        Child,
        "family WHERE parent = 1",
        id="child_id",
        given_name="'Child ' || n",
        family_name="'Name ' || n",
        born_on="current_date - 1200",
        room=f"CASE WHEN n <= {SHEET_SIZE} THEN '{SHEET_ROOM}' ELSE 'Room ' || mod(n, 40) END",
    )
    insert(Person, "family", id="person_id", given_name="'Parent'", family_name="n || ' ' || parent")
    for number in (1, 2):
        staff = STAFF.format(number=number)
        insert(Person, "(SELECT 1) AS one", id=staff, given_name="'Staff'", family_name=f"'{number}'")
    insert(
        ChildContact,
        "family",
        id=uuid_of("contact", "n", "parent"),
        child_id="child_id",
        person_id="person_id",
        capacity="'parent'",
        responsibility="'yes'",
        evidence="'Seen'",
        verified_by_id=STAFF.format(number=1),
        verified_on="current_date - 900",
        begins_at="now() - interval '11 years'",
    )
    insert(
        Block,
        "family WHERE parent = 1 AND mod(n, 50) = 11",
        id=uuid_of("block", "n"),
        child_id="child_id",
        reason="'Because'",
        by_id=STAFF.format(number=1),
        begins_at="now() - interval '1 day'",
    )


def _words() -> None:
    insert(
        Notice,
        "consents_purpose",
        id=uuid_of("notice", "code"),
        purpose_id="code",
        number="1",
        what="'Pictures'",
        audience="'Families'",
        how_long="'A year'",
        begins_on="current_date - 4000",
        text_hash="md5(code)",
    )


def _answers(years: int) -> None:
    """A sitting of each parent each year; the last one today, so that its yes holds."""
    sittings = f"family CROSS JOIN generate_series(0, {years - 1}) AS ago"
    _signatures(sittings)
    said = {
        "child_id": "child_id", "purpose_id": "code", "person_id": "person_id", "signature_id": SIGNATURE,
        "notice_id": uuid_of("notice", "code"), "at": AT, "entered_by_id": ENTERED_BY, "means": MEANS,
    }  # fmt: skip
    uses = "CROSS JOIN consents_purpose WHERE is_offered"
    order = f"({years} - ago) * 4 + parent * 2"
    insert(
        Answer,
        f"{sittings} {uses}",
        id=uuid_of("yes", "n", "parent", "ago", "code"),
        kind="'granted'",
        sequence=order,
        valid_until="current_date - (ago * 365)::int + 300",
        **said,
    )
    insert(
        Answer,
        f"{sittings} {uses} AND mod(n + position + parent + ago, 10) = 0",
        id=uuid_of("no", "n", "parent", "ago", "code"),
        kind="'withdrawn'",
        sequence=f"{order} + 1",
        **said,
    )


def _signatures(sittings: str) -> None:
    insert(
        Signature,
        sittings,
        id=SIGNATURE,
        child_id="child_id",
        person_id="person_id",
        capacity="'parent'",
        responsibility="'yes'",
        declared="true",
        typed_name="'Parent'",
        shown="'[]'",
        shown_sha256="repeat('0', 64)",
        means=MEANS,
        at=AT,
        entered_by_id=ENTERED_BY,
    )
    insert(
        SignatureCheck,
        f"{sittings} WHERE is_paper",
        id=uuid_of("check", "n", "parent", "ago"),
        signature_id=SIGNATURE,
        signer_id="person_id",
        entered_by_id=STAFF.format(number=1),
        by_id=STAFF.format(number=2),
        at=AT,
        agrees="true",
    )
