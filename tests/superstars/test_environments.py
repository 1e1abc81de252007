"""What `make run`, `make serve` and `make lint` let through from the shell, and what they add."""

import stat
from typing import ClassVar

import environ
import pytest

from scripts import environments
from scripts.environments import CONFIGURATION, NEEDED

ELSEWHERE = "postgres://live.example.org/children"


def test_the_demo_never_gets_at_what_the_shell_is_set_up_for(tmp_path, monkeypatch):
    monkeypatch.setattr(environments, "DEMO_FILE", tmp_path / "var" / "demo.env")
    for name in CONFIGURATION:
        monkeypatch.setenv(name, ELSEWHERE)
    environment = environments.demo(8123)
    assert ELSEWHERE not in environment.values()
    assert environment["SITE_URL"] == "http://localhost:8123"


def test_the_demo_makes_its_secrets_once_and_for_its_owner_only(tmp_path, monkeypatch):
    file = tmp_path / "var" / "demo.env"
    monkeypatch.setattr(environments, "DEMO_FILE", file)
    environments.demo(8000)
    first = file.read_text()
    environments.demo(8000)
    assert file.read_text() == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


class Settings(environ.Env):
    """As settings.py reads them, from nothing but the file."""

    ENVIRON: ClassVar[dict[str, str]] = {}


def test_what_the_demo_writes_is_what_the_settings_read(tmp_path):
    file = tmp_path / "demo.env"
    environments.write_demo_file(file)
    env = Settings()
    env.read_env(file)
    assert env.bool("DEMO") is True
    assert len(env.str("SECRET_KEY")) >= 50
    [key] = env.list("ENCRYPTION_KEYS")
    assert key.count(":") == 1
    assert len(key.partition(":")[2]) == 44


def test_no_two_installations_share_a_secret():
    one, other = environments.fresh_secrets(), environments.fresh_secrets()
    assert all(one[name] != other[name] for name in one)


@pytest.fixture
def real_settings(monkeypatch):
    for name in CONFIGURATION:
        monkeypatch.delenv(name, raising=False)
    for name in NEEDED:
        monkeypatch.setenv(name, ELSEWHERE)


@pytest.mark.parametrize("name", NEEDED)
def test_serving_names_what_is_not_set(real_settings, monkeypatch, name):
    monkeypatch.delenv(name)
    with pytest.raises(SystemExit, match=f"{name}: "):
        environments.real()


def test_serving_is_never_the_demo(real_settings, monkeypatch):
    monkeypatch.setenv("DEMO", "true")
    monkeypatch.setenv("DEBUG", "true")
    assert environments.real()["DEMO"] == environments.real()["DEBUG"] == "false"


def test_serving_without_servers_has_to_be_asked_for(real_settings, monkeypatch):
    monkeypatch.setenv("EMBEDDED", "true")
    assert not {"DATABASE_URL", "REDIS_URL"} & environments.real().keys()
    monkeypatch.delenv("SITE_URL")
    with pytest.raises(SystemExit, match="SITE_URL: "):
        environments.real()


def test_serving_wants_postgresql(real_settings, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:////srv/children.sqlite3")
    with pytest.raises(SystemExit, match="PostgreSQL"):
        environments.real()
