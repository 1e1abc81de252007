from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from accounts.models import Person
from superstars.demo.models import Telling
from superstars.demo.story import tell


class Command(BaseCommand):
    help = "Fill an empty database with the demo's pre-school. A second call does nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        if Telling.objects.exists():
            self.stdout.write("The demo is loaded already.")
            return
        if Person.objects.exists():
            raise CommandError(
                "This database has people but not the whole demo: remove the database, and load it again."
            )
        with _tasks_run_here(), _unhurried_disk():
            tell()
        self.stdout.write("The demo is loaded.")


@contextmanager
def _unhurried_disk() -> Iterator[None]:
    """Five thousand commits that need not outlive a power cut: a demo half told is told anew."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        [before] = cursor.fetchone()
        cursor.execute("PRAGMA synchronous = OFF")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA synchronous = {int(before)}")


@contextmanager
def _tasks_run_here() -> Iterator[None]:
    """Tasks of the demo's past run inside its clock: for a worker it would be today."""
    conf = current_app.conf
    before = conf.task_always_eager, conf.task_eager_propagates
    conf.task_always_eager = conf.task_eager_propagates = True
    try:
        yield
    finally:
        conf.task_always_eager, conf.task_eager_propagates = before
