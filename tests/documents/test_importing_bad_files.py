"""Files that are broken, disguised or made to hurt: each is refused with a reason, quickly."""

import io
import time
import zipfile

import pytest

from documents import importing
from tests.documents.test_importing import read
from tests.documents.workbooks import changed, with_cells, workbook

GOOD = workbook(("Ana", ""))
MANY_ROWS = b'<row><c t="n"><v>1</v></c></row>'


def ods() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    return held.getvalue()


TEXTS = [
    ("empty", "a.csv", b"", "empty"),
    ("spaces", "a.csv", b" \n ", "empty"),
    ("only headings", "a.csv", b"Name,Born\n", "nothing below"),
    ("no headings", "a.csv", b"Ana,2022-01-01\n", "no column “Name”"),
    ("a heading twice", "a.csv", b"Name,Full name\nAna,Ana\n", "twice"),
    ("quotes", "a.csv", b'Name,Born\nAna,"2022\nKit,x\n', "quotes"),
    ("quotes in the middle", "a.csv", b'Name\n"Ana"x\n', "quotes"),
    ("two encodings", "a.csv", b"Name,Born\nM\xc3\xada,x\nJos\xe9,x\n", "two ways"),
    ("no encoding", "a.csv", b"Name\n\x81\x8d\n", "cannot be read"),
    ("binary", "a.csv", b"Name\n\x00\x01\x02\n", "not a text file"),
    ("a million rows", "a.csv", b"Name\n" + b"a\n" * 1_000_000, "more than 50 rows"),
    ("one huge cell", "a.csv", b'Name\n"' + b"a" * 2_000_000 + b'"\n', "quotes"),
    ("too large", "a.csv", b"Name\n" + b"a" * importing.MAX_BYTES, "2 MB"),
    ("a workbook as text", "a.csv", GOOD, "not a text file"),
    ("text as a workbook", "a.xlsx", b"Name\nAna\n", "not an Excel"),
    ("an old workbook", "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel"),
    ("with macros", "a.xlsm", GOOD, "ends in “.xlsm”"),
    ("a PDF", "a.pdf", b"%PDF-1.7", "ends in “.pdf”"),
    ("no ending", "people", b"Name\nAna\n", "ends in “people”"),
]
WORKBOOKS = [
    ("macros under another name", changed(GOOD, bytes, xl__vbaProject_bin=b"x"), "macros"),
    ("OpenDocument", ods(), "not an Excel workbook"),
    ("half a file", GOOD[: len(GOOD) // 2], "damaged"),
    ("no XML", changed(GOOD, lambda said: said[:80]), "damaged"),
    ("unpacks to a lot", with_cells(b" " * 50_000_000), "far more"),
    ("a million rows", with_cells(b"<row/>" * 400_000), "far more"),
    ("many rows", with_cells(MANY_ROWS * 5000), "more than 50 rows"),
    ("a row at the end of the world", with_cells(b'<row r="999999999"><c><v>1</v></c></row>'), "far more"),
    ("one endless row", with_cells(b"<row>" + b"<c/>" * 310_000 + b"</row>"), "far more"),
    ("an entity", changed(GOOD, lambda said: b'<!DOCTYPE x [<!ENTITY a "b">]>' + said), "no workbook has"),
    (
        "an entity in a part without .xml",
        changed(GOOD, bytes, xl__a_dat=b'<!DOCTYPE x [<!ENTITY a "b">]>'),
        "no workbook has",
    ),
    ("a string that is not there", with_cells(b'<row><c t="s"><v>99</v></c></row>'), "damaged"),
    ("a number that is none", with_cells(b"<row><c><v>x</v></c></row>"), "damaged"),
]


@pytest.mark.parametrize(
    ("name", "content", "reason"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS]
)
def test_bad_text_is_refused_with_a_reason(name, content, reason):
    refused(name, content, reason)


@pytest.mark.parametrize(
    ("content", "reason"), [row[1:] for row in WORKBOOKS], ids=[row[0] for row in WORKBOOKS]
)
def test_bad_workbooks_are_refused_with_a_reason(content, reason):
    refused("a.xlsx", content, reason)


def refused(name: str, content: bytes, reason: str) -> None:
    began = time.monotonic()
    with pytest.raises(importing.Unreadable, match=reason):
        read(name, content)
    assert time.monotonic() - began < 10


def test_a_size_that_lies_is_measured():
    content = bytearray(with_cells(b" " * 50_000_000))
    # The directory at the end says that the sheet unpacks to one byte.
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 24 : at + 28] = (1).to_bytes(4, "little")
    with pytest.raises(importing.Unreadable):
        read("a.xlsx", bytes(content))


def test_links_to_other_files_are_not_followed():
    content = changed(GOOD, bytes, xl__externalLinks__externalLink1_xml=b"<externalLink/>")
    assert read("a.xlsx", content).rows[0].cells["name"] == "Ana"
