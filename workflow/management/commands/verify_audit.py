import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from workflow import verification


class Command(BaseCommand):
    help = "Recompute the whole record; exit 1 and name what is broken."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--root", default="", metavar="HEX", help="a checkpoint's root that was kept outside"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        problems = verification.verify(root=options["root"])
        seen = verification.summary()
        if options["json"]:
            found = [vars(problem) for problem in problems]
            self.stdout.write(json.dumps({"ok": not problems, **seen, "problems": found}))
        else:
            for problem in problems:
                self.stdout.write(str(problem))
            self.stdout.write(
                "{events} events in {chains} chains, {checkpoints} checkpoints: {verdict}".format(
                    **seen, verdict=f"{len(problems)} problems" if problems else "the record is whole"
                )
            )
        if problems:
            sys.exit(1)
