"""Programs that come from Debian's packages: found, installed where allowed, or named."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def find(name: str, *, package: str, places: str = "") -> Path:
    """The program `name`, on PATH or in the newest folder that matches `places`.

    When it is missing, installs `package` if we are root and INSTALL_PACKAGES is not "no".

    Raises:
        SystemExit: it is missing and could not be installed; the message names the package.
    """
    program = _look(name, places)
    if program is None and _may_install():
        print(f"Installing the Debian package {package} …", flush=True)
        apt = ["apt-get", "install", "--yes", "--no-install-recommends", package]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        # Its failure is told below, by the program that is still missing.
        subprocess.run(apt, env=environment, stdout=subprocess.DEVNULL, check=False)
        program = _look(name, places)
    if program is None:
        sys.exit(f"{name} is missing. Install the Debian package {package}:  sudo apt-get install {package}")
    return program


def _look(name: str, places: str) -> Path | None:
    for folder in sorted(Path("/").glob(places.lstrip("/")), key=_version, reverse=True) if places else ():
        if os.access(folder / name, os.X_OK):
            return folder / name
    found = shutil.which(name)
    return Path(found) if found else None


def _version(folder: Path) -> list[int]:
    """/usr/lib/postgresql/15/bin → [15], so that 15 comes before 9."""
    return [int(part) for part in folder.parts if part.isdigit()]


def _may_install() -> bool:
    allowed = os.environ.get("INSTALL_PACKAGES", "yes") != "no"
    return allowed and os.geteuid() == 0 and shutil.which("apt-get") is not None
