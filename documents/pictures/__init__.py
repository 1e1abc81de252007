"""Pictures that people send: looked at before they are opened, drawn anew, kept apart, shown by permission only."""

from documents.pictures.drawing import Drawn, draw
from documents.pictures.looking import MAX_BYTES, Unacceptable, check_file, look, too_large
from documents.pictures.showing import content, shown
from documents.pictures.storing import delete, delete_original, filed, sweep_files

__all__ = [
    "MAX_BYTES",
    "Drawn",
    "Unacceptable",
    "check_file",
    "content",
    "delete",
    "delete_original",
    "draw",
    "filed",
    "look",
    "prepare",
    "shown",
    "sweep_files",
    "too_large",
]


def prepare(name: str, sent: bytes) -> Drawn:
    """The picture in `sent` in its three sizes, with nothing else of the file. Nothing is written.

    `name` is what the sender calls it; it is looked at and forgotten.

    Raises:
        Unacceptable: it is no picture that we take; the message says why, for people.
    """
    return draw(sent, look(name, sent))
