"""The files of pictures in the storage `pictures`: there with their row, gone with it, and swept up otherwise."""

import datetime as dt
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction

from documents.models import Picture
from documents.pictures.drawing import Drawn
from workflow import clock
from workflow.models import SweepRun

# A file this old whose row is not there will never get one.
SPARE = dt.timedelta(hours=1)
SWEEP = "files of pictures"


def storage() -> Storage:
    return storages["pictures"]


@contextmanager
def filed(drawn: Drawn, *, original_until: dt.date) -> Iterator[Picture]:
    """Write the files, and hand out the row for the caller to store inside the block.

    The caller's transaction stands inside the block: when it fails, at its commit too, the files go again.
    What a dead process leaves behind, `sweep_files` finds.
    """
    picture = Picture(
        name=secrets.token_hex(16),
        width=drawn.width,
        height=drawn.height,
        sha256=drawn.sha256(Picture.Size.ORIGINAL),
        web_sha256=drawn.sha256(Picture.Size.WEB),
        original_until=original_until,
    )
    try:
        for size, content in drawn.files.items():
            _write(picture.path(size), content)
        yield picture
    except BaseException:
        _remove([picture.path(size) for size in Picture.Size.values])
        raise


def _write(path: str, content: bytes) -> None:
    if storage().save(path, ContentFile(content)) != path:
        raise FileExistsError(path)


def delete_original(picture: Picture) -> None:
    """Forget the large file, in the caller's transaction; it goes when that commits."""
    _forget(picture, "original_deleted_at", [Picture.Size.ORIGINAL.value])


def delete(picture: Picture) -> None:
    """Forget all files, in the caller's transaction; the row stays, as the proof of what there was."""
    _forget(picture, "deleted_at", list(Picture.Size.values))


def _forget(picture: Picture, column: str, sizes: list[str]) -> None:
    if getattr(picture, column) is None:
        setattr(picture, column, clock.now())
        picture.save(update_fields=[column])
    transaction.on_commit(partial(_remove, [picture.path(size) for size in sizes]))


def _remove(paths: list[str]) -> None:
    """Never raises: what could not be removed now, the sweep removes."""
    for path in paths:
        with suppress(OSError):
            storage().delete(path)


def sweep_files() -> int:
    """Remove files that belong to no row, or whose row says that they are gone; returns how many."""
    removed = 0
    folders, _files = _listed("")
    for folder in folders:
        _folders, names = _listed(folder)
        kept = {
            picture.path(size)
            for picture in Picture.objects.filter(name__startswith=folder)
            for size in Picture.Size.values
            if picture.has(size)
        }
        spare = [path for path in (f"{folder}/{name}" for name in names) if path not in kept]
        old = [path for path in spare if _is_old(path)]
        _remove(old)
        removed += len(old)
    SweepRun.ended(SWEEP)
    return removed


def _listed(folder: str) -> tuple[list[str], list[str]]:
    try:
        return storage().listdir(folder)
    except FileNotFoundError:
        return [], []


def _is_old(path: str) -> bool:
    try:
        return storage().get_modified_time(path) < clock.now() - SPARE
    except FileNotFoundError:
        return False
