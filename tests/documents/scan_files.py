"""Papers as scanners and people send them: PDFs honest and not."""

import io
from collections.abc import Callable

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.documents import picture_files

WIDTH, HEIGHT = 210, 297


def pdf(pages: int = 1) -> bytes:
    """Each page a picture, red above and blue below, as a scanner makes it."""
    written = io.BytesIO()
    one = picture_files.image(WIDTH, HEIGHT)
    one.save(written, "PDF", save_all=True, append_images=[one] * (pages - 1))
    return written.getvalue()


def _changed(change: Callable[[PdfWriter], object]) -> bytes:
    writer, written = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf()))), io.BytesIO()
    change(writer)
    writer.write(written)
    return written.getvalue()


def locked() -> bytes:
    """Nobody opens it without a password."""
    return _changed(lambda writer: writer.encrypt("secret", algorithm="AES-256"))


def with_things_inside() -> bytes:
    """It says who made it, runs a script when it is opened, and carries a file."""

    def change(writer: PdfWriter) -> None:
        writer.add_metadata({"/Author": "Secret Author"})
        script = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert('Secret script');")}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject(key): value for key, value in script.items()}
        )
        writer.add_attachment("secret.txt", b"Secret attachment")

    return _changed(change)


def filled_in() -> bytes:
    """Somebody stamped the whole page black on their screen: it stands in no page, only upon it."""

    def change(writer: PdfWriter) -> None:
        box = ArrayObject([NumberObject(side) for side in (0, 0, WIDTH, HEIGHT)])
        black = DecodedStreamObject()
        black.set_data(b"0 0 0 rg 0 0 %d %d re f" % (WIDTH, HEIGHT))
        black.update(_names({"/Type": "/XObject", "/Subtype": "/Form"}) | {NameObject("/BBox"): box})
        stamp = DictionaryObject(_names({"/Type": "/Annot", "/Subtype": "/Stamp"}))
        # To be printed, as a stamp is.
        stamp[NameObject("/F")] = NumberObject(4)
        stamp[NameObject("/Rect")] = box
        stamp[NameObject("/AP")] = DictionaryObject({NameObject("/N"): writer._add_object(black)})
        writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(stamp)])

    return _changed(change)


def _names(said: dict[str, str]) -> dict[NameObject, NameObject]:
    return {NameObject(key): NameObject(value) for key, value in said.items()}


def without_end_to_drawing() -> bytes:
    """Twelve forms, each of which draws the next twenty times over: small, and not to be drawn in years."""

    def change(writer: PdfWriter) -> None:
        inner = None
        for _depth in range(12):
            form = DecodedStreamObject()
            form.set_data(b"/X Do " * 20 if inner else b"0 0 m 210 297 l S ")
            form.update(_names({"/Type": "/XObject", "/Subtype": "/Form"}))
            form[NameObject("/BBox")] = ArrayObject([NumberObject(side) for side in (0, 0, WIDTH, HEIGHT)])
            if inner:
                form[NameObject("/Resources")] = _drawing(inner)
            inner = writer._add_object(form)
        page = writer.pages[0]
        content = DecodedStreamObject()
        content.set_data(b"/X Do")
        page[NameObject("/Contents")] = writer._add_object(content)
        page[NameObject("/Resources")] = _drawing(inner)

    return _changed(change)


def _drawing(form: object) -> DictionaryObject:
    return DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/X"): form})})
