"""`manage.py import_policy`: prints what it found, makes a draft or adopts; a bad file stores nothing and exits 1."""

import datetime as dt
import io
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from policies.models import Policy, PolicyVersion
from workflow.models import AuditEvent
from workflow.verification import verify

TEXT = """# Photographs

## 1. Aims

1.1 We take photographs to show what children learn, and only the cameras of the setting are used for it.

1.2 Everybody keeps to this:

    a) children, and

## 2. Cameras

2.1 They stay here.

Reviewed 23 July 2024
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "policy.md"
    path.write_text(TEXT)
    return path


def run(*arguments: object) -> str:
    said = io.StringIO()
    call_command("import_policy", *map(str, arguments), stdout=said)
    return said.getvalue()


def test_it_prints_sections_clauses_and_the_day_of_the_last_review(db, file):
    assert run(file).splitlines() == [
        "S1 Aims",
        "  S1.1 We take photographs to show what children learn, and only…",
        "  S1.2 Everybody keeps to this:",
        "    S1.2a children, and",
        "S2 Cameras",
        "  S2.1 They stay here.",
        "Found: 2 sections, 0 headings, 4 clauses. Last reviewed on 23 July 2024.",
        "Photographs (photographs): version 1, a draft.",
    ]
    version = PolicyVersion.objects.get()
    assert (version.state, version.source_name) == ("draft", "policy.md")
    assert AuditEvent.objects.get(object_id=version.pk).system == "import"
    assert not version.drafters.exists()
    assert verify() == []


def test_the_defective_policy_of_the_fixtures_is_read(db):
    file = Path(__file__).parent / "data" / "social-media-policy.md"
    said = run(file, "--title", "Social Media Policy")
    assert "S1 " in said
    assert "Last reviewed on 23 July 2024." in said


def test_title_and_code_can_be_said(db, file):
    assert "Cameras (cams): version 1" in run(file, "--title", "Cameras", "--code", "cams")
    assert Policy.objects.get().title == "Cameras"


def test_a_known_code_gets_its_next_version(policy_in_force, file):
    assert "Photographs (photographs): version 2, a draft." in run(file, "--code", "photographs")
    assert policy_in_force.versions.count() == 2
    with pytest.raises(CommandError, match="being made already"):
        run(file, "--code", "photographs")


def test_it_is_recorded_as_in_force_when_asked(db, file):
    said = run(file, "--adopt-since", "2023-09-01", "--approved-by", "The committee")
    assert "In force since 1 September 2023, approved by The committee, last reviewed on 23 July 2024" in said
    assert "the next review is due on 23 July 2025" in said
    version = PolicyVersion.objects.get()
    assert (version.state, version.approved_by, version.approved_by_name) == (
        "published", None, "The committee",
    )  # fmt: skip
    assert Policy.objects.get().reviewed_on == dt.date(2024, 7, 23)
    assert verify() == []


def test_the_day_of_the_review_can_be_said(db, file):
    adopt = ("--adopt-since", "2023-09-01", "--approved-by", "X")
    assert "due on 5 May 2025" in run(file, *adopt, "--reviewed-on", "2024-05-05")


def test_a_dry_run_stores_nothing(db, file):
    assert "Found: 2 sections" in run(file, "--dry-run")
    assert not Policy.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--adopt-since", "2023-09-01"], "belong together"),
        (["--approved-by", "X"], "belong together"),
        (["--adopt-since", "2999-09-01", "--approved-by", "X"], "since when it has been in force"),
        (["--adopt-since", "2023-09-01", "--approved-by", " "], "who approved it"),
        (["--adopt-since", "23/7/2024", "--approved-by", "X"], "write it as 2024-07-23"),
        (["--code", "not a code"], "slug"),
    ],
)
def test_what_does_not_fit_is_said_and_stores_nothing(db, file, arguments, said):
    with pytest.raises(CommandError, match=said):
        run(file, *arguments)
    assert not Policy.objects.exists()


def test_what_is_in_force_here_is_not_adopted_again(policy_in_force, file):
    adopt = ("--adopt-since", "2023-09-01", "--approved-by", "X")
    with pytest.raises(CommandError, match="in force here already"):
        run(file, "--code", "photographs", *adopt)
    assert policy_in_force.versions.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.md", b"", "empty"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.docx", b"PK\x03\x04 no Word file", "Word"),
        ("a.md", b"\x00\x01", "text"),
        ("a.md", b"# Only a title", "No sentence"),
        ("a.md", b"One sentence only.", "does not say one"),
    ],
)
def test_a_bad_file_is_named_with_the_reason(db, tmp_path, name, content, said):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        run(path)
    assert not Policy.objects.exists()


def test_a_file_that_is_not_there_or_a_folder(db, tmp_path):
    for path in (tmp_path / "missing.md", tmp_path):
        with pytest.raises(CommandError, match=str(path)):
            run(path)


def test_the_shell_is_told_by_exit_code_1(tmp_path):
    """Before anything is asked of a database."""
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    done = subprocess.run(
        [sys.executable, "manage.py", "import_policy", str(path)],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "This is a PDF file" in done.stderr
    assert "Traceback" not in done.stderr
