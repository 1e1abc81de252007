"""The demo is a setting of its own: its tests run in a process that has it on, and here it is off."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse

HERE = Path(__file__).parent
DEMO_ON = {"DEMO": "true", "DATABASE_URL": "sqlite:///:memory:", "REDIS_URL": "", "TEST_DATABASE_URL": ""}


def run(*command, **environment):
    """Run in a process of its own, with the demo on, and not as a part of this run of pytest."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={**inherited, **DEMO_ON, **environment},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )


def test_the_loaded_demo():
    done = run("-m", "pytest", str(HERE / "demo_on.py"), "-n0", "-q", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def test_its_migrations_are_complete():
    done = run("manage.py", "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_without_it_nobody_finds_its_pages(client):
    assert not apps.is_installed("superstars.demo")
    with pytest.raises(NoReverseMatch):
        reverse("demo-sign-in")
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/sign-in/").status_code == 404


def test_on_a_public_host_it_does_not_start():
    done = run("manage.py", "check", ALLOWED_HOSTS="preschool.example.org")
    assert done.returncode == 1
    assert "superstars.E001" in done.stderr
