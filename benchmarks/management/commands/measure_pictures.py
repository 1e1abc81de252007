"""`manage.py measure_pictures CHILDREN YEARS`: fill a fresh database, and say how long sheet and bulk take."""

import json
import time
from argparse import ArgumentParser
from collections.abc import Callable
from statistics import median
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Child
from benchmarks import pictures
from benchmarks.counting import rows_read
from consents.selectors import sheet, showing

ROUNDS = 15
# One SELECT of the very rows that decide, each found by its key: nothing that asks for them can be quicker.
FLOOR = """
SELECT answer.child_id, answer.person_id, array_agg(answer.kind), max(answer.valid_until)
FROM deciding JOIN consents_answer AS answer USING (id) WHERE deciding.child_id = ANY(%s) GROUP BY 1, 2
"""
DECIDING = """
CREATE TEMPORARY TABLE deciding AS
SELECT DISTINCT ON (child_id, purpose_id, person_id) id, child_id FROM consents_answer
ORDER BY child_id, purpose_id, person_id, at DESC, sequence DESC
"""


class Command(BaseCommand):
    help = "Fill a fresh database with answers about pictures, and measure. Never run it on any other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("children", type=int)
        parser.add_argument("years", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        pictures.make(options["children"], options["years"])
        with connection.cursor() as cursor:
            cursor.execute(DECIDING)
            cursor.execute("CREATE INDEX ON deciding (child_id)")
            cursor.execute("ANALYZE deciding")
        ids = list(Child.objects.values_list("pk", flat=True))
        few = list(Child.objects.filter(room=pictures.SHEET_ROOM).values_list("pk", flat=True))
        columns = sheet.purposes()
        codes = [one.pk for one in columns]
        room = sheet.Narrowed(room=pictures.SHEET_ROOM)
        self.stdout.write(
            json.dumps(
                {
                    "sheet": _measured(lambda: sheet.lines(columns, room), few),
                    "bulk": _measured(lambda: showing(ids, codes), ids),
                }
            )
        )


def _measured(ask: Callable[[], Any], ids: list[Any]) -> dict[str, float]:
    """Milliseconds (median, in turn with the floor), queries and rows read."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    ours, floor = [], []
    for _round in range(ROUNDS):
        ours.append(_seconds(ask))
        floor.append(_seconds(lambda: _floor(ids)))
    before = rows_read()
    ask()
    return {
        "ms": median(ours) * 1000,
        "floor_ms": median(floor) * 1000,
        "queries": len(asked),
        "rows": rows_read() - before,
    }


def _seconds(ask: Callable[[], Any]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _floor(ids: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(FLOOR, [ids])
        cursor.fetchall()
