"""An administrator of the database changes rows past the guards: `verify_consents` names each."""

import contextlib
import dataclasses
import io
import json
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from consents import sealing, verification
from consents.actions import answering, checking, printing, withdrawing
from consents.models import Answer, PaperForm, Seal, Signature, SignatureCheck
from consents.selectors import may_show, proofs
from tests.consents.test_sign import sitting
from tests.workflow.tampering import POSTGRESQL, label, raw, tamper
from workflow import audit, guards


@contextlib.contextmanager
def without(constraint: str, table: str) -> Iterator[None]:
    """An administrator takes a constraint of the database away too."""
    with connection.cursor() as cursor:
        if POSTGRESQL:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {constraint}")
        else:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
        yield
        if not POSTGRESQL:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def found() -> set[tuple[str, str]]:
    return {(problem.code, problem.where) for problem in verification.verify()}


@dataclasses.dataclass
class Signed:
    mothers: Signature
    paper: Signature
    form: PaperForm

    def yes(self) -> Answer:
        return self.mothers.answers.get(purpose="website")


@pytest.fixture
def signed(cast, told, mother, father, answer) -> Signed:
    """The mother signs here, the father on a printed form that Dan enters and Maya checks; then he withdraws."""
    mothers = answer(mother, "website", "instagram")
    form = printing.print_form(cast.kit, actor=cast.dan)
    said = sitting(cast.kit, "website", means="paper", form=form, typed_name="Paolo Rossi")
    paper = answering.enter_signature(
        cast.kit, actor=cast.dan, signer=father, sitting=said, note="In the file"
    )
    checking.check_signature(paper, actor=cast.maya, agrees=True)
    withdrawing.withdraw(cast.kit, actor=father, purposes=["instagram"])
    assert verification.verify() == []
    return Signed(mothers, paper, form)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("typed_name", "Somebody Else"),
        ("capacity", "father"),
        ("responsibility", "delegated"),
        ("means", "spoken"),
        ("at", "2026-11-24 10:00:00+00:00"),
        ("signed_on", "2026-11-01"),
    ],
)
def test_another_signature_than_was_sealed(signed, column, value):
    tamper(
        f"UPDATE consents_signature SET {column} = %(value)s WHERE id = %(id)s",
        value=value,
        id=signed.mothers.pk,
    )
    assert ("seal-broken", label(signed.mothers)) in found()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("declaration", "I said nothing."),
        ("means_said", "By pigeon."),
        ("local_time", "yesterday"),
        ("address", "other@example.org"),
        ("code", "0" * 20),
        ("value", "0" * 64),
    ],
)
def test_another_seal_than_was_made(signed, column, value):
    tamper(
        f"UPDATE consents_seal SET {column} = %(value)s WHERE signature_id = %(id)s",
        value=value,
        id=signed.mothers.pk,
    )
    assert ("seal-broken", label(signed.mothers)) in found()


def test_a_no_turned_into_a_yes(signed):
    row = signed.mothers.answers.get(purpose="facebook")
    tamper(
        "UPDATE consents_answer SET kind = 'granted', valid_until = '2027-09-30' WHERE id = %(id)s", id=row.pk
    )
    assert ("seal-broken", label(signed.mothers)) in found()


def test_a_yes_that_lasts_longer(signed):
    tamper("UPDATE consents_answer SET valid_until = '2030-09-30' WHERE id = %(id)s", id=signed.yes().pk)
    assert found() == {("seal-broken", label(signed.mothers))}


def test_an_answer_moved_to_another_moment(signed):
    tamper(
        "UPDATE consents_answer SET at = '2026-11-24 08:00:00+00:00' WHERE id = %(id)s", id=signed.yes().pk
    )
    assert ("answer-differs", label(signed.yes())) in found()


def test_an_answer_of_another_person(signed, father):
    row = signed.yes()
    tamper("UPDATE consents_answer SET person_id = %(him)s WHERE id = %(id)s", him=father.pk, id=row.pk)
    assert ("answer-differs", label(row)) in found()


def test_a_withdrawal_that_is_gone(signed):
    """The last of a child's answers leaves no gap; the chain of the child's record shows that it is gone."""
    between = signed.paper.answers.get(purpose="press")
    tamper("DELETE FROM consents_answer WHERE id = %(id)s", id=between.pk)
    names = {code for code, _where in found()}
    assert {"answer-missing", "seal-broken", "shown-differs"} <= names


def test_a_yes_without_a_signature(signed):
    row = signed.yes()
    with without("yes_is_signed_and_lapses", "consents_answer"):
        tamper("UPDATE consents_answer SET signature_id = NULL WHERE id = %(id)s", id=row.pk)
    assert ("yes-unproved", label(row)) in found()


def test_words_that_were_not_shown(signed):
    row = signed.mothers
    shown = row.shown.replace("Families of the setting.", "Nobody.")
    tamper("UPDATE consents_signature SET shown = %(shown)s WHERE id = %(id)s", shown=shown, id=row.pk)
    assert found() == {("shown-changed", label(row)), ("shown-differs", label(row))}


def test_words_that_were_not_shown_with_their_fingerprint(signed):
    row = signed.mothers
    shown = row.shown.replace("Families of the setting.", "Nobody.")
    tamper(
        "UPDATE consents_signature SET shown = %(shown)s, shown_sha256 = %(hash)s WHERE id = %(id)s",
        shown=shown,
        hash=audit.sha256(shown),
        id=row.pk,
    )
    assert found() == {("seal-broken", label(row)), ("shown-differs", label(row))}


def test_words_that_cannot_be_read(signed):
    tamper("UPDATE consents_signature SET shown = 'not json' WHERE id = %(id)s", id=signed.mothers.pk)
    assert ("shown-differs", label(signed.mothers)) in found()


def test_a_notice_that_says_something_else(signed, told):
    notice = told["website"]
    tamper("UPDATE consents_notice SET audience = 'Nobody' WHERE id = %(id)s", id=notice.pk)
    names = found()
    assert ("notice-changed", label(notice)) in names
    assert ("shown-differs", label(signed.mothers)) in names


def test_a_notice_of_another_number(signed, told):
    tamper("UPDATE consents_notice SET number = 7 WHERE id = %(id)s", id=told["website"].pk)
    assert ("notice-missing", label(told["website"])) in found()


def test_a_seal_that_is_gone(signed):
    tamper("DELETE FROM consents_seal WHERE signature_id = %(id)s", id=signed.mothers.pk)
    names = found()
    assert ("seal-missing", label(signed.mothers)) in names
    assert ("signature-missing", label(signed.paper)) in names


def test_a_seal_made_anew_breaks_the_one_after_it(signed):
    """Whoever knows the recipe can seal again what they changed; the next seal holds the old one."""
    tamper("UPDATE consents_signature SET typed_name = 'Forged' WHERE id = %(id)s", id=signed.mothers.pk)
    seal = Seal.objects.select_related("signature").get(signature=signed.mothers)
    value = sealing.seal(sealing.text(proofs.sealed(seal, proofs.answers_of(seal))))
    tamper(
        "UPDATE consents_seal SET value = %(value)s, code = %(code)s WHERE id = %(id)s",
        value=value,
        code=sealing.code_of(value),
        id=seal.pk,
    )
    assert found() == {("signature-missing", label(signed.paper))}


def test_a_check_by_whoever_entered_it(signed, cast):
    row = SignatureCheck.objects.get()
    with without("form_is_checked_by_a_second_person", "consents_signaturecheck"):
        tamper(
            "UPDATE consents_signaturecheck SET by_id = %(dan)s WHERE id = %(id)s", dan=cast.dan.pk, id=row.pk
        )
    assert ("check-not-apart", label(row)) in found()


def test_a_form_with_other_words(signed):
    tamper("UPDATE consents_paperform SET shown = '[]' WHERE id = %(id)s", id=signed.form.pk)
    assert found() == {("form-changed", label(signed.form))}


def test_what_is_shown_follows_from_rows(signed, cast, monkeypatch):
    """A query that says yes where the rows say no is named, whoever wrote it."""
    monkeypatch.setattr(
        verification, "showing", lambda ids, codes, on: {pk: dict.fromkeys(codes, True) for pk in ids}
    )
    said = {problem.detail for problem in verification.verify()}
    assert "facebook says yes, its rows say no" in said
    assert "website says yes, its rows say no" not in said
    assert may_show(cast.kit, "website")


class TestTheCommand:
    def run(self, *options: str) -> tuple[str, int]:
        out = io.StringIO()
        try:
            call_command("verify_consents", *options, stdout=out)
        except SystemExit as stopped:
            return out.getvalue(), int(stopped.code or 0)
        return out.getvalue(), 0

    def test_all_is_proved(self, signed):
        words, code = self.run()
        assert (
            code,
            "2 signatures, 1 withdrawals, 25 answers, 12 notices, 0 scanned pages, 1 children: all is proved"
            in words,
        ) == (0, True)
        assert json.loads(self.run("--json")[0])["ok"] is True

    def test_what_is_broken_is_named(self, signed):
        tamper("UPDATE consents_answer SET valid_until = '2030-09-30' WHERE id = %(id)s", id=signed.yes().pk)
        words, code = self.run()
        assert code == 1
        assert f"seal-broken: {label(signed.mothers)}: the recipe does not give its seal" in words
        said = json.loads(self.run("--json")[0])
        assert (said["ok"], said["problems"][0]["code"]) == (False, "seal-broken")

    def test_nobodys_name_is_in_what_it_says(self, signed):
        tamper("UPDATE consents_signature SET typed_name = 'Forged' WHERE id = %(id)s", id=signed.mothers.pk)
        words, _code = self.run("--json")
        for name in ("Rossi", "Kit", "Petra", "Forged", "example.org"):
            assert name not in words


def test_seal_and_form_cannot_be_changed(signed):
    """Not past the guards, which every connection meets."""
    for table, row in (("seal", signed.mothers.seal), ("paperform", signed.form)):
        for sql in (f"UPDATE consents_{table} SET salt = ''", f"DELETE FROM consents_{table}"):
            with (
                pytest.raises(DatabaseError, match="append-only"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"{sql} WHERE id = %s", [raw(row.pk)])
    assert guards.missing() == []
