from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from documents import keys


class Command(BaseCommand):
    help = "Make the key pair that seals certificates, unless there is one."
    # One of them says that there is no key.
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(settings.CERTIFICATE_KEY)
        made = keys.make(path, f"Super Stars, {settings.SITE_URL}")
        if options["verbosity"]:
            self.stdout.write(f"{path}: {'made' if made else 'there already'}")
