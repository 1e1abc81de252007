"""`make serve`: the real site, as separate processes under one parent.

On PostgreSQL and Redis: web, worker and beat. PROCESSES chooses some of them, for further
machines; exactly one machine runs beat, and that one migrates the database. EMBEDDED=true
serves a small setting on one machine from SQLite and a folder broker under VAR_DIR.
"""

import os
import subprocess
import sys

from scripts import PYTHON, ROOT, commands, environments
from scripts.processes import Process, run_together


def main() -> int:
    environment = environments.real()
    known = processes(environment)
    chosen = os.environ.get("PROCESSES", " ".join(known)).replace(",", " ").split()
    if unknown := set(chosen) - known.keys():
        sys.exit(f"PROCESSES knows {', '.join(known)}, not {', '.join(sorted(unknown))}.")
    keeps_schedule = "beat" in chosen or environments.is_embedded()
    prepare = ["-m", "scripts.prepare"] + ([] if keeps_schedule else ["--no-migrate"])
    for step in (["manage.py", "check", "--deploy", "--fail-level", "WARNING"], prepare):
        done = subprocess.run([PYTHON, *step], cwd=ROOT, env=environment, check=False)
        if done.returncode != 0:
            print(f"Not started: {' '.join(step)} failed.", file=sys.stderr)
            return done.returncode
    return run_together([known[name] for name in chosen])


def processes(environment: dict[str, str]) -> dict[str, Process]:
    """Each process by name. HOST, PORT and WEB_CONCURRENCY move and multiply the web server."""
    address = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
    web = commands.web(address, workers=int(os.environ.get("WEB_CONCURRENCY", "2")), threads=4)
    embedded = {"web": web, "worker": commands.worker_with_beat()}
    apart = {"web": web, "worker": commands.worker(), "beat": commands.beat()}
    chosen = embedded if environments.is_embedded() else apart
    return {name: Process(name, command, environment) for name, command in chosen.items()}


if __name__ == "__main__":
    sys.exit(main())
