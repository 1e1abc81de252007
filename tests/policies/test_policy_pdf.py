"""One version on paper: tagged, with its number, the hash of its words and what came before."""

import datetime as dt
import io
import time

import pytest
from django.urls import reverse
from pypdf import PdfReader

from policies import printed
from policies.actions import drafting, keeping, printing
from policies.models import Paper, Policy, PolicyVersion
from policies.outline import Block, Outline
from policies.printed import policy_pdf
from tests.policies import bulk
from tests.policies.reading import adopted, published
from workflow import checkpoints
from workflow.models import Checkpoint

FIRST, SECOND = dt.date(2024, 7, 23), dt.date(2025, 9, 1)


def url(version: PolicyVersion) -> str:
    return reverse("policy-pdf", args=[version.pk])


def said(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.fixture
def phones(cast) -> Policy:
    policy = adopted(cast, FIRST, "Phones stay in the office.", "<script>alert(1)</script> & **more**")
    published(policy, cast, SECOND)
    return policy


def test_it_says_which_words_these_are_and_what_came_before(phones, cast, sign_in):
    checkpoints.seal()
    version = phones.versions.get(number=1)
    response = sign_in(cast.pia).get(url(version))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="phones-version-1.pdf"'
    assert response["Cache-Control"] == "no-store"
    words = said(response.content)
    for expected in (
        "Phones", "Version 1", "No longer in force", "S1.1", "Phones stay in the office.", version.text_hash,
        "23 July 2024", "31 August 2025", "1 September 2025", "Clearer words.",
    ):  # fmt: skip
        assert expected in words
    assert Checkpoint.objects.latest("sequence").root in words.replace(" ", "")


def test_it_is_tagged_and_in_a_language_and_has_a_title(phones, cast, sign_in):
    reader = PdfReader(io.BytesIO(sign_in(cast.petra).get(url(phones.versions.get(number=2))).content))
    catalogue = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].lower() == "en-gb"
    assert reader.metadata.title == "Phones, version 2"


def test_markup_in_a_clause_comes_out_as_text(phones, cast, sign_in):
    words = said(sign_in(cast.pia).get(url(phones.versions.get(number=1))).content)
    assert "<script>alert(1)</script> & more" in words


def test_names_in_any_script(cast, sign_in):
    policy = adopted(cast, FIRST, "Żółć, ďábel, ção.", title="Pravidla pro děti")
    words = said(sign_in(cast.pia).get(url(policy.versions.get())).content)
    assert "Żółć, ďábel, ção." in words
    assert "Pravidla pro děti" in words


def test_a_draft_says_that_it_is_one_and_is_for_leaders(phones, cast, sign_in):
    draft = drafting.start_draft(
        Policy.objects.get(pk=phones.pk),
        actor=cast.maya,
        outline=Outline("Phones", [Block("clause", 0, "New words.")]),
    )
    response = sign_in(cast.dan).get(url(draft))
    words = said(response.content)
    assert "A draft" in words
    assert "New words." in words
    assert response["Cache-Control"] == "no-store"
    for person in (cast.pia, cast.petra, cast.ines):
        assert sign_in(person).get(url(draft)).status_code == 404


def test_sixty_clauses_are_printed_while_somebody_waits(cast):
    """About a second of work; the limit leaves room for a slow machine."""
    policy = bulk.shelve(1, versions=3, clauses=60)[0]
    version = policy.versions.get(number=3)
    policy_pdf(version)
    began = time.process_time()
    made = policy_pdf(version)
    assert time.process_time() - began < 8
    assert len(PdfReader(io.BytesIO(made)).pages) >= 3


def test_unknown_and_sent(phones, cast, sign_in, client):
    version = phones.versions.get(number=1)
    assert client.get(url(version)).status_code == 302
    assert sign_in(cast.pia).get(reverse("policy-pdf", args=[phones.pk])).status_code == 404
    assert sign_in(cast.pia).post(url(version)).status_code == 405


class TestMadeOnce:
    def test_a_second_reader_gets_the_same_bytes(self, phones, cast, sign_in, monkeypatch):
        version = phones.versions.get(number=2)
        first = sign_in(cast.pia).get(url(version)).content
        monkeypatch.setattr(printed, "policy_pdf", lambda version: pytest.fail("made again"))
        assert sign_in(cast.sam).get(url(version)).content == first

    def test_it_is_made_anew_when_what_it_says_has_changed(self, phones, cast):
        version = phones.versions.get(number=2)
        first = printing.paper_of(version)
        keeping.change_policy(phones, actor=cast.maya, title="Telephones")
        again = printing.paper_of(PolicyVersion.objects.get(pk=version.pk))
        assert again != first
        assert "Telephones" in said(again)
        assert Paper.objects.count() == 1

    def test_a_sweep_makes_what_is_in_force_and_only_that(self, phones):
        assert printing.sweep_papers() == 1
        assert Paper.objects.get().version.number == 2
        assert printing.sweep_papers() == 0

    def test_drafts_are_not_kept(self, phones, cast):
        printing.paper_of(drafting.start_draft(phones, actor=cast.maya))
        assert not Paper.objects.exists()
