"""A sealed PDF is told from every other file: one changed byte, anywhere, is seen."""

import datetime as dt
import io
import os
import random
import stat
import zlib

import pypdf
import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint import HTML

from documents import keys, seal

NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
WORDS = "<html lang=en><title>Words</title><p>Yes, until 31 October 2027."


@pytest.fixture(scope="module")
def plain() -> bytes:
    return HTML(string=WORDS).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"0" * 16)


@pytest.fixture(scope="module")
def sealed(certificate_key, plain) -> bytes:
    return seal.seal(plain, reason="Certificate A1", at=NOON)


def is_genuine(content: bytes) -> bool:
    try:
        return seal.reason_of(content) is not None
    except seal.Unreadable:
        return False


def test_what_was_sealed_is_known_again(sealed, plain):
    assert seal.reason_of(sealed) == "Certificate A1"
    # Nothing of the document itself is touched: the seal stands behind it.
    assert sealed.startswith(plain)


def test_the_same_file_and_moment_give_the_same_bytes(sealed, plain):
    with time_machine.travel(NOON + dt.timedelta(days=400)):
        assert seal.seal(plain, reason="Certificate A1", at=NOON) == sealed
    assert seal.seal(plain, reason="Certificate A1", at=NOON + dt.timedelta(seconds=1)) != sealed


def test_readers_see_one_signature_over_the_whole_file_and_the_words_as_they_were(sealed, plain):
    [field] = pypdf.PdfReader(io.BytesIO(sealed)).get_fields().values()
    signature = field["/V"]
    begins, _start, end, rest = signature["/ByteRange"]
    assert (begins, end + rest) == (0, len(sealed))
    assert (signature["/Reason"], signature["/M"]) == ("Certificate A1", "D:20261124120000Z")
    words = pypdf.PdfReader(io.BytesIO(sealed)).pages[0].extract_text()
    assert b"pdfuaid" in pypdf.PdfReader(io.BytesIO(sealed)).trailer["/Root"]["/Metadata"].get_data()
    assert words == pypdf.PdfReader(io.BytesIO(plain)).pages[0].extract_text()


def test_the_signature_is_hidden_so_that_it_needs_no_tag(sealed):
    [annotation] = pypdf.PdfReader(io.BytesIO(sealed)).pages[0]["/Annots"]
    assert annotation.get_object()["/F"] & 2


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_one_changed_byte_anywhere_is_seen(sealed, data):
    place = data.draw(st.integers(0, len(sealed) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda byte: byte != sealed[place]))
    assert not is_genuine(sealed[:place] + bytes([value]) + sealed[place + 1 :])


def test_one_changed_letter_of_the_seal_itself_is_seen(sealed):
    """No digest covers these: they are held to be written exactly as we write them."""
    start, end = seal._gap(sealed)
    letters = random.Random(7)  # noqa: S311
    places = [*range(start, start + 120), *letters.sample(range(start, end), 400), end - 2, end - 1]
    for place in places:
        for changed in {sealed[place] ^ 0x20, sealed[place] ^ 1, letters.choice(b"0123456789ABCDEFabcdef")}:
            if changed != sealed[place]:
                assert not is_genuine(sealed[:place] + bytes([changed]) + sealed[place + 1 :]), place - start


@pytest.mark.parametrize("more", [b"\n", b" ", b"\0", b"%%EOF\n", b"x" * 1000])
def test_appended_bytes_are_seen(sealed, more):
    assert not is_genuine(sealed + more)


@pytest.mark.parametrize("size", [1, 20, 900])
def test_a_file_that_was_cut_is_seen(sealed, size):
    assert not is_genuine(sealed[:-size])
    assert not is_genuine(sealed[size:])


def test_a_later_update_is_seen(sealed):
    """As an editor writes one: the bytes before stay, the pages are others."""
    editor = pypdf.PdfWriter(io.BytesIO(sealed), incremental=True)
    editor.add_blank_page(100, 100)
    made = io.BytesIO()
    editor.write(made)
    assert made.getvalue().startswith(sealed)
    assert not is_genuine(made.getvalue())


def test_the_seal_of_one_file_does_not_fit_another(sealed, certificate_key):
    other = seal.seal(
        HTML(string=WORDS.replace("Yes", "No!")).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"0" * 16),
        reason="Certificate A1",
        at=NOON,
    )
    start, end = seal._gap(sealed)
    from_other = other[slice(*seal._gap(other))]
    assert len(from_other) == end - start
    assert not is_genuine(sealed[:start] + from_other + sealed[end:])


def test_the_seal_of_another_site_is_not_ours(plain, sealed, tmp_path, settings):
    settings.CERTIFICATE_KEY = str(tmp_path / "other.pem")
    keys.make(tmp_path / "other.pem", "Tests", bits=2048)
    assert is_genuine(seal.seal(plain, reason="Certificate A1", at=NOON))
    assert not is_genuine(sealed)


def test_a_retired_key_is_still_known(plain, sealed, certificate_key, tmp_path, settings):
    settings.CERTIFICATES_BEFORE = [str(certificate_key)]
    settings.CERTIFICATE_KEY = str(tmp_path / "new.pem")
    keys.make(tmp_path / "new.pem", "The same site", bits=2048)
    assert seal.reason_of(sealed) == "Certificate A1"


class TestWhatIsNoCertificate:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"%PDF-",
            b"%PDF-1.7\n%%EOF",
            b"PK\x03\x04",
            b"\xff\xd8\xff\xe0",
            b"<html>",
            b"%PDF-1.7 /ByteRange [0 5 9999999 1]",
            b"%PDF-1.7 /ByteRange [0 99999999999999999999 1 1]",
            b"%PDF-1.7 /ByteRange [0 0 0 0] /ByteRange [0 0 0 0]",
            b"%PDF-1.7 /ByteRange [" + b"0 " * 100_000 + b"]",
        ],
    )
    def test_cannot_be_read(self, content, certificate_key):
        with pytest.raises(seal.Unreadable):
            seal.reason_of(content)

    def test_a_plain_pdf_cannot_be_read(self, plain, certificate_key):
        with pytest.raises(seal.Unreadable):
            seal.reason_of(plain)

    def test_a_file_that_is_too_large_is_not_looked_at(self, sealed):
        with pytest.raises(seal.Unreadable):
            seal.reason_of(sealed + b" " * seal.MAX_BYTES)

    def test_nonsense_in_the_place_of_the_seal_is_not_ours(self, sealed):
        start, end = seal._gap(sealed)
        for letters in (b"z" * (end - start - 2), b"F" * (end - start - 2), b"30" * ((end - start - 2) // 2)):
            assert not is_genuine(sealed[:start] + b"<" + letters + b">" + sealed[end:])

    def test_a_strangers_pdf_is_never_parsed(self, sealed, monkeypatch):
        """A bomb in a stream stays as small as it came."""

        def parsed(*args, **options):
            raise AssertionError("A stranger's file was parsed.")

        bomb = zlib.compress(b"\0" * 50_000_000)
        start, end = seal._gap(sealed)
        head = b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + bomb + b"\nendstream "
        gap = sealed[start:end]
        numbers = b"/ByteRange [0 %9d %9d 0]"
        begins = len(head) + len(numbers % (0, 0))
        content = head + numbers % (begins, begins + len(gap)) + gap
        monkeypatch.setattr(seal, "PdfFileReader", parsed)
        assert seal.reason_of(content) is None


class TestTheKey:
    def test_it_is_made_once_and_only_its_owner_can_read_it(self, tmp_path):
        path = tmp_path / "var" / "key.pem"
        assert keys.make(path, "Site", bits=2048)
        first = path.read_bytes()
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
        assert not keys.make(path, "Site", bits=2048)
        assert path.read_bytes() == first

    def test_without_one_nothing_is_sealed(self, tmp_path, settings, plain):
        settings.CERTIFICATE_KEY = str(tmp_path / "none.pem")
        with pytest.raises(ImproperlyConfigured, match="make_certificate_key"):
            seal.seal(plain, reason="x", at=NOON)

    def test_a_key_and_a_certificate_of_another_are_refused(self, tmp_path, settings):
        one, two = tmp_path / "one.pem", tmp_path / "two.pem"
        keys.make(one, "One", bits=2048)
        keys.make(two, "Two", bits=2048)
        mark = b"-----BEGIN CERTIFICATE-----"
        mixed = tmp_path / "mixed.pem"
        mixed.write_bytes(one.read_bytes().partition(mark)[0] + mark + two.read_bytes().partition(mark)[2])
        settings.CERTIFICATE_KEY = str(mixed)
        with pytest.raises(ImproperlyConfigured, match="belong together"):
            keys.current()
