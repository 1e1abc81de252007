"""`make test`: every set of tests, each on what it needs; the closing lines of all of them come last.

Every set runs, even after another one failed. A set that finds no test has failed, and so has
one whose server is missing: nothing is skipped.
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
from typing import NamedTuple

from scripts import PYTHON, ROOT, debian, servers
from scripts.environments import CONFIGURATION

PROCESSES = "2"
FAST = "not database and not services and not story"


class Set(NamedTuple):
    """Tests that run together: by their marks, on an environment, over a number of processes."""

    name: str
    marks: str
    environment: dict[str, str]
    processes: str = PROCESSES


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nightly", action="store_true", help="also the slow proof")
    chosen = options.parse_args()
    # So that a stopped run removes its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    debian.find("chromium", package="chromium")
    with sets() as found:
        results = [(each.name, *run(each, nightly=chosen.nightly)) for each in found]
    print("\n" + "=" * 78)
    for name, code, closing in results:
        print(f"{'ok    ' if code == 0 else 'FAILED'} {name}: {closing}")
    return int(any(code for _, code, _ in results))


@contextlib.contextmanager
def sets() -> Iterator[list[Set]]:
    """Every set, while the servers that they need are running."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="superstars-sqlite-"))
        postgres, redis = stack.enter_context(servers.throwaway())
        file = {"TEST_DATABASE_URL": f"sqlite:///{folder}/tests.sqlite3"}
        own = {"TEST_DATABASE_URL": postgres.url, "TEST_REDIS_URL": redis.url}
        yield [
            Set("fast, SQLite in memory", FAST, {}),
            Set("database, SQLite file", "database", file),
            Set("database, PostgreSQL and Redis", "database", named() or own),
            # These stop and kill what they stand on: never a server that somebody named.
            Set("services", "services", {**own, "TEST_SERVERS": str(postgres.folder.parent)}, "0"),
            Set("stories, Chromium", "story", file),
        ]


def named() -> dict[str, str]:
    """TEST_DATABASE_URL and TEST_REDIS_URL, when the caller has set them.

    Raises:
        SystemExit: only one of them is set.
    """
    both = {name: os.environ.get(name, "") for name in ("TEST_DATABASE_URL", "TEST_REDIS_URL")}
    if not any(both.values()):
        return {}
    if not all(both.values()):
        sys.exit("Set both TEST_DATABASE_URL and TEST_REDIS_URL, or neither.")
    return both


def run(chosen: Set, *, nightly: bool) -> tuple[int, str]:
    """Run one set and show it; returns its exit code and pytest's closing line with the whole time."""
    print(f"\n===== {chosen.name}", flush=True)
    began = time.monotonic()
    marks = chosen.marks if nightly else f"({chosen.marks}) and not nightly"
    command = [str(PYTHON), "-m", "pytest", "-q", "-n", chosen.processes, "-m", marks]
    # Neither a database that the shell names, nor what another set stands on.
    ours = CONFIGURATION | {"TEST_DATABASE_URL", "TEST_REDIS_URL", "TEST_SERVERS"}
    environment = {name: value for name, value in os.environ.items() if name not in ours} | chosen.environment
    closing = ""
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            for line in process.stdout or ():
                print(line, end="", flush=True)
                closing = line.strip() or closing
        except BaseException:
            process.terminate()
            raise
    return process.returncode, f"{closing} ({time.monotonic() - began:.0f} s)"


if __name__ == "__main__":
    sys.exit(main())
