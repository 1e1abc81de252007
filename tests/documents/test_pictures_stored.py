"""The files of a picture are there with its row and go with it; nothing is left of what failed."""

import datetime as dt
import os
import stat
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.test import RequestFactory

from documents import pictures, tasks
from documents.models import Picture
from documents.uploads import LIMIT
from tests.documents import picture_files
from workflow import clock

ROOM = Path(settings.STORAGES["pictures"]["OPTIONS"]["location"])
LATER = dt.date(2030, 1, 1)
Size = Picture.Size


@pytest.fixture(autouse=True)
def empty_room():
    remove_all()
    yield
    remove_all()


def remove_all() -> None:
    for path in on_disk():
        path.unlink()


def on_disk() -> set[Path]:
    return {path for path in ROOM.rglob("*") if path.is_file()}


def stored() -> Picture:
    with pictures.filed(picture_files.drawn(), original_until=LATER) as picture, transaction.atomic():
        picture.save(force_insert=True)
    return picture


def test_the_files_lie_apart_under_names_that_tell_nothing(db):
    picture = stored()
    assert {path.relative_to(ROOM).as_posix() for path in on_disk()} == {picture.path(s) for s in Size.values}
    assert Path(settings.STATIC_ROOT) not in ROOM.parents
    assert {stat.S_IMODE(path.stat().st_mode) for path in on_disk()} == {0o600}
    assert stored().name != picture.name


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_what_fails_before_the_commit_leaves_neither_row_nor_file(db, error):
    drawn = picture_files.drawn()
    with pytest.raises(error), pictures.filed(drawn, original_until=LATER) as picture, transaction.atomic():
        picture.save(force_insert=True)
        assert len(on_disk()) == 3
        raise error
    assert on_disk() == set()
    assert not Picture.objects.exists()


@pytest.mark.database
def test_a_refused_row_leaves_no_file(db):
    drawn = picture_files.drawn()
    with (
        pytest.raises(IntegrityError),
        pictures.filed(drawn, original_until=LATER) as picture,
        transaction.atomic(),
    ):
        picture.width = 0
        picture.save(force_insert=True)
    assert on_disk() == set()


def test_a_disk_that_is_full_leaves_nothing(db, monkeypatch):
    write = pictures.storing._write

    def full(path, content):
        if path.endswith("-thumb.jpg"):
            raise OSError("full")
        write(path, content)

    monkeypatch.setattr(pictures.storing, "_write", full)
    with pytest.raises(OSError, match="full"), pictures.filed(picture_files.drawn(), original_until=LATER):
        raise AssertionError("not reached")
    assert on_disk() == set()


def test_the_sweep_finds_what_a_dead_process_left(db):
    kept = stored()
    for name in ("0" * 32, kept.name[:2] + "f" * 30):
        spare = ROOM / name[:2] / f"{name}-web.jpg"
        spare.parent.mkdir(exist_ok=True)
        spare.write_bytes(b"x")
    tasks.sweep_picture_files()
    assert len(on_disk()) == 5, "another process may just be storing it"
    with time_machine.travel(clock.now() + dt.timedelta(hours=2)):
        assert pictures.sweep_files() == 2
    assert {path.name.split("-")[0] for path in on_disk()} == {kept.name}


def test_the_sweep_finds_what_was_to_be_deleted(db):
    """The process died after the commit, before the file went."""
    picture = stored()
    Picture.objects.update(original_deleted_at=clock.now())
    with time_machine.travel(clock.now() + dt.timedelta(hours=2)):
        assert pictures.sweep_files() == 1
    assert not (ROOM / picture.path(Size.ORIGINAL)).exists()


def test_the_original_goes_when_the_transaction_commits(db, django_capture_on_commit_callbacks):
    picture = stored()
    with django_capture_on_commit_callbacks(execute=True):
        pictures.delete_original(picture)
        assert len(on_disk()) == 3
    assert {path.name.rpartition("-")[2] for path in on_disk()} == {"web.jpg", "thumb.jpg"}
    with pytest.raises(Http404):
        pictures.shown(picture, Size.ORIGINAL)
    with django_capture_on_commit_callbacks(execute=True):
        pictures.delete(picture)
    assert on_disk() == set()
    assert Picture.objects.filter(pk=picture.pk).exists()


def test_an_original_is_due_after_its_last_day(db):
    picture = stored()
    assert list(Picture.objects.original_due(LATER)) == []
    assert list(Picture.objects.original_due(LATER + dt.timedelta(days=1))) == [picture]


@pytest.mark.database
@pytest.mark.parametrize("change", [{"sha256": "0"}, {"name": "a"}, {"original_until": LATER}])
def test_what_a_picture_was_cannot_be_changed(db, change):
    picture = stored()
    with pytest.raises(DatabaseError), transaction.atomic():
        Picture.objects.filter(pk=picture.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_picture")


def test_it_is_shown_to_be_seen_and_not_kept(db):
    response = pictures.shown(stored(), Size.WEB)
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Content-Disposition"] == 'inline; filename="picture-web.jpg"'
    assert response.content.startswith(b"\xff\xd8\xff")
    assert pictures.shown(stored(), Size.WEB, download=True)["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("size", ["huge", "../web", ""])
def test_a_size_that_there_is_not(db, size):
    with pytest.raises(Http404):
        pictures.shown(stored(), size)


def test_a_file_that_is_lost_is_not_found(db):
    picture = stored()
    os.unlink(ROOM / picture.path(Size.WEB))
    with pytest.raises(Http404):
        pictures.shown(picture, Size.WEB)


def test_an_upload_is_read_up_to_the_limit_only():
    """A form sees that it is too large; the disk never held more."""
    body = b"".join(
        (
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n',
            b"a" * (LIMIT + 5_000_000),
            b"\r\n--x--\r\n",
        )
    )
    request = RequestFactory().post("/", body, content_type="multipart/form-data; boundary=x")
    assert LIMIT < request.FILES["file"].size < LIMIT + 200_000
    request = RequestFactory().post(
        "/", body.replace(b"a" * LIMIT, b""), content_type="multipart/form-data; boundary=x"
    )
    assert request.FILES["file"].size == 5_000_000
