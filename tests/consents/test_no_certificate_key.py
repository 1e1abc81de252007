"""The key that seals certificates is gone, or is none: people are told so, and nothing fails."""

from pathlib import Path

import pytest
from django.core.checks import run_checks
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from consents import certificates
from consents.actions import withdrawing
from documents import keys
from tests.consents.conftest import moment
from tests.consents.test_certificate_check import main
from workflow.models import ReadEvent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("certificate_key")]
URL = reverse("certificate-check")
NOT_NOW = "We cannot check files at the moment."


def lose(settings, tmp_path: Path, how: str) -> None:
    """In each of these ways a key has been lost before."""
    ours, key = Path(settings.CERTIFICATE_KEY), tmp_path / "key.pem"
    settings.CERTIFICATE_KEY = str(key)
    if how == "empty":
        key.write_bytes(b"")
    elif how == "cut":
        key.write_bytes(ours.read_bytes()[:400])
    elif how == "a folder":
        key.mkdir()
    elif how == "of another":
        keys.make(key, "Another", bits=2048)
        other = tmp_path / "other.pem"
        keys.make(other, "Third", bits=2048)
        private, _begin, _certificate = key.read_text().partition("-----BEGIN CERTIFICATE")
        key.write_text(
            private + "-----BEGIN CERTIFICATE" + other.read_text().partition("-----BEGIN CERTIFICATE")[2]
        )


WAYS = ["gone", "empty", "cut", "a folder", "of another"]


@pytest.fixture
def signed(cast, told, mother, answer):
    return answer(mother, "website", "press")


@pytest.mark.parametrize("how", WAYS)
def test_whoever_wants_theirs_is_told_that_it_counts_all_the_same(
    signed, mother, sign_in, settings, tmp_path, how
):
    row = withdrawing.withdraw(signed.child, actor=mother, purposes=["press"])
    lose(settings, tmp_path, how)
    client = sign_in(mother)
    for name, pk in (("pictures-certificate", signed.pk), ("pictures-receipt", row.pk)):
        response = client.get(reverse(name, args=[pk]))
        assert response.status_code == 503
        assert "What was answered is stored and counts." in main(response)
    assert not ReadEvent.objects.filter(what__in=("certificate", "receipt")).exists()


def test_no_link_hides_that_message(signed, mother, sign_in):
    """A link that says `download` shows nothing but the browser's own error."""
    page = sign_in(mother).get(reverse("pictures")).content.decode()
    link = page[page.index(reverse("pictures-certificate", args=[signed.pk])) :]
    assert "download" not in link[: link.index("</a>")]


@pytest.mark.parametrize("how", WAYS)
def test_a_file_is_neither_called_genuine_nor_false_and_a_code_is_checked_as_ever(
    signed, settings, tmp_path, how
):
    genuine = certificates.certificate_pdf(signed.seal, moment("2026-11-24"))
    lose(settings, tmp_path, how)
    response = Client().post(URL, {"file": SimpleUploadedFile("a.pdf", genuine)})
    assert response.status_code == 503
    assert NOT_NOW in main(response)
    assert "genuine" not in main(response).partition(NOT_NOW)[2].partition("Whoever answers")[0]
    typed = Client().post(URL, {"code": signed.seal.code})
    assert typed.status_code == 200
    assert "We issued a certificate with this code" in main(typed)
    assert "cannot be read" in main(Client().post(URL, {"file": SimpleUploadedFile("a.pdf", b"x")}))


def test_an_earlier_certificate_that_is_missing_says_the_same(signed, settings, tmp_path):
    genuine = certificates.certificate_pdf(signed.seal, moment("2026-11-24"))
    for content in (None, b"nonsense"):
        before = tmp_path / "before.pem"
        if content is not None:
            before.write_bytes(content)
        settings.CERTIFICATES_BEFORE = [str(before)]
        response = Client().post(URL, {"file": SimpleUploadedFile("a.pdf", genuine)})
        assert (response.status_code, NOT_NOW in main(response)) == (503, True)


@pytest.mark.parametrize("how", WAYS)
def test_who_starts_the_site_is_told(settings, tmp_path, how):
    """A key that is not there yet stops no first start; one that is none stops `make serve`."""
    assert not _found()
    lose(settings, tmp_path, how)
    assert _found() == {"superstars.I001" if how == "gone" else "superstars.W001"}


def _found() -> set[str]:
    return {one.id for one in run_checks() if one.id in ("superstars.I001", "superstars.W001")}
