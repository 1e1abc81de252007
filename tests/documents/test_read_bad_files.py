"""A bad file is refused in words that help, before anything of it is parsed."""

import contextlib
import io
import struct
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import Unreadable, files, read, word, word_archive
from tests.documents.word_file import NAMES, p, r, word_file, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = word_file(p(r("Be kind.")))


def refused(name: str, content: bytes) -> str:
    with pytest.raises(Unreadable) as found:
        read(name, content)
    assert isinstance(found.value, ValueError)
    return str(found.value)


def changed(name: str, content: bytes) -> bytes:
    """The good file with one part replaced or added."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    return zipped(parts | {name: content})


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.md", b"", "empty"),
        ("a.txt", b" \r\n\t\f", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.docx", b"", "empty"),
        ("a.txt", b"Be\x00kind", "not a text file"),
        ("a.md", b"Be\x07kind", "not a text file"),
        ("a.txt", "Be kind".encode("utf-16-le"), "UTF-8"),
        ("a.txt", "Be kind".encode("utf-32"), "not a text file"),
        ("a.txt", b"Be\x81kind", "letters of this file"),
        ("a.txt", b"\xff\xfeB", "letters of this file"),
        ("a.pdf", b"%PDF-1.7 ...", "PDF"),
        ("a.docx", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"{\\rtf1 Be kind}", "RTF"),
        ("a.md", b"\x89PNG\r\n\x1a\n", "PNG"),
        ("a.doc", OLE + b"..." * 99, "old Word file"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.docx", b"Be kind", "not a Word file"),
        ("a.odt", b"Be kind", "ends in “.odt”"),
        ("a.html", b"<p>Be kind</p>", "ends in “.html”"),
        ("policy", b"Be kind", "ends in “policy”"),
        ("a.md", GOOD, "ends in .docx"),
        ("a.txt", GOOD, "ends in .docx"),
        ("a.docx", b"PK\x03\x04 and nothing else", "damaged"),
        ("a.docx", zipped({"a.txt": "x"}), "not a Word file"),
        ("a.docx", zipped({"[Content_Types].xml": "<x/>", "xl/workbook.xml": "<x/>"}), "Excel"),
        ("a.docx", zipped({"content.xml": "<x/>", "mimetype": "x"}), "OpenDocument"),
        ("a.docx", zipped({"[Content_Types].xml": "not xml"}), "not a Word document"),
        ("a.docx", changed("word/document.xml", b"<w:document"), "not a Word document"),
        ("a.docx", changed("word/document.xml", f"<w:document {NAMES}/>".encode()), "not a Word document"),
        ("a.docx", GOOD[: len(GOOD) // 2], "damaged"),
        ("a.docx", word_file('<w:altChunk r:id="rId1"/>'), "another file inside"),
    ],
)
def test_bad_files(name, content, says):
    assert says in refused(name, content)


def test_five_megabytes_are_read_and_no_more():
    line = b"Be kind to everybody, always and everywhere, whatever else may happen.\n\n"
    content = line * (files.MAX_BYTES // len(line))
    assert len(read("a.txt", content)) == len(content) // len(line)
    assert "5 MB" in refused("a.txt", content + line)
    assert "5 MB" in refused("a.docx", b"PK" + b"\x00" * files.MAX_BYTES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_people(encoding):
    text = "Zoë’s policy – “kind” … £5"
    assert [each.text for each in read("a.txt", text.encode(encoding))] == [text]


def test_what_unpacks_to_too_much():
    bomb = changed("word/media/x.bin", b"\0" * (word_archive.MAX_UNPACKED + 1))
    assert len(bomb) < 200_000
    assert "unpacks to far more" in refused("a.docx", bomb)
    body = b"<x>" + b" " * word_archive.MAX_XML + b"</x>"
    assert "unpacks to far more" in refused("a.docx", changed("word/document.xml", body))
    long = word_file("<w:p/>" * (word.MAX_PARAGRAPHS + 1))
    assert "unpacks to far more" in refused("a.docx", long)
    many = zipped({"[Content_Types].xml": "<x/>"} | {f"word/{n}": "" for n in range(word_archive.MAX_PARTS)})
    assert "unpacks to far more" in refused("a.docx", many)


def test_a_size_that_lies():
    bomb = changed("word/media/x.bin", b"\0" * (word_archive.MAX_UNPACKED + 1))
    true, told = struct.pack("<I", word_archive.MAX_UNPACKED + 1), struct.pack("<I", 10)
    assert true in bomb
    assert "damaged" in refused("a.docx", bomb.replace(true, told))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"]
)
def test_entities(part, declared, encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{declared}<w:document {NAMES}><w:body/></w:document>'
    assert "no Word file has" in refused("a.docx", changed(part, xml.encode(encoding)))


def test_a_part_with_a_password():
    locked = bytearray(GOOD)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.find(mark)
        while at >= 0:
            locked[at + flags] |= 1
            at = locked.find(mark, at + 4)
    assert "password" in refused("a.docx", bytes(locked))


def test_a_changed_byte_is_noticed():
    at = GOOD.find(b"word/document.xml") + 60
    assert "damaged" in refused("a.docx", GOOD[:at] + bytes([GOOD[at] ^ 0xFF]) + GOOD[at + 1 :])


def test_nothing_is_left_on_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for name, content in (("a.docx", GOOD), ("a.md", b"# x"), ("a.docx", GOOD[:100])):
        read_or_refused(name, content)
    assert list(tmp_path.iterdir()) == []


def read_or_refused(name: str, content: bytes) -> None:
    """Nothing but an Unreadable comes out of a bad file."""
    with contextlib.suppress(Unreadable):
        read(name, content)


@settings(deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from(["md", "txt", "docx"]),
    st.sampled_from([b"", b"PK\x03\x04", OLE]),
)
def test_any_bytes_are_read_or_refused(content, ending, start):
    read_or_refused(f"a.{ending}", start + content)


@settings(deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_any_changed_byte_is_read_or_refused(at, byte):
    read_or_refused("a.docx", GOOD[:at] + bytes([byte]) + GOOD[at + 1 :])


@pytest.mark.parametrize(
    "line",
    [
        "<!--",
        "[",
        "[a](",
        "[a][b]\n",
        "[a]: b\n",
        "*",
        "# a #",
        "1.",
        " ",
        "\u00a0",
        "> ",
        "|-",
        "&a",
        "- ",
        "`",
        "\\",
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.timeout(20)
def test_no_text_takes_long(name, line):
    content = ("x " + line * (300_000 // len(line)) + " x").encode()
    assert read(name, content)
