"""Pictures made for the tests: of every kind, honest and not."""

import io
import struct
import zlib

from PIL import Image

from documents.pictures import Drawn, prepare


def image(width: int = 80, height: int = 60, mode: str = "RGB") -> Image.Image:
    """Red above, blue below: one can see which way is up."""
    made = Image.new(mode, (width, height), "blue" if mode != "L" else 40)
    made.paste("red" if mode != "L" else 200, (0, 0, width, height // 2))
    return made


def encoded(kind: str = "JPEG", width: int = 80, height: int = 60, **options) -> bytes:
    written = io.BytesIO()
    image(width, height).save(written, kind, **options)
    return written.getvalue()


def drawn(width: int = 80, height: int = 60) -> Drawn:
    return prepare("a.jpg", encoded(width=width, height=height))


def with_notes() -> bytes:
    """Held upright by a camera that writes down where it was, who held it, a small copy, and a remark."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 16.0, 30.0)
    return encoded(exif=exif, comment=b"Secret remark")


def png_saying(width: int, height: int) -> bytes:
    """A small file that says it has so many pixels: nothing but zeros, packed."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = zlib.compress(b"\0" * 1000, 9)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def jpeg_saying(width: int, height: int) -> bytes:
    """A JPEG whose frame says another size than it has."""
    content = encoded()
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def moving(kind: str) -> bytes:
    written = io.BytesIO()
    image().save(written, kind, save_all=True, append_images=[Image.new("RGB", (80, 60), "green")])
    return written.getvalue()
