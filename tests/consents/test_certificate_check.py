"""Anybody checks a certificate: genuine or not, and nothing else is said."""

import io
import re
import time
import zipfile
import zlib

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from consents import certificates, sealing
from consents.actions import withdrawing
from documents import keys, seal
from tests.consents.conftest import moment
from tests.workflow.tampering import tamper
from workflow.models import ReadEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("certificate_key")]
URL = reverse("certificate-check")
GENUINE, CHANGED = "This file is genuine and unchanged", "This file is not genuine"
UNREADABLE, KNOWN, UNKNOWN = (
    "cannot be read as a certificate",
    "We issued a certificate with this code",
    "We know no certificate with this code",
)
NAMES = ("Kit", "Petra", "Rossi", "example.org", "website", "Website", "November", "2026", "Mother")


@pytest.fixture
def signed(cast, told, mother, answer):
    return answer(mother, "website")


@pytest.fixture
def genuine(signed) -> bytes:
    return certificates.certificate_pdf(signed.seal, moment("2026-11-24"))


def main(response) -> str:
    """The words of the page itself, without header and foot."""
    found = re.search(r"<main.*?</main>", response.content.decode(), re.DOTALL)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", found[0]).split())


def upload(content: bytes, name: str = "certificate.pdf", kind: str = "application/pdf") -> str:
    response = Client().post(URL, {"file": SimpleUploadedFile(name, content, kind)})
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    said = main(response)
    assert not [word for word in NAMES if word in said]
    return said


def typed(code: str) -> str:
    response = Client().post(URL, {"code": code})
    assert response.status_code == 200
    said = main(response)
    assert not [word for word in NAMES if word in said]
    return said


def test_anybody_may_check(client):
    response = client.get(URL)
    assert response.status_code == 200
    assert "Check a certificate" in main(response)
    assert client.put(URL).status_code == 405


def test_a_genuine_file(genuine):
    assert GENUINE in upload(genuine)
    assert "may have changed since" in upload(genuine, name="renamed.txt", kind="text/plain")


def test_a_genuine_file_stays_so_when_the_answers_change(genuine, cast, mother):
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    assert GENUINE in upload(genuine)


def test_changed_files(genuine):
    for place in range(9, len(genuine), len(genuine) // 40):
        changed = genuine[:place] + bytes([genuine[place] ^ 1]) + genuine[place + 1 :]
        assert GENUINE not in upload(changed)
    assert GENUINE not in upload(genuine + b"\n")
    assert GENUINE not in upload(genuine[:-1])


def test_a_file_of_this_site_for_something_else(genuine, certificate_key):
    """The key seals other things one day: they are no certificates."""
    other = seal.seal(
        genuine[: genuine.rindex(b"%%EOF", 0, -10) + 6], reason="Pack 7", at=moment("2026-11-24")
    )
    assert CHANGED in upload(other)


def test_a_file_whose_rows_were_changed_or_are_gone(genuine, signed):
    tamper("UPDATE consents_signature SET typed_name = 'Forged' WHERE id = %(id)s", id=signed.pk)
    assert CHANGED in upload(genuine)
    assert UNKNOWN in typed(signed.seal.code)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Hello",
        b"%PDF-1.7\n" + b"\0" * 100,
        b"PK\x03\x04" + b"\0" * 100,
        b"%PDF-1.7\nstream\n" + zlib.compress(b"\0" * 20_000_000) + b"\nendstream",
        b"%PDF-1.7 /ByteRange [0 10 20 30]",
    ],
)
def test_files_that_are_no_certificates(content):
    said = upload(content)
    assert UNREADABLE in said


def test_a_file_that_is_too_large_is_read_no_further(genuine):
    began = time.perf_counter()
    assert UNREADABLE in upload(genuine + b"\0" * (4 * 1024 * 1024))
    assert time.perf_counter() - began < 5


def test_other_files_wrong_types_and_huge_ones(signed, genuine, tmp_path, settings):
    """What is no certificate of ours is never more than that, whatever it is called, and however large."""
    bare = certificates.unsealed_pdf(signed.seal)
    picture = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(picture, "PNG")
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", genuine)
    others = [bare, picture.getvalue(), sheet.getvalue(), b"\n" + genuine, genuine + genuine, genuine[::-1]]
    for content in [*others, genuine.hex().encode(), genuine + b"\0" * (27 * 1024 * 1024)]:
        for kind in ("application/pdf", "image/svg+xml", "../../etc/passwd"):
            said = upload(content, name="../../certificate.pdf\x00.exe", kind=kind)
            assert UNREADABLE in said or CHANGED in said
            if len(content) > len(genuine) * 3:
                break
    settings.CERTIFICATE_KEY = tmp_path / "another.pem"
    keys.make(tmp_path / "another.pem", "Tests", bits=2048)
    forged = certificates.certificate_pdf(signed.seal, moment("2026-11-24"))
    settings.CERTIFICATE_KEY = tmp_path / "forgotten.pem"
    keys.make(tmp_path / "forgotten.pem", "Tests", bits=2048)
    assert CHANGED in upload(forged)


def test_the_answer_is_the_same_page_whoever_it_is_about(genuine, signed, cast, father, answer):
    """Byte for byte but for the token of the form: neither length, nor head, nor foot tells anything."""
    fathers = answer(father, "press", "facebook")
    withdrawal = withdrawing.withdraw(cast.kit, actor=father, purposes=["press"])
    seals = (signed.seal, fathers.seal, withdrawal.seal)

    def page(**sent) -> tuple[str, dict]:
        response = Client().post(URL, sent)
        text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"', "", response.content.decode())
        return re.sub(r'name="code" value="[^"]*"', "", text), {
            name: value
            for name, value in response.headers.items()
            if name != "Expires" and "olicy" not in name
        }

    files = [certificates.certificate_pdf(one, moment("2026-11-24")) for one in seals]
    said = [page(file=SimpleUploadedFile("a.pdf", content)) for content in files]
    assert said[0] == said[1] == said[2]
    codes = [page(code=one.code) for one in seals]
    assert codes[0] == codes[1] == codes[2]
    # Nor is anything taken from the address, or by another method.
    assert "genuine and unchanged" not in Client().get(URL, {"code": signed.seal.code}).content.decode()


def test_a_code_as_people_type_it(signed):
    code = signed.seal.code
    for said in (code, sealing.grouped(code), code.lower(), f"  {sealing.grouped(code).lower()} "):
        assert KNOWN in typed(said)
        assert UNKNOWN not in typed(said)
    misread = code.replace("0", "O").replace("1", "l")
    assert UNKNOWN not in typed(misread)


def test_the_page_says_what_a_code_does_not_prove(signed):
    assert "does not prove the words on a paper" in typed(signed.seal.code)


@pytest.mark.parametrize(
    "code", ["0" * 20, "A", "é" * 20, "\0" * 20, "%s" % ("9" * 60), "' OR 1=1 --", "７" * 20, "ß" * 20]
)
def test_unknown_codes(signed, code):
    response = Client().post(URL, {"code": code})
    assert response.status_code == 200
    assert KNOWN not in main(response)


def test_every_code_asks_the_same_questions(signed, django_assert_num_queries):
    """Neither the number of queries nor what is drawn tells more than the answer."""
    for code in (signed.seal.code, "0" * 20, "nonsense"):
        with django_assert_num_queries(2):
            certificates.is_genuine_code(code)


def test_nothing_chosen(client):
    response = client.post(URL, {})
    assert "Choose a file, or type its code." in main(response)


def test_nothing_is_kept_of_who_looked(genuine, signed):
    upload(genuine)
    typed(signed.seal.code)
    assert not ReadEvent.objects.filter(object_id=signed.pk).exists()


def test_too_many_tries(client):
    cache.clear()
    for _number in range(60):
        client.post(URL, {"code": "0" * 20})
    response = client.post(URL, {"code": "0" * 20})
    assert response.status_code == 429
    assert "Too many tries" in main(response)
    assert client.get(URL).status_code == 200
