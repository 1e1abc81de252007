"""`make run`: the demo on this machine. Web, worker and beat under one parent, on SQLite under var/."""

import fcntl
import os
import socket
import subprocess
import sys
from typing import IO

from scripts import PYTHON, ROOT, VAR, commands, environments
from scripts.processes import Command, Process, answers, run_together

HOST = "127.0.0.1"
DEFAULT_PORT = 8000
DATABASE = VAR / "superstars.sqlite3"


def main() -> int:
    port = int(os.environ.get("PORT") or DEFAULT_PORT)
    with lock() as _held:
        refuse_taken(port)
        environment = environments.demo(port)
        prepare(environment)
        return run_together(
            processes(port, environment),
            ready=lambda: answers(f"http://{HOST}:{port}/healthz"),
            announce=lambda: welcome(port),
        )


def lock() -> IO[str]:
    """Hold var/run.lock: two workers on one folder broker would take each other's tasks."""
    VAR.mkdir(exist_ok=True)
    held = (VAR / "run.lock").open("w")
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("`make run` is running already in this folder. Stop it first with Ctrl-C.")
    return held


def refuse_taken(port: int) -> None:
    """Say it now, and not after a minute of retries, when somebody else has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            sys.exit(f"Port {port} is taken. Choose another one: make run PORT={port + 1}")


def prepare(environment: dict[str, str]) -> None:
    """Bring the database up to date. A new one is made beside its place, so that there is never half a demo.

    Raises:
        SystemExit: it failed, or Ctrl-C came; what there was before is there still.
    """
    making = VAR / "new.sqlite3"
    for left_behind in VAR.glob(f"{making.name}*"):
        left_behind.unlink()
    new = {} if DATABASE.exists() else {"DATABASE_URL": f"sqlite:///{making}"}
    command: Command = [PYTHON, "-m", "scripts.prepare", "--demo"]
    try:
        done = subprocess.run(command, cwd=ROOT, env={**environment, **new}, check=False)
    except KeyboardInterrupt:
        sys.exit(130)
    if done.returncode != 0:
        sys.exit(done.returncode)
    if new:
        making.rename(DATABASE)


def processes(port: int, environment: dict[str, str]) -> list[Process]:
    """The web server, and one worker that is the beat too."""
    web = commands.web(f"{HOST}:{port}", workers=1, threads=2, log_level="warning")
    return [Process("web", web, environment), Process("worker", commands.worker_with_beat(), environment)]


def welcome(port: int) -> None:
    site = f"http://localhost:{port}"
    print(
        f"\n  Super Stars runs at   {site}/"
        f"\n  Sign in with a click  {site}/demo/  as owner, manager and DSL, deputy, staff, parent …"
        f"\n  E-mails it has sent   {site}/demo/mailbox/"
        "\n  Ctrl-C stops it. What you do is kept under var/ until `make clean`.\n",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
