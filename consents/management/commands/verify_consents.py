import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from consents import verification


class Command(BaseCommand):
    help = "Recompute what proves each answer about pictures; exit 1 and name what is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        problems = verification.verify()
        seen = verification.summary()
        if options["json"]:
            found = [vars(problem) for problem in problems]
            self.stdout.write(json.dumps({"ok": not problems, **seen, "problems": found}))
        else:
            for problem in problems:
                self.stdout.write(str(problem))
            verdict = f"{len(problems)} problems" if problems else "all is proved"
            self.stdout.write(
                f"{seen['signatures']} signatures, {seen['withdrawals']} withdrawals, {seen['answers']} answers, "
                f"{seen['notices']} notices, {seen['scanned_pages']} scanned pages, {seen['children']} children: "
                f"{verdict}"
            )
        if problems:
            sys.exit(1)
