"""What is no picture, or more than one, is refused with a reason, before anything of it is decoded."""

import io
import zipfile

import pytest
from PIL import Image, ImageFile

from documents.pictures import MAX_BYTES, Unacceptable, prepare
from documents.pictures.looking import MAX_PIXELS
from tests.documents import picture_files as files

SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def zipped() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a.html", HTML)
    return written.getvalue()


JPEG, PNG, WEBP = (files.encoded(kind) for kind in ("JPEG", "PNG", "WEBP"))
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.jpg", b"", "empty"),
        ("a.jpg", b"\xff\xd8\xff" + b"\0" * MAX_BYTES, "larger than 25 MB"),
        ("a.jpg", SVG, "drawing in code"),
        ("a.svg", SVG, "drawing in code"),
        ("a.png", b"\xef\xbb\xbf\n" + HTML, "web page"),
        ("a.jpg", b"GIF89a", "GIF"),
        ("a.jpg", b"%PDF-1.7", "PDF"),
        ("a.jpg", zipped(), "ZIP"),
        ("a.heic", HEIC, "HEIC"),
        ("a.jpg", HEIC, "HEIC"),
        ("a.mp4", b"\0\0\0\x18ftypisom", "film"),
        ("a.jpg", b"nonsense", "not a picture"),
        ("a.png", JPEG, "name ends in “.png”"),
        ("a.html", PNG, "name ends in “.html”"),
        ("a.jpg.php", JPEG, "name ends in “.php”"),
        ("../../etc/a.jpg", JPEG, "path"),
        ("..\\a.jpg", JPEG, "path"),
        ("a\0.jpg", JPEG, "path"),
        ("a.jpg", JPEG + HTML, "more than a picture"),
        ("a.jpg", JPEG + zipped(), "more than a picture"),
        ("a.jpg", JPEG + JPEG, "more than a picture"),
        ("a.jpg", JPEG + b"\0\0\0\x18ftypmp42" + b"\1" * 100, "more than a picture"),
        ("a.jpg", JPEG + b"x" * 70_000 + b"SEFH1234" + (8).to_bytes(4, "little") + b"SEFT", "more than"),
        ("a.jpg", JPEG + zipped() + (9_999).to_bytes(4, "little") + b"SEFT", "more than a picture"),
        ("a.png", PNG + HTML, "more than a picture"),
        ("a.webp", WEBP + zipped(), "more than a picture"),
        ("a.jpg", JPEG[:-40], "damaged"),
        ("a.jpg", JPEG[:200], "damaged"),
        ("a.jpg", b"\xff\xd8\xff", "damaged"),
        ("a.jpg", b"\xff\xd8\xff\xd9", "damaged"),
        ("a.png", PNG[:-20], "damaged"),
        ("a.png", PNG[:8], "damaged"),
        ("a.webp", WEBP[:-20], "damaged"),
        ("a.webp", b"RIFF\x04\0\0\0WEBP", "damaged"),
        ("a.png", files.moving("PNG"), "moves"),
        ("a.webp", files.moving("WEBP"), "moves"),
        ("a.png", files.png_saying(8_000, 6_250), "50 million pixels"),
        ("a.jpg", files.jpeg_saying(65_535, 65_535), "million pixels"),
        ("a.png", files.png_saying(2**31 - 1, 2**31 - 1), "million pixels"),
        ("a.png", files.png_saying(6_000, 6_000), "damaged"),
        ("a.jpg", files.encoded(width=20, height=20), "too small"),
    ],
)
def test_it_is_refused_with_the_reason(name, content, why):
    with pytest.raises(Unacceptable, match=why):
        prepare(name, content)


def test_it_is_refused_also_where_something_was_printed(monkeypatch):
    """WeasyPrint tells Pillow to invent what a file lacks; a picture that people send is whole or refused."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(Unacceptable, match="damaged"):
        prepare("a.jpg", JPEG[:-40])


def test_a_bomb_is_never_decoded(monkeypatch):
    """Fifty megapixels are refused by what the file says of itself."""
    monkeypatch.setattr(Image, "open", None)
    assert 8_000 * 6_250 == 50_000_000 > MAX_PIXELS
    with pytest.raises(Unacceptable, match="50 million"):
        prepare("a.png", files.png_saying(8_000, 6_250))


@pytest.mark.parametrize("content", [JPEG, PNG, WEBP])
def test_bytes_that_lie_are_refused_and_never_an_error(content):
    """Each is cut, and one byte of it is changed, at many places."""
    for at in range(0, len(content), max(1, len(content) // 60)):
        for broken in (content[:at], content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]):
            try:
                drawn = prepare("a", broken)
            except Unacceptable:
                continue
            assert drawn.width * drawn.height <= MAX_PIXELS
