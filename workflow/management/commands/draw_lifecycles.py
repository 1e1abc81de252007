from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from workflow import diagrams
from workflow.lifecycle import Lifecycle


class Command(BaseCommand):
    help = "Draw every lifecycle as an SVG file, for the docs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, nargs="?", default=Path("docs/lifecycles"))

    def handle(self, *args: Any, **options: Any) -> None:
        options["folder"].mkdir(parents=True, exist_ok=True)
        for lifecycle in Lifecycle.registry.values():
            picture = diagrams.svg(lifecycle)
            if picture:
                path = options["folder"] / f"{lifecycle.name}.svg"
                path.write_text(picture + "\n", encoding="utf-8")
                self.stdout.write(str(path))
