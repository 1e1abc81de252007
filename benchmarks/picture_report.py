"""Pictures: the room sheet and `showing` in bulk, on databases of one year and of ten. Knows nothing of Django."""

import json
import os
import subprocess
import sys
from typing import Any

import psycopg

from scripts import PYTHON, ROOT, environments, servers

CHILDREN, YEARS = 10_000, (1, 10)
GROWTH = 1.2
NAMES = {"sheet": "sheet of 100 children", "bulk": "every child at once"}

Measured = dict[int, dict[str, dict[str, float]]]


def measured(children: int, postgres: servers.Postgres) -> Measured:
    """Years → what was asked → milliseconds, those of the floor, queries, rows read."""
    found = {}
    for years in YEARS:
        print(f"Seeding {children:,} children, {years} years …", file=sys.stderr, flush=True)
        found[years] = _of(children, years, postgres)
    return found


def _of(children: int, years: int, postgres: servers.Postgres) -> dict[str, Any]:
    return filled(f"pictures_{years}", ["measure_pictures", str(children), str(years)], postgres)


def filled(name: str, measure: list[str], postgres: servers.Postgres) -> dict[str, Any]:
    """A database of its own, and what the command `measure` says of it once it has filled it."""
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    inherited = {key: value for key, value in os.environ.items() if key not in environments.CONFIGURATION}
    environment = {
        **inherited,
        **environments.fresh_secrets(),
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "DATABASE_URL": postgres.url_of(name),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": "http://127.0.0.1",
        "EMAIL_URL": "smtp://127.0.0.1:9",
        "LOG_LEVEL": "ERROR",
    }
    command = [PYTHON, "manage.py", *measure]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    said: dict[str, Any] = json.loads(done.stdout)
    return said


def table(found: Measured) -> str:
    """One line per question and number of years; `× floor` is a ratio of medians of the same run."""
    lines = [
        "| pictures | years | ms | × one indexed SELECT | growth | queries | rows read |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, label in NAMES.items():
        for years, said in sorted(found.items()):
            one = said[name]
            grown = f"{_growth(found, name):.2f}" if years == max(found) else ""
            cells = [
                label, str(years), f"{one['ms']:.1f}", f"{one['ms'] / one['floor_ms']:.2f}", grown,
                f"{one['queries']:.0f}", f"{one['rows']:,.0f}",
            ]  # fmt: skip
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def missed(found: Measured) -> list[str]:
    """What grows more with history than it may, in words."""
    return [
        f"{label} grows {_growth(found, name):.2f} × from {min(found)} year to {max(found)}; the reach is {GROWTH} ×"
        for name, label in NAMES.items()
        if _growth(found, name) > GROWTH
    ]


def _growth(found: Measured, name: str) -> float:
    return found[max(found)][name]["ms"] / found[min(found)][name]["ms"]
