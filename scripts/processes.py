"""Several processes under one parent: they start together and nothing outlives the parent."""

import contextlib
import ctypes
import dataclasses
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import IO

from scripts import ROOT

STOPPING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
GRACE_SECONDS = 10.0
PR_SET_PDEATHSIG = 1

Command = list[str | Path]


@dataclasses.dataclass
class Process:
    """One command with its environment, by the name people know it by."""

    name: str
    command: Command
    environment: dict[str, str]
    running: subprocess.Popen[bytes] | None = None

    def start(self, output: IO[str] | None = None) -> None:
        """Start it; what it prints goes to `output`, by default to the parent's own."""
        # A session of its own: Ctrl-C reaches the parent alone, and the whole group can be ended.
        self.running = subprocess.Popen(
            [str(part) for part in self.command],
            cwd=ROOT,
            env=self.environment,
            start_new_session=True,
            stdout=output,
            stderr=output,
            preexec_fn=_follow_parent,  # noqa: PLW1509 the parent has one thread
        )

    @property
    def exit_code(self) -> int | None:
        return self.running.poll() if self.running else None

    def signal(self, number: signal.Signals) -> None:
        """Signal the process, or with SIGKILL its whole group."""
        if self.running is None:
            return
        with contextlib.suppress(ProcessLookupError):
            if number is signal.SIGKILL:
                os.killpg(self.running.pid, number)
            elif self.running.poll() is None:
                self.running.send_signal(number)


def _follow_parent() -> None:
    """In the child: unblock what the parent waits for, and end with the parent even if it is killed."""
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def run_together(
    processes: Sequence[Process],
    *,
    ready: Callable[[], bool] = lambda: True,
    announce: Callable[[], None] = lambda: None,
) -> int:
    """Run `processes` until a signal or until one of them ends; returns the exit code.

    0 after Ctrl-C or SIGTERM, 1 when a process ended by itself (it is named). `announce` is
    called once, when `ready` first says so.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {*STOPPING, signal.SIGCHLD})
    try:
        for process in processes:
            process.start()
        return _watch(processes, ready, announce)
    finally:
        _stop(processes)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {*STOPPING, signal.SIGCHLD})


def _watch(processes: Sequence[Process], ready: Callable[[], bool], announce: Callable[[], None]) -> int:
    announced = False
    while True:
        received = signal.sigtimedwait({*STOPPING, signal.SIGCHLD}, 1.0 if announced else 0.2)
        if received is not None and received.si_signo in STOPPING:
            print("\nStopping …", flush=True)
            return 0
        for process in processes:
            if process.exit_code is not None:
                print(f"The {process.name} process ended with code {process.exit_code}.", file=sys.stderr)
                return 1
        if not announced and ready():
            announced = True
            announce()


def _stop(processes: Sequence[Process]) -> None:
    """Ask everyone to stop; after the grace, or a second Ctrl-C, end what is left, children included."""
    for process in processes:
        process.signal(signal.SIGTERM)
    deadline = time.monotonic() + GRACE_SECONDS
    while time.monotonic() < deadline and any(p.running and p.exit_code is None for p in processes):
        received = signal.sigtimedwait({*STOPPING, signal.SIGCHLD}, 0.2)
        if received is not None and received.si_signo in STOPPING:
            break
    for process in processes:
        process.signal(signal.SIGKILL)
        if process.running:
            process.running.wait()


def answers(url: str) -> bool:
    """Whether `url` answers 200 within a second."""
    try:
        with urllib.request.urlopen(url, timeout=1) as response:  # noqa: S310 our own http:// address
            return response.status == HTTPStatus.OK
    except (urllib.error.URLError, OSError):
        return False
