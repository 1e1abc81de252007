"""`manage.py seed_sweeps VERSIONS`: fill a fresh database with policies of so many versions each."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from accounts.models import Role
from benchmarks import people, policies


class Command(BaseCommand):
    help = "Fill a fresh database for the benchmark of sweeps. Never run it on any other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("versions", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        for role in (Role.OWNER, Role.MANAGER):
            people.make_person(role.label, 0, role)
        policies.make(options["versions"])
