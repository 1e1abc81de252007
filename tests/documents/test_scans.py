"""Scans of papers: each page becomes a picture drawn anew, and nothing else of the file is kept."""

import io

import pytest
from PIL import Image

from documents.pictures import MAX_BYTES, Unacceptable
from documents.scans import MOST_PAGES, pdf_pages, prepare
from tests.documents import picture_files, scan_files

PDF = scan_files.pdf()


def colours(content: bytes) -> tuple[str, str]:
    """What stands above, and what below."""
    picture = Image.open(io.BytesIO(content))

    def named(y: float) -> str:
        red, _green, blue = picture.getpixel((picture.width // 2, int(picture.height * y)))
        return "red" if red > 200 > blue else "blue" if blue > 200 > red else "black" if red < 50 else "?"

    return named(0.25), named(0.75)


def test_each_page_of_a_pdf_is_a_picture_that_can_be_read():
    found = prepare([("form.pdf", scan_files.pdf(3))])
    assert len(found) == 3
    for one in found:
        assert (one.width, one.height) == (1415, 2001)
        assert {name: colours(content) for name, content in one.files.items()} == dict.fromkeys(
            ("original", "web", "thumb"), ("red", "blue")
        )


def test_photographs_and_pdfs_go_together_in_their_order():
    photograph = picture_files.encoded()
    found = prepare([("2.jpg", photograph), ("1.PDF", PDF), ("", photograph)])
    assert [one.width for one in found] == [80, 1415, 80]


def test_nothing_else_of_the_file_is_kept():
    """Whoever opens the scan opens a picture: no script, no file within, no name of a scanner's owner."""
    [one] = prepare([("form.pdf", scan_files.with_things_inside())])
    for content in one.files.values():
        assert content.startswith(b"\xff\xd8\xff")
        assert b"Secret" not in content
        assert b"%PDF" not in content


def test_what_was_filled_in_on_a_screen_is_seen():
    [one] = prepare([("form.pdf", scan_files.filled_in())])
    assert colours(one.files["web"]) == ("black", "black")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", b"", "empty"),
        ("a.pdf", b"%PDF-1.7", "PDF is damaged"),
        ("a.pdf", b"%PDF-1.7\n" + b"nonsense" * 500, "PDF is damaged"),
        ("a.pdf", PDF[: len(PDF) // 3], "PDF is damaged"),
        ("a.pdf", PDF + b"\0" * MAX_BYTES, "larger than 25 MB"),
        ("a.pdf", scan_files.locked(), "locked with a password"),
        ("a.pdf", scan_files.pdf(MOST_PAGES + 1), "more than 10 pages"),
        ("a.exe", PDF, "name ends in “.exe”"),
        ("a.jpg", PDF, "name ends in “.jpg”"),
        ("a.pdf", picture_files.encoded(), "name ends in “.pdf”"),
        ("../../a.pdf", PDF, "path"),
        ("a.pdf", b"<html>", "web page"),
        ("a.doc", b"\xd0\xcf\x11\xe0nonsense", "not a picture"),
    ],
)
def test_it_is_refused_with_the_reason(name, content, why):
    with pytest.raises(Unacceptable, match=why):
        prepare([(name, content)])


def test_of_several_the_bad_one_is_named_by_its_place():
    with pytest.raises(Unacceptable, match=r"File 2 of 2: .* damaged"):
        prepare([("a.pdf", PDF), ("b.pdf", PDF[:300])])


def test_so_many_pages_together_and_no_more():
    assert len(prepare([("a.pdf", scan_files.pdf(MOST_PAGES - 1)), ("b.pdf", PDF)])) == MOST_PAGES
    with pytest.raises(Unacceptable, match="more than 10 pages"):
        prepare([("a.pdf", scan_files.pdf(MOST_PAGES - 1)), ("b.pdf", scan_files.pdf(2))])


def test_one_that_is_never_drawn_to_the_end_is_given_up(monkeypatch):
    """The program that draws it is stopped, by its time or its memory; the site goes on."""
    monkeypatch.setattr(pdf_pages, "SECONDS", 2)
    with pytest.raises(Unacceptable, match="takes too long"):
        prepare([("a.pdf", scan_files.without_end_to_drawing())])


def test_a_program_that_crashes_or_says_nonsense_takes_nothing_with_it(monkeypatch, tmp_path):
    """As a file would make it do that its library cannot bear."""
    program = tmp_path / "pdf_program.py"
    monkeypatch.setattr(pdf_pages, "PROGRAM", program)
    for does in (
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "print('abc', end='')",
        "print('\\0\\0\\0\\x05hello', end='')",
    ):
        program.write_text(does)
        with pytest.raises(Unacceptable):
            prepare([("a.pdf", PDF)])


def test_bytes_that_lie_are_refused_and_never_an_error():
    """It is cut, and a byte of it is changed, at many places."""
    for at in range(0, len(PDF), len(PDF) // 8):
        for broken in (PDF[:at], PDF[:at] + bytes([PDF[at] ^ 0xFF]) + PDF[at + 1 :]):
            try:
                assert len(prepare([("a.pdf", broken)])) == 1
            except Unacceptable:
                continue
