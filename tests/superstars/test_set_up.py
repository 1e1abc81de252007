"""Set-up does again only what has changed, and names what the system lacks."""

import os

import pytest

from scripts import ROOT, debian, set_up


def test_a_digest_follows_content_and_name(tmp_path, monkeypatch):
    monkeypatch.setattr(set_up, "ROOT", tmp_path)
    one = tmp_path / "one.scss"
    one.write_text("a {}")
    first = set_up.digest([one])
    assert set_up.digest([one]) == first
    one.write_text("b {}")
    changed = set_up.digest([one])
    assert changed != first
    assert set_up.digest([one.rename(tmp_path / "two.scss")]) != changed


def test_a_lock_that_is_installed_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(set_up, "VENV", tmp_path)
    monkeypatch.setattr(set_up, "PYTHON", tmp_path / "no-python-here")
    (tmp_path / ".requirements.txt.sha256").write_text(set_up.digest([ROOT / "requirements.txt"]))
    set_up.install("requirements.txt")
    (tmp_path / ".requirements.txt.sha256").write_text("of another lock")
    with pytest.raises(FileNotFoundError):
        set_up.install("requirements.txt")


def test_every_package_is_locked_by_its_hash():
    for lock in ("requirements.txt", "requirements-dev.txt", "requirements-node.txt"):
        text = (ROOT / lock).read_text()
        packages = [line for line in text.splitlines() if line[:1].isalnum()]
        assert packages
        assert [line for line in packages if not line.endswith("\\")] == []
        assert "index-url" not in text
        assert "://" not in text


def test_a_missing_program_names_its_package(monkeypatch):
    monkeypatch.setenv("INSTALL_PACKAGES", "no")
    with pytest.raises(SystemExit, match="apt-get install postgresql"):
        debian.find("no-such-program", package="postgresql", places="/usr/lib/postgresql/*/bin")


def test_missing_libraries_name_their_packages(monkeypatch):
    monkeypatch.setenv("INSTALL_PACKAGES", "no")
    libraries = {"libc.so.6": "libc6", "libno-such.so.1": "libno-such1", "libnor-this.so.2": "libnor-this2"}
    with pytest.raises(SystemExit, match=r"apt-get install libno-such1 libnor-this2$") as stopped:
        debian.need(libraries)
    assert "libno-such.so.1, libnor-this.so.2" in str(stopped.value)
    assert "libc" not in str(stopped.value)


def test_libraries_that_are_there_need_nothing(monkeypatch):
    # Where nothing can be installed.
    monkeypatch.setenv("PATH", "/nowhere")
    debian.need({"libc.so.6": "libc6"})


def test_root_installs_what_is_missing_at_once(tmp_path, monkeypatch, capfd):
    apt = tmp_path / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/asked\n')
    apt.chmod(0o755)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("INSTALL_PACKAGES", "yes")
    with pytest.raises(SystemExit, match="libno-such1"):
        debian.need({"libno-such.so.1": "libno-such1", "libnor-this.so.2": "libnor-this2"})
    asked = [line for line in (tmp_path / "asked").read_text().splitlines() if line.startswith("install")]
    assert asked[0].endswith("libno-such1 libnor-this2")


APT = """#!/bin/sh
echo "$1" >> {folder}/asked
case $1 in
update) : > {folder}/lists ;;
install) test -e {folder}/lists || exit 100
    printf '#!/bin/sh\n' > {folder}/a-program
    /bin/chmod +x {folder}/a-program ;;
esac
"""


@pytest.mark.parametrize(("lists", "asked"), [(True, ["install"]), (False, ["install", "update", "install"])])
def test_a_machine_without_lists_of_packages_reads_them_first(tmp_path, monkeypatch, lists, asked):
    """A program that stands for apt-get, and knows no package before it has read the lists."""
    apt = tmp_path / "apt-get"
    apt.write_text(APT.format(folder=tmp_path))
    apt.chmod(0o755)
    if lists:
        (tmp_path / "lists").touch()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("INSTALL_PACKAGES", "yes")
    assert debian.find("a-program", package="a-package") == tmp_path / "a-program"
    assert (tmp_path / "asked").read_text().split() == asked


def test_the_libraries_of_pdfs_are_found():
    debian.need(set_up.LIBRARIES)


def test_the_newest_version_is_found(tmp_path):
    for version in ("9", "13", "15"):
        program = tmp_path / version / "bin" / "initdb"
        program.parent.mkdir(parents=True)
        program.touch(0o755 if version != "15" else 0o644)
    found = debian.find("initdb", package="postgresql", places=f"{tmp_path}/*/bin")
    assert found == tmp_path / "13" / "bin" / "initdb"
    assert os.access(found, os.X_OK)
