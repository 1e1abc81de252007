"""`make test`: every set of tests, each on what it needs; the closing lines of all of them come last.

Every set runs, even after another one failed. A set that finds no test has failed.
"""

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from scripts import PYTHON, ROOT, debian, servers

PROCESSES = "2"
FAST = "not database and not services and not story"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nightly", action="store_true", help="also the slow proof")
    chosen = options.parse_args()
    # So that a stopped run removes its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    debian.find("chromium", package="chromium")
    results = []
    with databases() as environments:
        for name, environment, marks, spread in sets(*environments):
            expression = marks if chosen.nightly else f"({marks}) and not nightly"
            results.append((name, *run(name, expression, environment, spread)))
    print("\n" + "=" * 78)
    for name, code, closing in results:
        print(f"{'ok    ' if code == 0 else 'FAILED'} {name}: {closing}")
    return int(any(code for _, code, _ in results))


def sets(sqlite: dict[str, str], postgres: dict[str, str]) -> Iterator[tuple[str, dict[str, str], str, str]]:
    """Each set: name, environment, marks, number of processes."""
    yield "fast, SQLite in memory", {}, FAST, PROCESSES
    yield "database, SQLite file", sqlite, "database", PROCESSES
    yield "database, PostgreSQL and Redis", postgres, "database", PROCESSES
    # These stop and kill what the others would stand on.
    yield "services, PostgreSQL, Redis and a worker", postgres, "services", "0"
    yield "stories, Chromium", sqlite, "story", PROCESSES


@contextlib.contextmanager
def databases() -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The environments of SQLite in a file, and of PostgreSQL with Redis: named ones, or throw-away ones."""
    named = {
        name: os.environ[name] for name in ("TEST_DATABASE_URL", "TEST_REDIS_URL") if os.environ.get(name)
    }
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="superstars-sqlite-"))
        sqlite = {"TEST_DATABASE_URL": f"sqlite:///{folder}/tests.sqlite3", "TEST_REDIS_URL": ""}
        if len(named) == 1:
            sys.exit("Set both TEST_DATABASE_URL and TEST_REDIS_URL, or neither.")
        if named:
            yield sqlite, named
            return
        postgres, redis = stack.enter_context(servers.throwaway())
        yield (
            sqlite,
            {
                "TEST_DATABASE_URL": postgres.url,
                "TEST_REDIS_URL": redis.url,
                "TEST_SERVERS": str(postgres.folder.parent),
            },
        )


def run(name: str, marks: str, environment: dict[str, str], spread: str) -> tuple[int, str]:
    """Run one set and show it; returns its exit code and pytest's closing line."""
    print(f"\n===== {name}", flush=True)
    began = time.monotonic()
    command = [str(PYTHON), "-m", "pytest", "-q", "-n", spread, "-m", marks]
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("TEST_")}
    closing = ""
    with subprocess.Popen(
        command, cwd=ROOT, env={**inherited, **environment}, stdout=subprocess.PIPE, text=True
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            closing = line.strip() or closing
    return process.returncode, f"{closing} [{time.monotonic() - began:.0f} s]"


if __name__ == "__main__":
    sys.exit(main())
