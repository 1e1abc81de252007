"""`make clean`: forget what was made here. The clone is as it came."""

import shutil

from scripts import ROOT, servers

MADE = (
    ".venv",
    "var",
    "node_modules",
    "static/build",
    "test-results",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".import_linter_cache",
    ".hypothesis",
)


def main() -> None:
    for name in MADE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    servers.remove_left_behind()


if __name__ == "__main__":
    main()
