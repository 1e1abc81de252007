"""A site that `make` started: asked over HTTP, stopped by Ctrl-C, and searched for what it left."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from scripts import ROOT
from scripts.environments import CONFIGURATION
from tests.environment import DEFAULTS


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def shell(port: int) -> dict[str, str]:
    """The environment of a shell that is set up for nothing: no site's, and not that of the tests."""
    ours = CONFIGURATION | DEFAULTS.keys()
    return {name: value for name, value in os.environ.items() if name not in ours} | {"PORT": str(port)}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


class Site:
    """`python -m scripts.<name>` in `folder`, on a port of its own, in a process group of its own."""

    def __init__(self, name: str, folder: Path, environment: dict[str, str]) -> None:
        self.port = int(environment["PORT"])
        self.folder = folder
        self.log = folder.parent / f"{name}-{time.monotonic_ns()}.log"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", f"scripts.{name}"],
                cwd=folder, env=environment, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip

    def said(self) -> str:
        return self.log.read_text()

    def get(self, path: str, host: str = "localhost") -> tuple[int, str]:
        """Status and body of a GET; a redirect is not followed. Raises OSError when nobody answers."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": host})
        try:
            with urllib.request.build_opener(NoRedirect).open(request, timeout=10) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def ready(self, host: str = "localhost", seconds: float = 60) -> dict[str, str]:
        """What /readyz says once it answers. Raises AssertionError with the log if it never does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                status, body = self.get("/readyz", host)
            except OSError:
                time.sleep(0.1)
                continue
            assert status == 200, body
            return dict(json.loads(body))
        raise AssertionError(self.said())

    def interrupt(self) -> int:
        """Ctrl-C; returns the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(30)

    def processes(self) -> set[int]:
        """Everything that runs in this site's folder, this test's own processes left out."""
        found = set()
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if Path(os.readlink(entry / "cwd")) == self.folder:
                    found.add(int(entry.name))
            except (PermissionError, FileNotFoundError, ProcessLookupError):
                continue  # somebody else's, or gone meanwhile
        return found

    def end(self) -> None:
        """Whatever the test left of it."""
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


def clone(folder: Path) -> Path:
    """The files of this work tree as a clone would have them, with what `make` has installed."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in existing(listed.stdout.splitlines()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    for made in (".venv", "static/build"):
        (folder / made).symlink_to(ROOT / made)
    return folder


def existing(names: list[str]) -> Iterator[str]:
    return (name for name in names if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")))
