"""The environment of the tests, set before Django reads its settings (a pytest plugin).

What the caller has set already wins, so that `make test` chooses database and broker.
"""

import base64
import os

DEFAULTS = {
    "SECRET_KEY": "tests-only-" + "x" * 40,
    "ENCRYPTION_KEYS": "test:" + base64.b64encode(b"t" * 32).decode(),
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:"),
    "REDIS_URL": os.environ.get("TEST_REDIS_URL", ""),
    "EMAIL_URL": "memorymail://",
    "SITE_URL": "http://testserver",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "STATICFILES_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "CELERY_TASK_ALWAYS_EAGER": "true",
    "DJANGO_SETTINGS_MODULE": "superstars.settings",
    # Playwright's loop runs in the main thread; the tests use the database from it.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "LOG_LEVEL": "ERROR",
}

for name, value in DEFAULTS.items():
    os.environ.setdefault(name, value)
