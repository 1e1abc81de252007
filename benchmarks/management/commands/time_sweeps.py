"""`manage.py time_sweeps ROUNDS`: seconds, queries and rows read of each sweep over policies, as JSON."""

import json
import time
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection

from benchmarks.counting import Queries, rows_read
from benchmarks.sweeps import FLOOR, REMIND, REQUESTS
from notifications.models import Message
from policies.actions import asking, reminding
from policies.models import AcknowledgementRequest
from workflow.models import Deadline

SIGNATURES = AcknowledgementRequest._meta.label_lower


def floor() -> int:
    """What no sweep can do without: one SELECT, along an index, of what is due."""
    return len(Deadline.objects.missed().filter(object_type=SIGNATURES))


class Command(BaseCommand):
    help = "Time the sweeps over policies. They are undone after each round."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("rounds", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        self.due = list(Deadline.objects.missed().filter(object_type=SIGNATURES).values())
        found: dict[str, list[list[float]]] = defaultdict(list)
        # The first round loads what a worker loads once.
        for number in range(options["rounds"] + 1):
            for name, sweep, expected in self._sweeps():
                measured = self._measure(name, sweep, expected)
                if number:
                    found[name].append(measured)
            self._undo()
        self.stdout.write(json.dumps({"due": len(self.due), **found}))

    def _sweeps(self) -> list[tuple[str, Callable[[], int], int]]:
        """Which, and what each must answer: else it was not what should be measured."""
        return [
            (FLOOR, floor, len(self.due)),
            (REQUESTS, asking.sweep_requests, 0),
            (REMIND, reminding.sweep_reminders, len(self.due)),
        ]

    def _measure(self, name: str, sweep: Callable[[], int], expected: int) -> list[float]:
        before, queries = rows_read(), Queries()
        began = time.perf_counter()
        with connection.execute_wrapper(queries):
            answer = sweep()
        seconds = time.perf_counter() - began
        if answer != expected:
            raise RuntimeError(f"{name} answered {answer}, not {expected}")
        return [seconds, queries.number, rows_read() - before]

    def _undo(self) -> None:
        """The same are due again, and nobody was told. What the record says stays: nothing takes it away."""
        told = Counter(Message.objects.values_list("kind", flat=True))
        if told.total() != len(self.due):
            raise RuntimeError(f"{len(self.due)} are due, and these were told: {told}")
        Message.objects.all().delete()
        rows = [Deadline(**values) for values in self.due]
        Deadline.objects.bulk_update(rows, ["level", "next_check_at"])
        with connection.cursor() as cursor:
            cursor.execute("VACUUM workflow_deadline, notifications_message")
