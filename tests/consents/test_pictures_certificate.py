"""The certificate: what it says, to whom it is given, and that it proves what was agreed."""

import datetime as dt
import hashlib
import io
import json

import pypdf
import pytest
from django.urls import reverse

from accounts import actions as people
from accounts.models import ChildContact
from consents import certificates, sealing
from consents.actions import answering, proving, withdrawing
from consents.models import Answer, Signature
from tests.cast import make_person
from tests.consents.conftest import SEEN
from tests.consents.test_sign import sitting
from tests.consents.visits import guest_of
from workflow import checkpoints, reads
from workflow.models import Checkpoint

pytestmark = pytest.mark.usefixtures("certificate_key", "told")
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)


def url(signature: Signature) -> str:
    return reverse("pictures-certificate", args=[signature.pk])


def reader_of(content: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(content))


def said(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader_of(content).pages).split())


def attached(content: bytes) -> dict[str, bytes]:
    return {name: held[0] for name, held in reader_of(content).attachments.items()}


def test_it_says_what_was_agreed_by_whom_and_how(cast, mother, answer, sign_in):
    checkpoints.seal()
    signature = answer(mother, "website")
    response = sign_in(mother).get(url(signature))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="certificate-{signature.seal.code}.pdf"'
    assert response["Cache-Control"] == "no-store"
    words = said(response.content)
    for expected in (
        "Kit Rossi", "Petra Rossi", "Mother", "Has parental responsibility",
        "I have parental responsibility for this child", "Signed in to their own account", "petra@example.org",
        "24 November 2026 at 9:00am in London", "2026-11-24 09:00:0", "Our website Yes, until",
        "Our Instagram account No", "Pictures: Our website.", "Families of the setting.",
        "You can say no at any time", "http://testserver/pictures/", sealing.grouped(signature.seal.code),
    ):  # fmt: skip
        assert expected in words
    solid = words.replace(" ", "")
    for fingerprint in (
        signature.seal.value, signature.shown_sha256, Checkpoint.objects.latest("sequence").root,
        *(row.notice.text_hash for row in signature.answers.select_related("notice")),
    ):  # fmt: skip
        assert fingerprint in solid


def test_the_recipe_can_be_followed_by_hand(cast, mother, answer, sign_in):
    """With what is in the file, and nothing of ours."""
    signature = answer(mother, "website")
    content = sign_in(mother).get(url(signature)).content
    files = attached(content)
    assert hashlib.sha256(files["sealed.json"]).hexdigest() == signature.seal.value
    sealed = json.loads(files["sealed.json"])
    assert json.dumps(sealed, sort_keys=True, separators=(",", ":")).encode() == files["sealed.json"]
    assert hashlib.sha256(files["shown.json"]).hexdigest() == sealed["shown_sha256"]
    assert files["sealed.json"].decode().replace(" ", "") in said(content).replace(" ", "")
    bits = f"{int(signature.seal.value, 16):0256b}"[:100]
    letters = [int(bits[start : start + 5], 2) for start in range(0, 100, 5)]
    assert "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[one] for one in letters) == signature.seal.code


def test_it_is_tagged_titled_without_a_name_and_sealed(cast, mother, answer, sign_in):
    signature = answer(mother)
    content = sign_in(mother).get(url(signature)).content
    reader = reader_of(content)
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert (
        reader.metadata.title == f"Certificate {sealing.grouped(signature.seal.code)}: answers about pictures"
    )
    assert certificates.is_genuine_file(content)


def test_the_same_each_time_but_for_the_moment_of_the_seal(cast, mother, answer):
    seal = answer(mother, "website").seal
    first = certificates.certificate_pdf(seal, NOON)
    assert certificates.certificate_pdf(seal, NOON) == first
    later = certificates.certificate_pdf(seal, NOON + dt.timedelta(hours=1))
    assert later != first
    assert later.startswith(certificates.unsealed_pdf(seal))


def test_names_in_any_script_and_markup(cast, told, mother, sign_in):
    name = "Żółć Παπαδοπούλου <b>&amp;</b> /ByteRange [0 1 2 3]"
    signature = answering.sign(cast.kit, actor=mother, sitting=sitting(cast.kit, typed_name=name))
    content = sign_in(mother).get(url(signature)).content
    assert name in said(content)
    assert certificates.is_genuine_file(content)


def test_a_no_that_overtook_a_yes_is_a_no(cast, mother, answer, sign_in):
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    signature = answer(mother, "website", seen=0)
    assert Answer.objects.filter(signature=signature, kind="withdrawn").exists()
    words = said(sign_in(mother).get(url(signature)).content)
    assert "Our website No: a no arrived while this was being signed" in words
    assert "Our website Yes" not in words


def test_what_came_later_changes_nothing_of_it(cast, mother, answer):
    seal = answer(mother, "website").seal
    before = certificates.unsealed_pdf(seal)
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    assert certificates.unsealed_pdf(seal) == before


class TestWhoMayHaveIt:
    def test_the_signer_and_those_who_may_see_answers(self, cast, mother, answer, sign_in):
        signature = answer(mother)
        for person in (mother, cast.dan):
            assert sign_in(person).get(url(signature)).status_code == 200
            assert reads.readers_of(signature).first().actor_id == person.pk
        assert reads.readers_of(signature).first().what == "certificate"

    def test_nobody_else(self, cast, mother, father, answer, sign_in, client):
        signature = answer(mother)
        stranger = make_person("Una", "Okoro", "parent")
        for person in (father, stranger, cast.pia, cast.sam, cast.vera, cast.colin, cast.ines, cast.tariq):
            assert sign_in(person).get(url(signature)).status_code == 404
        assert client.get(url(signature)).status_code == 302
        assert not reads.readers_of(signature).exists()

    def test_a_guest_takes_their_own_and_no_other_whatever_they_are_here(self, cast, mother, answer):
        """A link opens what is one's own: it is no sign-in for a manager."""
        people.add_contact(
            cast.kit, cast.maya, actor=cast.olive, capacity=ChildContact.Capacity.PARENT, right=SEEN
        )
        own, other = answer(cast.maya), answer(mother)
        visit = guest_of(cast.maya)
        assert visit.get(url(own)).status_code == 200
        assert visit.get(url(other)).status_code == 404

    def test_a_leader_of_the_family_has_their_own_only(self, cast, mother, answer, sign_in):
        """Whoever belongs to the child reads nothing of the other parent, whatever their role."""
        people.add_contact(
            cast.kit, cast.maya, actor=cast.olive, capacity=ChildContact.Capacity.PARENT, right=SEEN
        )
        assert sign_in(cast.maya).get(url(answer(mother))).status_code == 404

    def test_bad_ids_and_sending(self, cast, mother, answer, sign_in):
        signature = answer(mother)
        client = sign_in(mother)
        assert client.get(reverse("pictures-certificate", args=[cast.kit.pk])).status_code == 404
        assert client.post(url(signature)).status_code == 405


def test_a_constant_number_of_queries(cast, mother, answer, django_assert_num_queries, sign_in):
    signature = answer(mother)
    client = sign_in(mother)
    client.get(url(signature))
    with django_assert_num_queries(9):
        client.get(url(signature))


def test_from_where_it_came_is_not_on_it(cast, told, mother, sign_in):
    origin = proving.Origin(ip="203.0.113.77", browser="Mozilla/5.0 Unmistakable")
    signature = answering.sign(cast.kit, actor=mother, sitting=sitting(cast.kit, origin=origin))
    content = sign_in(mother).get(url(signature)).content
    everything = said(content) + "".join(map(repr, attached(content).values()))
    assert "203.0.113.77" not in everything
    assert "Unmistakable" not in everything
