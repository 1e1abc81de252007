"""`make lint`: every check, one after the other; all of them run, and each failure is named."""

import subprocess
import sys
import time

from scripts import PYTHON, ROOT, environments

BIN = PYTHON.parent
MANAGE = [str(PYTHON), "manage.py"]
CHECKS: dict[str, list[str]] = {
    "style": [f"{BIN}/ruff", "check", "."],
    "layout": [f"{BIN}/ruff", "format", "--check", "--quiet", "."],
    "types": [f"{BIN}/mypy", "."],
    "templates": [f"{BIN}/djlint", "--lint", "--quiet", "templates"],
    "layers": [f"{BIN}/lint-imports", "--no-cache"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "system checks": [*MANAGE, "check", "--fail-level", "WARNING"],
    "deployment": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
}


def main() -> int:
    environment = environments.checked()
    failed = []
    for name, command in CHECKS.items():
        began = time.monotonic()
        # mypy asks the settings for the models, those of the demo too.
        demo = {"DEMO": "true"} if name == "types" else {}
        done = subprocess.run(
            command, cwd=ROOT, env={**environment, **demo}, capture_output=True, text=True, check=False
        )
        ok = done.returncode == 0
        print(f"{'ok    ' if ok else 'FAILED'} {name} ({time.monotonic() - began:.1f} s)", flush=True)
        if not ok:
            failed.append(name)
            print(f"{done.stdout}{done.stderr}", flush=True)
    if failed:
        print(f"lint: {', '.join(failed)} failed", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
