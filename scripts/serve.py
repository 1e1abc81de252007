"""`make serve`: the real site on PostgreSQL and Redis, as separate web, worker and beat processes.

PROCESSES chooses some of them, for further machines; exactly one machine runs beat, and that
one migrates the database.
"""

import os
import subprocess
import sys

from scripts import PYTHON, ROOT, environments
from scripts.processes import Command, Process, run_together


def main() -> int:
    environment = environments.real()
    known = processes(environment)
    chosen = os.environ.get("PROCESSES", "web worker beat").replace(",", " ").split()
    if unknown := set(chosen) - known.keys():
        sys.exit(f"PROCESSES knows web, worker and beat, not {', '.join(sorted(unknown))}.")
    prepare = ["-m", "scripts.prepare"] + ([] if "beat" in chosen else ["--no-migrate"])
    for step in (["manage.py", "check", "--deploy", "--fail-level", "WARNING"], prepare):
        done = subprocess.run([PYTHON, *step], cwd=ROOT, env=environment, check=False)
        if done.returncode != 0:
            print(f"Not started: {' '.join(step)} failed.", file=sys.stderr)
            return done.returncode
    return run_together([known[name] for name in chosen])


def processes(environment: dict[str, str]) -> dict[str, Process]:
    """Each process by name. HOST, PORT and WEB_CONCURRENCY move and multiply the web server."""
    address = f"{environment.get('HOST', '127.0.0.1')}:{environment.get('PORT', '8000')}"
    web: Command = [
        PYTHON,
        "-m",
        "gunicorn",
        "superstars.wsgi",
        "--bind",
        address,
        "--worker-class",
        "gthread",
    ]
    web += ["--workers", environment.get("WEB_CONCURRENCY", "2"), "--threads", "4", "--no-control-socket"]
    celery: Command = [PYTHON, "-m", "celery", "-A", "superstars"]
    return {
        "web": Process("web", web, environment),
        "worker": Process("worker", [*celery, "worker", "-c", "2", "-l", "INFO"], environment),
        "beat": Process("beat", [*celery, "beat", "-l", "INFO"], environment),
    }


if __name__ == "__main__":
    sys.exit(main())
