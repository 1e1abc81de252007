"""`manage.py seed_benchmark CASES FILE`: fill a fresh database, and say in FILE what to ask for."""

import json
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db.models import F
from django.urls import reverse

from accounts import middleware
from accounts.models import Person
from benchmarks import cases, people
from incidents import timeouts
from incidents.models import Case, Draft
from workflow import clock

DRAFTS = 400
SAMPLE = 20
WORDS = "It was after lunch. She said it to me and to nobody else, and I wrote it down at once. " * 5


class Command(BaseCommand):
    help = "Fill a fresh database for the benchmark. Never run it on any other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("cases", type=int)
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        cast = people.make()
        cases.make(options["cases"], cast)
        options["file"].write_text(json.dumps(self._to_ask_for(cast.dsl, cast.staff[1])))

    def _to_ask_for(self, lead: Person, author: Person) -> dict[str, Any]:
        """Sessions of a lead and of a member of staff, cases that the lead sees, and forms to send."""
        return {
            "lead": self._session(lead, second_factor=True),
            "staff": self._session(author, second_factor=False),
            "cases": [reverse("case", args=[pk]) for pk in self._sample(lead)],
            "forms": [self._form(author) for _number in range(DRAFTS)],
        }

    def _session(self, person: Person, *, second_factor: bool) -> str:
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session[SESSION_KEY] = str(person.user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
        session[middleware.SESSION_KEY] = second_factor
        session[middleware.RENEWED_KEY] = clock.now().timestamp()
        session.save()
        return session.session_key

    def _sample(self, lead: Person) -> list[Any]:
        """Open and closed ones from all the years; none that opening would take off the bell."""
        mine = Case.objects.visible_to(lead).annotate(is_unread=F("accesses__is_unread"))
        seen = mine.filter(is_unread=False).order_by("id")
        found = [*seen.open()[:SAMPLE], *seen.filter(state=Case.State.CLOSED)[:SAMPLE]]
        return [case.pk for case in found]

    def _form(self, author: Person) -> dict[str, Any]:
        """A draft with its first page answered, and the second page as the browser would send it."""
        answers = {"about": {"about": ["child"], "child": [""]}}
        draft = Draft.objects.create(author=author, report_type="concern", answers=answers)
        return {
            "report": str(draft.pk),
            "path": reverse("report-page", args=[draft.pk, "what"]),
            "fields": {timeouts.FIELD: timeouts.token_for(author, draft), "body": WORDS, "send": ""},
        }
