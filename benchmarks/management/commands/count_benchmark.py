"""`manage.py count_benchmark FILE`: queries and rows read of each page, apart from the timing, as JSON."""

import json
from argparse import ArgumentParser
from pathlib import Path
from statistics import median
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test import Client

from benchmarks.counting import Queries, rows_read
from benchmarks.plan import Plan
from incidents.models import Report
from notifications.models import Message
from workflow.models import AuditEvent

TIMES = 6


class Command(BaseCommand):
    help = "Count queries and rows read of each page of the benchmark."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        plan = Plan(**json.loads(options["file"].read_text()))
        found = {}
        for page in plan.pages():
            client = Client(headers={"host": "127.0.0.1"})
            if page.session:
                client.cookies[settings.SESSION_COOKIE_NAME] = page.session
            counted = [self._count(client, *page.request(number)) for number in range(-TIMES - 1, 0)]
            # The first request loads what a worker loads once.
            found[page.name] = [median(values) for values in zip(*counted[1:], strict=True)]
        self._check_sent([form["report"] for form in plan.forms])
        self.stdout.write(json.dumps(found))

    def _check_sent(self, ids: list[str]) -> None:
        """Each form that was sent must be a report that is stored, routed, audited and queued."""
        sent = Report.objects.filter(pk__in=ids)
        events = AuditEvent.objects.filter(object_type="incidents.report", object_id=OuterRef("pk"))
        told = Message.objects.filter(object_id=OuterRef("cases"), kind="case-item")
        done = sent.filter(
            Exists(events.filter(verb="send")), Exists(events.filter(verb="route")), Exists(told)
        )
        if not sent or done.filter(state=Report.State.ROUTED).count() != sent.count():
            raise RuntimeError("A report that was sent is not routed, audited and queued.")

    def _count(self, client: Client, path: str, fields: dict[str, str] | None) -> tuple[int, int]:
        before, queries = rows_read(), Queries()
        with connection.execute_wrapper(queries):
            response = client.get(path) if fields is None else client.post(path, fields)
        if response.status_code not in (200, 302):
            raise RuntimeError(f"{path} answered {response.status_code}")
        return queries.number, rows_read() - before
