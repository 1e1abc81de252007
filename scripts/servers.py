"""Throw-away PostgreSQL and Redis from Debian's packages: in a folder under /tmp, on a free port.

`pg_ctl` and `redis-server` put them in the background, so that any process of a test run may
stop and start them; `throwaway()` removes them, and the ones a killed run left behind.
"""

import contextlib
import dataclasses
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from scripts import debian

PREFIX = "superstars-servers-"
START_SECONDS = 20.0
# Fast and forgetful: what a test needs.
POSTGRES_OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"


@dataclasses.dataclass(frozen=True)
class Postgres:
    """A cluster in `folder`, listening on 127.0.0.1:`port`; its data outlives a restart."""

    folder: Path
    port: int
    options: str = POSTGRES_OPTIONS

    @property
    def url(self) -> str:
        return self.url_of("postgres")

    def url_of(self, database: str) -> str:
        return f"postgres://superstars@127.0.0.1:{self.port}/{database}"

    def create(self) -> None:
        self.folder.mkdir()
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root; its package has made this user.
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-U", "superstars", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")

    def start(self) -> None:
        options = f"-k {self.folder} -p {self.port} -h 127.0.0.1 {self.options}"
        self._run("pg_ctl", "-w", "-s", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop it; "immediate" is a crash that it recovers from at the next start, "fast" is orderly."""
        if (self.folder / "postmaster.pid").exists():
            self._run("pg_ctl", "-w", "-s", "-m", mode, "stop")

    def restart(self) -> None:
        self.stop("fast")
        self.start()

    def _run(self, name: str, *arguments: str) -> None:
        program = debian.find(name, package="postgresql", places="/usr/lib/postgresql/*/bin")
        become = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        command = [*become, str(program), "-D", str(self.folder), *arguments]
        # Not PIPE: the server would keep the pipe open and this would wait for ever.
        with (self.folder.parent / "postgres.out").open("a") as out:
            done = subprocess.run(command, cwd="/", stdout=out, stderr=subprocess.STDOUT, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{name} failed:\n{(self.folder.parent / 'postgres.out').read_text()[-2000:]}")


@dataclasses.dataclass(frozen=True)
class Redis:
    """A Redis that keeps nothing on disk: stopping it loses what it held."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.folder.mkdir(exist_ok=True)
        program = debian.find("redis-server", package="redis-server")
        options = {"port": self.port, "bind": "127.0.0.1", "dir": self.folder, "save": "", "appendonly": "no"}
        options |= {"daemonize": "yes", "pidfile": self.folder / "pid", "logfile": self.folder / "log"}
        command = [
            str(program),
            *(str(part) for key, value in options.items() for part in (f"--{key}", value)),
        ]
        subprocess.run(command, cwd="/", stdout=subprocess.DEVNULL, check=True)
        _wait(lambda: _listens(self.port), f"Redis did not start; see {self.folder / 'log'}")

    def stop(self) -> None:
        pid = self.folder / "pid"
        if pid.exists():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid.read_text()), signal.SIGKILL)
            pid.unlink()
        _wait(lambda: not _listens(self.port), "Redis did not stop")

    def restart(self) -> None:
        self.stop()
        self.start()


@contextlib.contextmanager
def throwaway(postgres_options: str = POSTGRES_OPTIONS) -> Iterator[tuple[Postgres, Redis]]:
    """A running PostgreSQL (with `-c` options) and Redis, gone afterwards whatever happens.

    Raises:
        SystemExit: a package is missing; the message names it.
    """
    remove_left_behind()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    folder.chmod(0o755)  # PostgreSQL's own user must pass through; its folder stays closed.
    (folder / "owner").write_text(str(os.getpid()))
    postgres = Postgres(folder / "postgres", free_port(), postgres_options)
    redis = Redis(folder / "redis", free_port())
    try:
        postgres.create()
        postgres.start()
        redis.start()
        yield postgres, redis
    finally:
        _remove(folder)


def remove_left_behind() -> None:
    """Remove the servers of runs that were killed before they could do so."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder / "owner"
        if folder.stat().st_uid == os.geteuid() and owner.exists() and _ended(int(owner.read_text())):
            _remove(folder)


def _remove(folder: Path) -> None:
    # By their own pid files: the ports may belong to somebody else by now.
    for pid_file in (folder / "postgres" / "postmaster.pid", folder / "redis" / "pid"):
        if pid_file.exists():
            pid = int(pid_file.read_text().split()[0])
            with contextlib.suppress(ProcessLookupError):
                # For PostgreSQL SIGQUIT is "stop at once", with its children.
                os.kill(pid, signal.SIGQUIT if pid_file.name == "postmaster.pid" else signal.SIGKILL)
            _wait(partial(_ended, pid), f"process {pid} did not stop")
    shutil.rmtree(folder, ignore_errors=True)


def _ended(pid: int) -> bool:
    """Whether the process is gone, or has ended and was only not collected yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(done: Callable[[], bool], message: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not done():
        if time.monotonic() > deadline:
            raise RuntimeError(message)
        time.sleep(0.05)
