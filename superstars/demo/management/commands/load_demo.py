from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from celery import current_app
from django.core.management.base import BaseCommand, CommandError

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
        with _tasks_run_here():
            tell()
        self.stdout.write("The demo is loaded.")


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
