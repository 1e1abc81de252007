"""`make bench`: sites of two sizes on a throw-away PostgreSQL, measured in turn.

Prints the table in Markdown and exits 1 when a reach is missed.
"""

import argparse
import contextlib
import os
import platform
import signal
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import picture_report, post_report, report, sweeps
from benchmarks.plan import STAFF_FLOOR, SUBMIT
from benchmarks.sites import Site, seeded, serving, with_policies
from benchmarks.timing import ROUNDS, Target, measure
from scripts import servers

# As Debian starts it: everything is on the disk before a commit is told. Only the checkpoints are further
# apart, so that none of the seeding falls into the measuring.
POSTGRES = "-c fsync=on -c synchronous_commit=on -c max_wal_size=8GB -c checkpoint_timeout=30min"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", default="1000,100000", help="numbers of cases, with commas")
    options.add_argument("--versions", default="10,100", help="numbers of versions per policy, with commas")
    options.add_argument(
        "--only", choices=["pages", "sweeps", "pictures", "posts"], help="leave the others out"
    )
    options.add_argument(
        "--children", type=int, default=picture_report.CHILDREN, help="of whose pictures is asked"
    )
    options.add_argument(
        "--posts", default=",".join(map(str, post_report.SIZES)), help="numbers of posts, with commas"
    )
    options.add_argument("--rounds", type=int, default=ROUNDS, help="how often each page is asked for")
    chosen = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    began = time.monotonic()
    missed = []
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="superstars-bench-")))
        postgres, redis = stack.enter_context(servers.throwaway(POSTGRES))
        if chosen.only in (None, "pages"):
            missed += _pages(chosen, postgres, redis, folder)
        if chosen.only in (None, "sweeps"):
            missed += _sweeps(chosen, postgres, redis, folder)
        if chosen.only in (None, "pictures"):
            missed += _pictures(chosen.children, postgres)
        if chosen.only in (None, "posts"):
            missed += _posts([int(size) for size in chosen.posts.split(",")], postgres)
    print(f"\n{_machine()}; {chosen.rounds} rounds; {time.monotonic() - began:.0f} s in all.\n")
    print("\n".join(f"MISSED: {line}" for line in missed) or "Every reach is met.")
    return int(bool(missed))


def _pages(
    chosen: argparse.Namespace, postgres: servers.Postgres, redis: servers.Redis, folder: Path
) -> list[str]:
    """Measure the pages, print their table, and return what was missed."""
    sites = []
    for number, size in enumerate(chosen.sizes.split(",")):
        print(f"Seeding {int(size):,} cases …", file=sys.stderr, flush=True)
        sites.append(seeded(int(size), postgres, redis, number, folder))
    with contextlib.ExitStack() as stack:
        for site in sites:
            stack.enter_context(serving(site))
        targets = _measured(sites, chosen.rounds)
        counts = {(site.cases, name): tuple(said) for site in sites for name, said in site.counts().items()}
    print(report.table(targets, counts))
    return report.missed(targets)


def _sweeps(
    chosen: argparse.Namespace, postgres: servers.Postgres, redis: servers.Redis, folder: Path
) -> list[str]:
    """Measure the sweeps over policies, print their table, and return what was missed."""
    sites = {}
    for number, versions in enumerate(map(int, chosen.versions.split(",")), start=8):
        print(f"Seeding policies of {versions} versions …", file=sys.stderr, flush=True)
        sites[versions] = with_policies(versions, postgres, redis, number, folder)
    print("Measuring …", file=sys.stderr, flush=True)
    measured = sweeps.measure(sites, chosen.rounds)
    print("\n" + sweeps.table(measured))
    return sweeps.missed(measured)


def _pictures(children: int, postgres: servers.Postgres) -> list[str]:
    """Measure who may be shown, print the table, and return what was missed."""
    print("Seeding children and answers …", file=sys.stderr, flush=True)
    found = picture_report.measured(children, postgres)
    print("\n" + picture_report.table(found))
    return picture_report.missed(found)


def _posts(sizes: list[int], postgres: servers.Postgres) -> list[str]:
    """Measure lists and steps of posts, print the table, and return what was missed."""
    found = post_report.measured(sizes, postgres)
    print("\n" + post_report.table(found))
    return post_report.missed(found)


def _measured(sites: list[Site], rounds: int) -> list[Target]:
    """What the lead reads first: what staff send afterwards changes what the lead sees."""
    targets = [Target(site.cases, site.port, page) for site in sites for page in site.plan.pages()]
    print("Measuring …", file=sys.stderr, flush=True)
    by_staff = [target for target in targets if target.page.name in (STAFF_FLOOR, SUBMIT)]
    measure([target for target in targets if target not in by_staff], rounds)
    measure(by_staff, rounds)
    return targets


def _machine() -> str:
    cores, load = os.cpu_count(), os.getloadavg()[0]
    return f"{cores} cores, {platform.machine()}, Python {platform.python_version()}, load {load:.1f}"


if __name__ == "__main__":
    sys.exit(main())
