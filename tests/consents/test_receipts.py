"""The receipt of a No: what it says, who gets it, that it proves what was withdrawn, and that nobody can change it."""

import hashlib
import json

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts import actions as people
from consents import certificates, sealing, verification
from consents.actions import withdrawing
from consents.models import Answer, Seal, Withdrawal
from notifications.sweeps import sweep_outbox
from tests.cast import make_person
from tests.consents.conftest import moment
from tests.consents.test_certificate_check import CHANGED, GENUINE, KNOWN, UNKNOWN, typed, upload
from tests.consents.test_pictures_certificate import attached, reader_of, said
from tests.consents.visits import guest_of
from tests.workflow.tampering import label, tamper
from workflow import reads
from workflow.verification import verify

pytestmark = pytest.mark.usefixtures("certificate_key", "told")


@pytest.fixture
def withdrawn(cast, told, mother, answer, sign_in) -> Withdrawal:
    """Petra said yes to two uses, and takes one back on her page."""
    answer(mother, "website", "press")
    url = reverse("pictures-withdraw", args=[cast.kit.pk])
    sign_in(mother).post(url, {"purposes": ["website"], "confirm": "1"})
    return Withdrawal.objects.get()


def url(row: Withdrawal) -> str:
    return reverse("pictures-receipt", args=[row.pk])


def receipt(row: Withdrawal) -> bytes:
    return certificates.certificate_pdf(row.seal, moment("2026-11-24"))


def found() -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in verification.verify()}


def test_it_says_what_was_withdrawn_when_by_whom_and_how(withdrawn, mother, sign_in):
    response = sign_in(mother).get(url(withdrawn))
    assert response["Content-Disposition"] == f'attachment; filename="receipt-{withdrawn.seal.code}.pdf"'
    assert response["Cache-Control"] == "no-store"
    words = said(response.content)
    for expected in (
        "Kit Rossi", "Petra Rossi", "Mother", "Signed in to their own account", "petra@example.org",
        "24 November 2026 at 9:00am in London", "2026-11-24 09:00:0", "Our website", "Until the end of the year.",
        "we take down what is on our own pages", "cannot be called back", "http://testserver/pictures/",
        sealing.grouped(withdrawn.seal.code), "Recipe 3",
    ):  # fmt: skip
        assert expected in words
    assert "Newspapers" not in words
    reader = reader_of(response.content)
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Kit" not in reader.metadata.title + response["Content-Disposition"]
    assert reads.readers_of(withdrawn).get().what == "receipt"


def test_the_page_says_the_words_that_are_sealed(withdrawn, mother, sign_in):
    told = json.loads(withdrawn.shown)
    page = sign_in(mother).get(reverse("pictures-withdrawn", args=[withdrawn.pk])).content.decode()
    for words in (told["removed"], told["not_recalled"], *(use["title"] for use in told["uses"])):
        assert words in page
    assert url(withdrawn) in page
    assert url(withdrawn) in sign_in(mother).get("/pictures/").content.decode()


def test_the_recipe_can_be_followed_by_hand(withdrawn):
    """With json and hashlib, and what is in the file."""
    files = attached(receipt(withdrawn))
    sealed = json.loads(files["sealed.json"])
    assert json.dumps(sealed, sort_keys=True, separators=(",", ":")).encode() == files["sealed.json"]
    assert hashlib.sha256(files["sealed.json"]).hexdigest() == withdrawn.seal.value
    assert hashlib.sha256(files["shown.json"]).hexdigest() == sealed["shown_sha256"]
    assert [row[1:3] for row in sealed["answers"]] == [["website", "withdrawn"]]
    # It stands in one chain with what was signed before it.
    assert sealed["previous"] == Seal.objects.get(child=withdrawn.child, number=1).value


def test_anybody_checks_it_by_file_or_code_and_learns_nothing_else(withdrawn):
    content = receipt(withdrawn)
    assert GENUINE in upload(content)
    for place in range(9, len(content), len(content) // 12):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        assert GENUINE not in upload(changed)
    assert KNOWN in typed(sealing.grouped(withdrawn.seal.code).lower())
    tamper("UPDATE consents_withdrawal SET means = 'letter' WHERE id = %(id)s", id=withdrawn.pk)
    assert CHANGED in upload(content)
    assert UNKNOWN in typed(withdrawn.seal.code)


@pytest.mark.parametrize(
    ("table", "change", "code"),
    [
        ("withdrawal", "means = 'letter'", "seal-broken"),
        ("withdrawal", "at = '2026-11-25 09:00:00+00:00'", "seal-broken"),
        ("withdrawal", "language = 'pl'", "seal-broken"),
        ("withdrawal", "shown = '{}'", "shown-changed"),
        ("answer", "purpose_id = 'press'", "seal-broken"),
        ("seal", "means_said = 'By pigeon.'", "seal-broken"),
    ],
)
def test_whoever_changes_a_row_is_found_out(withdrawn, table, change, code):
    pk = {"withdrawal": withdrawn, "answer": withdrawn.answers.get(), "seal": withdrawn.seal}[table].pk
    assert verification.verify() == []
    tamper(f"UPDATE consents_{table} SET {change} WHERE id = %(id)s", id=pk)
    assert (code, label(withdrawn)) in found()


def test_a_receipt_that_is_gone_is_missed(withdrawn, mother, answer):
    answer(mother, "press")
    tamper("DELETE FROM consents_seal WHERE withdrawal_id = %(id)s", id=withdrawn.pk)
    codes = {code for code, _where in found()}
    assert {"seal-missing", "signature-missing"} <= codes


@pytest.mark.database
def test_the_database_takes_no_seal_of_two_things_and_no_yes_as_a_withdrawal(withdrawn, mother, cast):
    signature = cast.kit.signatures.get()
    seal = Seal(
        signature=signature, withdrawal=withdrawn, child=cast.kit, number=9, recipe=3, value="a", code="b"
    )
    row = Answer(
        child=cast.kit, purpose_id="press", person=mother, kind="refused", withdrawal=withdrawn, sequence=99
    )
    for wrong in (seal, row, Seal(child=cast.kit, number=9, recipe=3, value="a", code="b")):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong.save(force_insert=True)


class TestWhoMayHaveIt:
    def test_whoever_withdrew_and_those_who_may_see_answers(self, cast, withdrawn, mother, sign_in):
        for person in (mother, cast.dan, cast.olive):
            assert sign_in(person).get(url(withdrawn)).status_code == 200
        assert guest_of(mother).get(url(withdrawn)).status_code == 200

    def test_nobody_else(self, cast, withdrawn, father, sign_in, client):
        stranger = make_person("Una", "Okoro", "parent")
        for person in (father, stranger, cast.pia, cast.vera, cast.colin, cast.ines, cast.tariq):
            for name in ("pictures-receipt", "pictures-withdrawn", "pictures-certificate"):
                assert sign_in(person).get(reverse(name, args=[withdrawn.pk])).status_code == 404
        assert client.get(url(withdrawn)).status_code == 302
        assert guest_of(father).get(url(withdrawn)).status_code == 404


def test_a_no_that_staff_enter_has_one_too_to_print_or_by_mail(cast, told, mother, father, answer, sign_in):
    answer(mother, "website")
    people.change_person(father, actor=cast.maya, given_name="Paolo", family_name="Rossi", email="")
    for parent, means, words in (
        (mother, "letter", "By letter or e-mail"),
        (father, "spoken", "Said in person"),
    ):
        client = sign_in(cast.pia)
        said_no = {
            "person": parent.pk,
            "purposes": ["website"],
            "means": means,
            "note": "Pia keeps it secret",
        }
        response = client.post(reverse("picture-entry", args=[cast.kit.pk]), said_no)
        row = Withdrawal.objects.get(person=parent)
        page = client.get(response.url).content.decode()
        assert ("no e-mail address" in page) == (parent == father)
        text = said(client.get(url(row)).content)
        assert words in text
        assert parent.name in text
        assert "secret" not in text
        assert "example.org" not in text
        # Whoever did not enter it sees nothing of it.
        assert sign_in(cast.sam).get(url(row)).status_code == 404
        assert sign_in(cast.sam).get(response.url).status_code == 404
    sweep_outbox()
    told = ["Your receipt is on the page behind the link" in message.body for message in mail.outbox]
    assert told.count(True) == 1
    assert (verify(), verification.verify()) == ([], [])


def test_who_entered_it_and_left_gets_it_no_more(cast, told, mother, sign_in):
    row = withdrawing.enter_withdrawal(
        cast.kit, actor=cast.pia, person=mother, purposes=["website"], means="spoken", note="At the gate"
    )
    assert sign_in(cast.pia).get(url(row)).status_code == 200
    people.end_role(cast.pia.role_assignments.get(), actor=cast.maya)
    with time_machine.travel(moment("2026-11-26"), tick=False):
        assert sign_in(cast.pia).get(url(row)).status_code == 404
