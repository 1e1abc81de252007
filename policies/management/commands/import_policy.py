"""Load a policy from a file: print what was found, make a draft of it, or record it as in force."""

import argparse
import datetime as dt
import textwrap
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from documents.reading import Unreadable
from pages.templatetags.dates import nice_date
from policies.actions import agreeing, loading
from policies.actions.agreeing import Adoption
from policies.models import Policy, PolicyVersion
from policies.outline import Outline, plain
from policies.selectors import versions
from workflow.actors import System

IMPORT = System("import")
FIRST_WORDS = 60


class Command(BaseCommand):
    help = (
        "Load FILE (Word .docx, Markdown or plain text) as a policy: print its sections, clauses and the day "
        "of its last review, and make a draft that the manager corrects in the site. With --adopt-since and "
        "--approved-by it is recorded as in force already; nobody's approval is made up. With --dry-run "
        "nothing is stored."
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--title", default="", help="What it is called, if not as the document says.")
        parser.add_argument(
            "--code", default="", help="Its short name; a policy that has it gets a new version."
        )
        parser.add_argument("--adopt-since", type=_day, metavar="DAY", help="In force since, as 2024-07-23.")
        parser.add_argument("--approved-by", default="", metavar="NAME", help="Who approved it then.")
        parser.add_argument(
            "--reviewed-on",
            type=_day,
            metavar="DAY",
            help="Last reviewed on, if the document does not say it.",
        )
        parser.add_argument("--dry-run", action="store_true", help="Print what is found and store nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["adopt_since"]) != bool(options["approved_by"]):
            raise CommandError("--adopt-since and --approved-by belong together.")
        file: Path = options["file"]
        try:
            content = file.read_bytes()
            outline = loading.read(file.name, content)
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}.") from error
        except Unreadable as error:
            raise CommandError(f"{file}: {error}") from error
        self._print(outline)
        if options["dry_run"]:
            return
        try:
            self._store(file.name, content, outline, options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _print(self, outline: Outline) -> None:
        """One line for each section, heading and clause, as deep as it stands."""
        for line in versions.outline_lines(outline):
            short = textwrap.shorten(plain(line.text), FIRST_WORDS, placeholder="…")
            indent = "" if line.kind == "section" else "  " * (line.depth + 1)
            self.stdout.write(f"{indent}{line.number} {short}")
        for words in outline.left_out:
            self.stdout.write(f"Left out: {words}")
        self.stdout.write(versions.summary(outline))

    def _store(self, name: str, content: bytes, outline: Outline, options: dict[str, Any]) -> None:
        known = Policy.objects.kept().filter(code=options["code"]).first() if options["code"] else None
        adoption = _adoption(outline, options)
        if adoption and agreeing.problems_of(adoption):
            raise ValidationError(agreeing.problems_of(adoption))
        if adoption and known and known.versions.published().exists():
            raise CommandError(f"{known.code} is in force here already: leave out --adopt-since.")
        version = loading.load(
            actor=IMPORT,
            name=name,
            content=content,
            policy=known,
            title=options["title"],
            code=options["code"],
        )
        self.stdout.write(
            f"{version.policy.title} ({version.policy.code}): version {version.number}, a draft."
        )
        if adoption:
            agreeing.adopt(version, actor=IMPORT, seen=version.version, adoption=adoption)
            self._say_adopted(version, adoption)

    def _say_adopted(self, version: PolicyVersion, adoption: Adoption) -> None:
        policy = Policy.objects.get(pk=version.policy_id)
        self.stdout.write(
            f"In force since {nice_date(adoption.in_force_since)}, approved by {adoption.approved_by}, "
            f"last reviewed on {nice_date(adoption.reviewed_on)}; "
            f"the next review is due on {nice_date(policy.review_due_on)}."
        )


def _day(said: str) -> dt.date:
    try:
        return dt.date.fromisoformat(said)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{said!r} is no day: write it as 2024-07-23") from error


def _adoption(outline: Outline, options: dict[str, Any]) -> Adoption | None:
    if not options["adopt_since"]:
        return None
    reviewed_on = options["reviewed_on"] or outline.reviewed_on or options["adopt_since"]
    return Adoption(options["adopt_since"], options["approved_by"], reviewed_on)
