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
from collections.abc import Callable, Iterable, Iterator
from typing import IO, NamedTuple

from scripts import PYTHON, ROOT, debian, servers
from scripts.environments import CONFIGURATION

PROCESSES = "2"
# Whoever has nothing left takes from the other: some tests take as long as a hundred others.
SHARED = ("--dist", "worksteal")
FAST = "not database and not services and not story"


class Set(NamedTuple):
    """Tests that run together: by their marks, on an environment, over a number of processes."""

    name: str
    marks: str
    environment: dict[str, str]
    processes: str = PROCESSES
    # The tables as the migrations leave them: some ten seconds more for each process than as the models say.
    is_migrated: bool = True


# Exit code, and pytest's closing line with how long it took.
Result = tuple[int, str]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--nightly", action="store_true", help="also the slow proof")
    chosen = options.parse_args()
    # So that a stopped run removes its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    debian.find("chromium", package="chromium")
    with sets() as (waiting, found), beside(waiting, nightly=chosen.nightly) as finish:
        results = [(each.name, *run(each, nightly=chosen.nightly)) for each in found]
        results.append((waiting.name, *finish()))
    print("\n" + "=" * 78)
    for name, code, closing in results:
        print(f"{'ok    ' if code == 0 else 'FAILED'} {name}: {closing}")
    return int(any(code for _, code, _ in results))


@contextlib.contextmanager
def sets() -> Iterator[tuple[Set, list[Set]]]:
    """Every set, while the servers that they need are running: the one that mostly waits, and the others."""
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="superstars-sqlite-"))
        postgres, redis = stack.enter_context(servers.throwaway())
        # These are stopped and killed: never servers that somebody named, nor those that others stand on.
        fragile, broker = stack.enter_context(servers.throwaway())
        own = {"TEST_DATABASE_URL": postgres.url, "TEST_REDIS_URL": redis.url}
        killed = {
            "TEST_DATABASE_URL": fragile.url,
            "TEST_REDIS_URL": broker.url,
            "TEST_SERVERS": str(fragile.folder.parent),
        }
        yield (
            Set("services", "services", killed, "0"),
            [
                Set("fast, SQLite in memory", FAST, {}, is_migrated=False),
                Set("database, SQLite file", "database", _file(folder, "tests")),
                Set("database, PostgreSQL and Redis", "database", named() or own),
                Set("stories, Chromium", "story", _file(folder, "stories"), is_migrated=False),
            ],
        )


def _file(folder: str, name: str) -> dict[str, str]:
    return {"TEST_DATABASE_URL": f"sqlite:///{folder}/{name}.sqlite3"}


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


@contextlib.contextmanager
def beside(chosen: Set, *, nightly: bool) -> Iterator[Callable[[], Result]]:
    """Begin a set beside whatever is run meanwhile; calling the result shows it, and waits for its end."""
    with tempfile.TemporaryFile("w+") as output, start(chosen, output, nightly=nightly) as process:

        def finish() -> Result:
            print(f"\n===== {chosen.name}, run beside the others", flush=True)
            process.wait()
            output.seek(0)
            return process.returncode, f"{shown(output)} (beside the others)"

        with ended_with(process):
            yield finish


def run(chosen: Set, *, nightly: bool) -> Result:
    """Run one set and show it."""
    print(f"\n===== {chosen.name}", flush=True)
    began = time.monotonic()
    with start(chosen, subprocess.PIPE, nightly=nightly) as process, ended_with(process):
        closing = shown(process.stdout or ())
    return process.returncode, f"{closing} ({time.monotonic() - began:.0f} s)"


def start(chosen: Set, output: IO[str] | int, *, nightly: bool) -> subprocess.Popen[str]:
    """Pytest on one set, writing to `output`."""
    marks = chosen.marks if nightly else f"({chosen.marks}) and not nightly"
    command = [str(PYTHON), "-m", "pytest", "-q", "-n", chosen.processes, *SHARED, "-m", marks]
    if not chosen.is_migrated:
        command.append("--nomigrations")
    # Neither a database that the shell names, nor what another set stands on.
    ours = CONFIGURATION | {"TEST_DATABASE_URL", "TEST_REDIS_URL", "TEST_SERVERS"}
    environment = {name: value for name, value in os.environ.items() if name not in ours} | chosen.environment
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, text=True)


def shown(lines: Iterable[str]) -> str:
    """Print the lines as they come; returns the last one that says anything: pytest's closing line."""
    closing = ""
    for line in lines:
        print(line, end="", flush=True)
        closing = line.strip() or closing
    return closing


@contextlib.contextmanager
def ended_with(process: subprocess.Popen[str]) -> Iterator[None]:
    """A run that is stopped stops its tests too."""
    try:
        yield
    except BaseException:
        process.terminate()
        raise


if __name__ == "__main__":
    sys.exit(main())
