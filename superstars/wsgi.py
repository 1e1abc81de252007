"""WSGI entry. gunicorn runs no system checks, so this does, and refuses to serve on an error."""

import io
import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "superstars.settings")

application = get_wsgi_application()
# "No issues" is no news; what is found goes to stderr.
call_command("check", fail_level="ERROR", stdout=io.StringIO())
