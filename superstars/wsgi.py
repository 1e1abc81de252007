"""WSGI entry. gunicorn runs no system checks, so this does, and refuses to serve on an error."""

import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "superstars.settings")

application = get_wsgi_application()
call_command("check", fail_level="ERROR", verbosity=0)
