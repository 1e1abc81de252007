"""Programs and libraries that come from Debian's packages: found, installed where allowed, or named."""

import ctypes
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
        _install(package)
        program = _look(name, places)
    if program is None:
        sys.exit(f"{name} is missing. Install the Debian package {package}:  sudo apt-get install {package}")
    return program


def need(libraries: dict[str, str]) -> None:
    """See that each shared library, by its file name, can be loaded; its package is beside it.

    What is missing is installed under the same conditions as programs.

    Raises:
        SystemExit: some are missing and could not be installed; the message names the packages.
    """
    packages = [package for name, package in libraries.items() if not _loads(name)]
    if packages and _may_install():
        _install(*packages)
    if missing := {name: package for name, package in libraries.items() if not _loads(name)}:
        named = " ".join(missing.values())
        sys.exit(f"Missing: {', '.join(missing)}. Install the Debian packages:  sudo apt-get install {named}")


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _install(*packages: str) -> None:
    """Try to; a failure is told by the caller, who finds that something is still missing.

    A new machine has no lists of packages, an old one has stale ones: then they are read, and it is tried again.
    """
    print(f"Installing from Debian: {', '.join(packages)} …", flush=True)
    install = ("install", "--yes", "--no-install-recommends", *packages)
    # What the first try complains of is said again by the second, if it fails too.
    if not _apt(*install, errors=subprocess.DEVNULL):
        print("Reading Debian's lists of packages …", flush=True)
        _apt("update")
        _apt(*install)


def _apt(*arguments: str, errors: int | None = None) -> bool:
    """Run `apt-get`, and say whether it succeeded. `errors` is where its complaints go."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=errors, check=False)
    return done.returncode == 0


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
