"""The environment of the tests, set before Django reads its settings (a pytest plugin).

TEST_DATABASE_URL and TEST_REDIS_URL choose database and broker (`make test` sets them); what
the caller has set already wins over everything else.
"""

import atexit
import base64
import os
import shutil
import tempfile


def redis_url() -> str:
    """TEST_REDIS_URL, for each process of pytest-xdist with a database of its own: 0 is not shared."""
    server = os.environ.get("TEST_REDIS_URL", "")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "").removeprefix("gw")
    return f"{server.rpartition('/')[0]}/{int(worker) + 1}" if server and worker else server


def private_folder() -> str:
    """A var/ of this process, so that no test writes where `make run` keeps its data."""
    folder = tempfile.mkdtemp(prefix="superstars-var-")
    os.mkdir(f"{folder}/static")  # WhiteNoise warns of a folder that is not there.
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


DEFAULTS = {
    "SECRET_KEY": "tests-only-" + "x" * 40,
    "ENCRYPTION_KEYS": "test:" + base64.b64encode(b"t" * 32).decode(),
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "sqlite:///:memory:"),
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
# The processes of pytest-xdist inherit these two from their parent, and need their own.
os.environ["VAR_DIR"] = private_folder()
os.environ["REDIS_URL"] = redis_url()
