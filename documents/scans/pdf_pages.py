"""The pages of a PDF that somebody sent, as pictures. The PDF itself is read by a process of its own, and not kept."""

import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from documents.pictures import Unacceptable
from documents.scans.pdf_program import LOCKED, TOO_MANY

PROGRAM = Path(__file__).with_name("pdf_program.py")
SECONDS = 25
# How the program ends when it is refused more memory or more time, or the machine has no more.
OUT_OF_REACH = {-signal.SIGABRT, -signal.SIGXCPU, -signal.SIGKILL}


def pages(content: bytes, most: int) -> list[bytes]:
    """Each page of a PDF as a JPEG, to be looked at like any other.

    Raises:
        Unacceptable: it is no PDF that can be drawn, is locked, or has more than `most` pages.
    """
    try:
        done = subprocess.run(  # noqa: S603
            # Isolated: neither this folder nor the environment says what is imported.
            [sys.executable, "-I", str(PROGRAM), str(most)],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            env={},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Unacceptable(_too_slow()) from error
    if done.returncode:
        raise Unacceptable(_why(done.returncode, most))
    try:
        return list(_parts(done.stdout))
    except struct.error as error:
        # Whoever took over the program has it say anything.
        raise Unacceptable(_why(1, most)) from error


def _why(code: int, most: int) -> str:
    """What to tell whoever sent it, by how the program ended."""
    if code in OUT_OF_REACH:
        return _too_slow()
    if code == LOCKED:
        return _("This PDF is locked with a password. Save it without one and send that.")
    if code == TOO_MANY:
        return _("This PDF has more than %(most)s pages. Send only those of the form.") % {"most": most}
    return _("This PDF is damaged or not complete. Scan it again, or send a photograph of each page.")


def _too_slow() -> str:
    return _("This PDF takes too long to read. Scan it again, or send a photograph of each page.")


def _parts(output: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(output):
        (length,) = struct.unpack(">I", output[at : at + 4])
        yield output[at + 4 : at + 4 + length]
        at += 4 + length
