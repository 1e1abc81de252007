"""Posts in bulk, with the children in them: on the children of `pictures`, all of whom are allowed somewhere.

One in a hundred is on its way, the others are live or over; each shows five children. The rows have no chain.
"""

import uuid

from django.db import connection

from accounts.models import Person, Role, RoleAssignment
from benchmarks import pictures
from benchmarks.rows import insert, uuid_of
from social.models import OfficialAccount, Post, PostAuthor, PostChild
from workflow import clock
from workflow.models import ChainHead

CHILDREN_EACH, ON_THEIR_WAY = 5, 100
AUTHOR, READER = (uuid.UUID(f"00000000-0000-4000-8000-00000000010{number}") for number in (1, 2))
POST = uuid_of("post", "n")
STATE = (
    f"CASE WHEN mod(n, {ON_THEIR_WAY}) = 1 THEN (ARRAY['draft', 'submitted', 'approved'])[1 + mod(n / 100, 3)] "
    "WHEN mod(n, 7) = 0 THEN 'archived' ELSE 'published' END"
)


def make(posts: int, children: int) -> None:
    """Insert them. Nothing else may use the database meanwhile."""
    pictures.make(children, 1)
    account = _account()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
    plan = f"generate_series(1, {posts}) AS n"
    moment = f"now() - ({posts} - n) * interval '10 minutes'"
    insert(
        Post, plan, id=POST, state=STATE, account_id=f"'{account}'::uuid", kind="'life'", text="'Post ' || n",
        objective="'Our days'", author_id=f"'{AUTHOR}'::uuid", children_shown=str(CHILDREN_EACH), moved_at=moment,
        created_at=moment, copyright_ok="true", confidential_ok="true", dignity_ok="true", adults_ok="true",
        approved_by_id=f"'{READER}'::uuid", approved_at=moment, approved_until="now() + interval '5 days'",
        agreed_number="1", published_by_id=f"'{READER}'::uuid", published_at=moment, link="'https://a.example/' || n",
    )  # fmt: skip
    insert(
        ChainHead,
        "accounts_child",
        object_type="'accounts.child'",
        object_id="id",
        sequence="1",
        hash="repeat('0', 64)",
    )
    insert(PostAuthor, plan, post_id=POST, person_id=f"'{AUTHOR}'::uuid")
    insert(
        PostChild,
        f"{plan} CROSS JOIN generate_series(1, {CHILDREN_EACH}) AS place",
        id=uuid_of("shown", "n", "place"),
        post_id=POST,
        child_id=uuid_of("pictured", f"(1 + mod(n * 7 + place * 13, {children}))"),
        added_by_id=f"'{AUTHOR}'::uuid",
    )
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET synchronous_commit = on")
        cursor.execute("VACUUM (ANALYZE)")


def _account() -> uuid.UUID:
    for pk, role in ((AUTHOR, Role.PRACTITIONER), (READER, Role.MANAGER)):
        Person.objects.create(pk=pk, given_name="Staff", family_name=str(role))
        RoleAssignment.objects.create(person_id=pk, role=role, starts_on=clock.today())
    account = OfficialAccount(platform_id="instagram", name="Super Stars", proposed_by_id=AUTHOR)
    account.save(force_insert=True)
    return account.pk
