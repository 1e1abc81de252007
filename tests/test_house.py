"""The house of docs/decisions and CONTRIBUTING, where no other tool can check it: sizes, names, imports."""

import ast
import functools
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    "superstars",
    "incidents",
    "social",
    "consents",
    "policies",
    "accounts",
    "notifications",
    "documents",
    "pages",
    "workflow",
)
PYTHON_FOLDERS = {*APPS, "scripts", "benchmarks", "tests"}
TOP_LEVEL = {*PYTHON_FOLDERS, "templates", "static", "frontend", "docs", "locale", ".ci"}

FILE_LINES, FUNCTION_LINES, VIEW_LINES = 300, 40, 25
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "lib", "tools"}

# path, or path:function → why it may be larger. An entry that is not needed any more fails.
EXCEPTIONS: dict[str, str] = {
    "superstars/settings.py": "one file for all settings is easier to audit than several",
    "tests/superstars/url_table.py": "one table of every URL and role; it grows by a row per URL",
}
# First-party imports inside functions: Django reads these files before the apps are ready.
MAY_IMPORT_LATE = {"apps.py:ready"}


def sources() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.py"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    paths = [ROOT / line for line in listed.stdout.splitlines()]
    return [path for path in paths if path.exists() and "migrations" not in path.parts]


SOURCES = sources()


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@functools.cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name_of(path)}:{node.name}", node


def is_view(path: Path, node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    in_views = path.name == "views.py" or path.parent.name == "views"
    return in_views and bool(node.args.args) and node.args.args[0].arg == "request"


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from the `def`, without decorators and the docstring: a good docstring costs nothing."""
    doc = node.body[0] if ast.get_docstring(node) else None
    said = (doc.end_lineno or 0) - doc.lineno + 1 if doc else 0
    return (node.end_lineno or 0) - node.lineno + 1 - said


def too_large() -> Iterator[tuple[str, str]]:
    """Everything over its limit: where, and what to say."""
    for path in SOURCES:
        lines = len(path.read_text().splitlines())
        if lines > FILE_LINES:
            yield name_of(path), f"{name_of(path)} has {lines} lines; {FILE_LINES} are allowed"
        for name, node in functions(path):
            limit = VIEW_LINES if is_view(path, node) else FUNCTION_LINES
            if length(node) > limit:
                yield name, f"{name} has {length(node)} lines; {limit} are allowed"


def test_nothing_is_larger_than_it_may_be():
    assert [said for where, said in too_large() if where not in EXCEPTIONS] == []


def test_every_exception_is_still_needed():
    assert set(EXCEPTIONS) - {where for where, _ in too_large()} == set()


def test_names_say_something():
    assert [name_of(path) for path in SOURCES if SAYS_NOTHING & {path.stem, *path.parent.parts}] == []


def test_no_late_imports_of_our_own():
    late = [
        name
        for path in SOURCES
        for name, function in functions(path)
        for node in ast.walk(function)
        if f"{path.name}:{function.name}" not in MAY_IMPORT_LATE and imported(node) & PYTHON_FOLDERS
    ]
    assert late == []


def imported(node: ast.AST) -> set[str]:
    """The top-level packages that an import statement names."""
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]} if node.level == 0 else set(APPS)
    return {alias.name.partition(".")[0] for alias in node.names} if isinstance(node, ast.Import) else set()


def test_apps_import_neither_tests_nor_scripts():
    above = PYTHON_FOLDERS - set(APPS)
    assert [
        name_of(path)
        for path in SOURCES
        if path.relative_to(ROOT).parts[0] in APPS
        and any(imported(node) & above for node in ast.walk(tree(path)))
    ] == []


def test_there_is_one_clock():
    """Sweeps, tests and the demo set the time; code that asks elsewhere does not hear of it."""
    asks_elsewhere = re.compile(r"timezone\.now\(|datetime\.(utc)?now\(|date\.today\(|auto_now")
    assert found_in_apps(asks_elsewhere, allowed={"workflow/clock.py"}) == []


def test_only_the_outbox_sends():
    """The demo's mailbox is where mail arrives, not where it is sent from."""
    sends = re.compile(r"django\.core\.mail|smtplib|\bsend_mass_mail\b")
    assert found_in_apps(sends, allowed={"superstars/demo/mail.py"}, except_app="notifications") == []


def found_in_apps(pattern: re.Pattern[str], *, allowed: set[str], except_app: str = "") -> list[str]:
    """The files of the apps in which `pattern` occurs."""
    return [
        name_of(path)
        for path in SOURCES
        if path.relative_to(ROOT).parts[0] in {*APPS} - {except_app}
        and name_of(path) not in allowed
        and pattern.search(path.read_text())
    ]


def test_folders_are_those_of_the_house():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    folders = {line.partition("/")[0] for line in listed.stdout.splitlines() if "/" in line}
    assert folders - TOP_LEVEL == set()


@pytest.mark.parametrize("app", APPS)
def test_tests_mirror_the_apps(app):
    assert list((ROOT / "tests" / app).glob("test_*.py")) != []
