"""`manage.py measure_posts POSTS CHILDREN`: fill a fresh database, and say how long list, approval and sweep take."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Callable
from statistics import median
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from benchmarks import posts
from benchmarks.counting import rows_read
from consents.actions.locking import lock_children
from social.actions import returning_posts
from social.models import Post
from social.selectors import board, post_lists
from social.selectors.post_problems import before_reading

ROUNDS, PAGE = 15, 26
# The same rows by their keys: nothing that asks for them can be quicker.
LIST_FLOOR = "SELECT * FROM social_post WHERE id = ANY(%s)"
STEP_FLOOR = "SELECT * FROM accounts_child WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"


class Command(BaseCommand):
    help = "Fill a fresh database with posts, and measure. Never run it on any other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("posts", type=int)
        parser.add_argument("children", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        posts.make(options["posts"], options["children"])
        reader = Person.objects.get(pk=posts.READER)
        waiting = Post.objects.filter(state="submitted").order_by("pk").first()
        children = list(waiting.children.values_list("child", flat=True))
        lock_children_once(children)
        page = [post.pk for post in _list(reader)]
        said = {
            "list": _measured(lambda: _list(reader), lambda: _floor(LIST_FLOOR, page)),
            "step": _measured(lambda: _step(waiting.pk), lambda: _floor(STEP_FLOOR, children)),
            "sweep": _measured(returning_posts.lost_posts, lambda: _floor(LIST_FLOOR, page)),
            "board": _measured(lambda: board.board(reader), lambda: _floor(LIST_FLOOR, page)),
        }
        self.stdout.write(json.dumps(said))


def lock_children_once(children: list[Any]) -> None:
    """Each gets its record, which is made once in its life."""
    with transaction.atomic():
        lock_children(children)


def _list(reader: Person) -> list[Post]:
    rows = post_lists.SHOWN["all"].narrow(post_lists.listed(reader))
    return list(rows.order_by(*post_lists.ORDERS[""])[:PAGE])


def _step(pk: Any) -> None:
    """What agreeing asks behind its locks; nothing is written, so that every round is the same."""
    with transaction.atomic():
        children = list(Post.objects.get(pk=pk).children.shown().values_list("child", flat=True))
        lock_children(children)
        before_reading(
            Post.objects.select_related("account__platform").select_for_update(of=("self",)).get(pk=pk)
        )


def _measured(ask: Callable[[], Any], floor: Callable[[], Any]) -> dict[str, float]:
    """Milliseconds (median, in turn with the floor), queries and rows read. The first round warms up."""
    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    ours, floors = [], []
    for _round in range(ROUNDS):
        ours.append(_seconds(ask))
        floors.append(_seconds(floor))
    before = rows_read()
    ask()
    return {
        "ms": median(ours) * 1000,
        "floor_ms": median(floors) * 1000,
        "queries": len(asked),
        "rows": rows_read() - before,
    }


def _seconds(ask: Callable[[], Any]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _floor(sql: str, ids: list[Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, [ids])
        cursor.fetchall()
