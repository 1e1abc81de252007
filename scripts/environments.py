"""The environments that `make` starts the site in. Settings come from nowhere else."""

import base64
import os
import secrets
import sys
from pathlib import Path

from scripts import ROOT, VAR

DEMO_FILE = VAR / "demo.env"

# What chooses database, broker, mail and secrets. `make run` lets none of it through:
# a shell that is set up for the real site must not get the demo loaded into it.
CONFIGURATION = {
    "ALLOWED_HOSTS",
    "BEHIND_PROXY",
    "CELERY_TASK_ALWAYS_EAGER",
    "CERTIFICATES_BEFORE",
    "CERTIFICATE_KEY",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_URL",
    "DEBUG",
    "DEMO",
    "DEFAULT_FROM_EMAIL",
    "EMAIL_URL",
    "ENCRYPTION_KEYS",
    "PICTURES_STORAGE",
    "PICTURES_STORAGE_OPTIONS",
    "REDIS_URL",
    "SECRET_KEY",
    "SECURE_HSTS_SECONDS",
    "SECURE_SSL_REDIRECT",
    "SITE_URL",
    "STATICFILES_STORAGE",
    "VAR_DIR",
}
# Without these the real site does not start.
NEEDED = {
    "SECRET_KEY": "50 or more random characters",
    "ENCRYPTION_KEYS": "id:base64 of 32 random bytes, kept apart from the database's backups",
    "DATABASE_URL": "postgres://user:password@host:5432/name",
    "REDIS_URL": "redis://host:6379/0",
    "ALLOWED_HOSTS": "the names the site is reached by, with commas",
    "SITE_URL": "the address that stands in messages, such as https://stars.example.org",
    "EMAIL_URL": "smtp+tls://user:password@host:587",
}


SERVERS = {"DATABASE_URL", "REDIS_URL"}


def fresh_secrets() -> dict[str, str]:
    """A new SECRET_KEY and a new ENCRYPTION_KEYS."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ENCRYPTION_KEYS": f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(32)).decode()}",
    }


def demo(port: int) -> dict[str, str]:
    """The environment of the demo at http://localhost:`port`; writes var/demo.env the first time."""
    if not DEMO_FILE.exists():
        write_demo_file(DEMO_FILE)
    inherited = {name: value for name, value in os.environ.items() if name not in CONFIGURATION}
    return {"LOG_LEVEL": "WARNING", **inherited, "SITE_URL": f"http://localhost:{port}"}


def write_demo_file(path: Path) -> None:
    """Write the demo's settings with secrets of its own, readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    values = {"DEMO": "true", **fresh_secrets(), "SITE_URL": "http://localhost:8000"}
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())


def is_embedded() -> bool:
    """Whether `make serve` was told to do without PostgreSQL and Redis (EMBEDDED=true)."""
    return os.environ.get("EMBEDDED") == "true"


def real() -> dict[str, str]:
    """The environment of `make serve`: the caller's, demo off.

    Raises:
        SystemExit: something that the real site needs is not set; the message names all of it.
    """
    needed = NEEDED.keys() - (SERVERS if is_embedded() else set())
    missing = [
        f"  {name}: {meaning}"
        for name, meaning in NEEDED.items()
        if name in needed and not os.environ.get(name)
    ]
    if missing:
        sys.exit("`make serve` needs these in the environment (docs/running.md):\n" + "\n".join(missing))
    environment = {**os.environ, "DEMO": "false", "DEBUG": "false"}
    if is_embedded():
        return {name: value for name, value in environment.items() if name not in SERVERS}
    if not environment["DATABASE_URL"].startswith(("postgres://", "postgresql://", "pgsql://")):
        sys.exit("`make serve` runs on PostgreSQL: DATABASE_URL must begin with postgres://")
    return environment


def checked() -> dict[str, str]:
    """An environment like that of a real site, for checks that start nothing."""
    inherited = {name: value for name, value in os.environ.items() if name not in CONFIGURATION}
    return {
        **inherited,
        **fresh_secrets(),
        "DATABASE_URL": "postgres://superstars@localhost/superstars",
        "REDIS_URL": "redis://localhost:6379/0",
        "ALLOWED_HOSTS": "stars.example.org",
        "SITE_URL": "https://stars.example.org",
        "EMAIL_URL": "smtp://localhost:25",
        "VAR_DIR": str(ROOT / "var" / "checks"),
    }
