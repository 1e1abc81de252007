"""Publish the usual words by which parents are told about each use of pictures, where there are none yet."""

from typing import Any

from django.core.management.base import BaseCommand

from consents.actions import informing
from workflow.actors import System


class Command(BaseCommand):
    help = (
        "Publish the usual notices to parents for every use of pictures that has none. May be run again. "
        "Afterwards, everybody who decides for a child is asked."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        published = informing.publish_usual_notices(actor=System("set-up"))
        self.stdout.write(f"{len(published)} notices published.")
