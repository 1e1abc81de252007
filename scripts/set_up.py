"""Bring a clone to where it can run: Debian's libraries, .venv, the locked packages, the built assets.

Standard library only: it runs before anything is installed. What is up to date is
left alone, by the hash of what it was made from.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from scripts import PYTHON, ROOT, debian

VENV = ROOT / ".venv"
MODULES = ROOT / "node_modules"
BUILT = ROOT / "static" / "build" / "app.css"
OLDEST = (3, 11)
# WeasyPrint, which makes the PDFs, loads these; each brings the others that it needs.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--dev", action="store_true", help="also what tests and checks need")
    options.add_argument("--no-assets", action="store_true", help="leave the style sheet unbuilt")
    chosen = options.parse_args()
    make_venv()
    debian.need(LIBRARIES)
    install("requirements.txt")
    if chosen.dev:
        install("requirements-dev.txt")
    compile_languages()
    if not chosen.no_assets:
        build_assets()


def compile_languages() -> None:
    """Make what gettext reads out of each locale/…/django.po that has changed since."""
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po")):
        made = source.with_suffix(".mo")
        if not made.exists() or made.stat().st_mtime < source.stat().st_mtime:
            print(f"Compiling {source.relative_to(ROOT)} …", flush=True)
            program = debian.find("msgfmt", package="gettext")
            _run([program, "--check-format", "--output-file", made, source])


def make_venv() -> None:
    """Create .venv with the Python that runs this, unless it is there for the same version."""
    if sys.version_info < OLDEST:
        sys.exit(
            f"Python {OLDEST[0]}.{OLDEST[1]} or later is needed; make PYTHON=/path/to/python chooses one."
        )
    marker = VENV / ".python"
    if PYTHON.exists() and (not marker.exists() or marker.read_text() == sysconfig.get_python_version()):
        return
    print("Creating .venv …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if made.returncode != 0:
        # Debian keeps ensurepip in a package of its own.
        sys.exit(f"{made.stdout}{made.stderr}\nInstall the Debian package python3-venv.")
    marker.write_text(sysconfig.get_python_version())


def install(lock: str) -> None:
    """Install the packages of a lock file, each checked by its hash."""
    stamp = VENV / f".{lock}.sha256"
    wanted = digest([ROOT / lock])
    if _read(stamp) == wanted:
        return
    print(f"Installing {lock} …", flush=True)
    _run([PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", lock])
    stamp.write_text(wanted)


def build_assets() -> None:
    """Build static/build/ from npm's locked packages."""
    sources = [path for path in (ROOT / "frontend").rglob("*") if path.is_file()]
    modules = digest([ROOT / "package.json", ROOT / "package-lock.json"])
    assets = digest([ROOT / "package-lock.json", *sources])
    modules_stamp, assets_stamp = MODULES / ".modules.sha256", MODULES / ".assets.sha256"
    if _read(modules_stamp) != modules:
        print("Installing the packages of package-lock.json …", flush=True)
        _npm("ci", "--silent")
        modules_stamp.write_text(modules)
    if _read(assets_stamp) != assets or not BUILT.exists():
        print("Building the style sheet …", flush=True)
        _npm("run", "build", "--silent")
        assets_stamp.write_text(assets)


def digest(files: Iterable[Path]) -> str:
    """One hash of the names and the contents of `files`."""
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes() + b"\0")
    return total.hexdigest()


def _npm(*arguments: str) -> None:
    path = os.environ.get("PATH", os.defpath)
    if shutil.which("npm") is None:
        install("requirements-node.txt")
        # The wheel's npm looks for the node beside it.
        path = os.pathsep.join([str(VENV / "bin"), path])
    _run(["npm", *arguments], {**os.environ, "PATH": path})


def _read(path: Path) -> str:
    return path.read_text() if path.exists() else ""


def _run(command: list[str | Path], environment: dict[str, str] | None = None) -> None:
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"Set-up stopped: {' '.join(map(str, command))} failed.")


if __name__ == "__main__":
    main()
