"""What the site needs before it starts: tables, cache, a key, static files and, with --demo, the demo."""

import argparse
import os

import django
from django.core.management import call_command


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--demo", action="store_true", help="load the demo where it is not loaded yet")
    options.add_argument("--no-migrate", action="store_true", help="refuse to go on unless it is migrated")
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "superstars.settings")
    django.setup()
    call_command("migrate", check_unapplied=chosen.no_migrate, interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("make_certificate_key", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if chosen.demo:
        call_command("load_demo")


if __name__ == "__main__":
    main()
