"""A form on paper: the words of the day it was printed, bound to what is entered when it comes back."""

import base64
import io
import re

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import actions as people
from accounts.models import ChildContact
from consents import paper
from consents.actions import answering, informing, printing
from consents.models import Answer, Notice, PaperForm, Purpose, Signature
from consents.selectors import may_show
from documents import qr
from tests.cast import SET_UP
from tests.consents.conftest import SEEN
from tests.consents.test_picture_entry import form_of
from tests.consents.test_sign import sitting
from workflow import reads
from workflow.engine import NotAllowed
from workflow.models import AuditEvent
from workflow.verification import verify


def url(child) -> str:
    return reverse("paper-form", args=[child.pk])


def said(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def change(code: str) -> Notice:
    words = informing.Words("Other words.", "Everybody.", "For ever.")
    return informing.publish_notice(Purpose.objects.get(pk=code), actor=SET_UP, words=words)


class TestPrinting:
    def test_each_use_with_its_words_and_boxes_and_lines_to_sign_on(self, cast, told, sign_in):
        response = sign_in(cast.dan).post(url(cast.kit))
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="pictures-form-2026-11-24.pdf"'
        assert response["Cache-Control"] == "no-store"
        form = PaperForm.objects.get()
        words = said(response.content)
        for expected in (
            "Kit Rossi", "1. Displays in our rooms", "Pictures: Our website.", "Families of the setting.",
            "Yes No", "I have parental responsibility for this child", "Signature", "Date", str(form.pk),
            "What has no tick is a No", "You can change your mind at any time",
        ):  # fmt: skip
            assert expected in words
        assert words.count("Yes No") == len(told)
        for notice in told.values():
            assert notice.text_hash in words.replace(" ", "")
        assert form.shown_sha256 in words.replace(" ", "")
        reader = pypdf.PdfReader(io.BytesIO(response.content))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
        assert "Kit" not in reader.metadata.title
        assert reads.readers_of(form).get().actor_id == cast.dan.pk

    def test_the_same_form_as_long_as_its_words_are_the_same(self, cast, told):
        first = printing.print_form(cast.kit, actor=cast.dan)
        assert printing.print_form(cast.kit, actor=cast.maya) == first
        assert paper.form_pdf(first) == paper.form_pdf(PaperForm.objects.get())
        change("website")
        second = printing.print_form(cast.kit, actor=cast.dan)
        assert second != first
        assert AuditEvent.objects.filter(verb="print form").count() == 2
        assert verify() == []

    def test_without_words_nothing_is_printed(self, cast, sign_in):
        with pytest.raises(ValidationError):
            printing.print_form(cast.kit, actor=cast.dan)
        page = sign_in(cast.dan).post(url(cast.kit), follow=True)
        assert "Publish the words first" in page.content.decode()
        assert not PaperForm.objects.exists()

    def test_only_those_who_enter_answers_and_nobody_of_the_family(self, cast, told, mother, sign_in, client):
        assert client.get(url(cast.kit)).status_code == 302
        for person in (cast.olive, cast.pia, cast.sam, cast.vera, mother, cast.ines, cast.tariq):
            assert sign_in(person).get(url(cast.kit)).status_code == 403
            assert sign_in(person).post(url(cast.kit)).status_code == 403
        with pytest.raises(NotAllowed):
            printing.print_form(cast.kit, actor=cast.pia)
        people.add_contact(
            cast.kit, cast.maya, actor=cast.olive, capacity=ChildContact.Capacity.PARENT, right=SEEN
        )
        assert sign_in(cast.maya).get(url(cast.kit)).status_code == 404
        assert sign_in(cast.dan).get(reverse("paper-form", args=[cast.dan.pk])).status_code == 404
        assert not PaperForm.objects.exists()

    def test_the_page_lists_what_was_printed_in_a_constant_number_of_queries(
        self, cast, told, sign_in, django_assert_num_queries
    ):
        client = sign_in(cast.dan)
        assert "No form was printed for this child yet" in client.get(url(cast.kit)).content.decode()
        printing.print_form(cast.kit, actor=cast.dan)
        client.get(url(cast.kit))
        with django_assert_num_queries(BUDGET):
            client.get(url(cast.kit))
        for _number in range(3):
            change("website")
            printing.print_form(cast.kit, actor=cast.maya)
        with django_assert_num_queries(BUDGET):
            page = client.get(url(cast.kit)).content.decode()
        assert page.count("as we say it now") == 1
        assert page.count("a No on it counts, a Yes does not") == 3

    def test_no_name_in_the_address_or_the_title(self, cast, told, sign_in):
        page = sign_in(cast.dan).get(url(cast.kit)).content.decode()
        assert "Kit" not in re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]


BUDGET = 11


class TestTheSquare:
    def test_it_leads_to_exactly_this_form_and_says_nobodys_name(self, cast, told):
        form = printing.print_form(cast.kit, actor=cast.dan)
        leads = paper.entry_url(form)
        assert leads == f"http://testserver/pictures/children/{cast.kit.pk}/form/?form={form.pk}"
        picture = base64.b64decode(qr.data_url(leads).partition(",")[2]).decode()
        assert picture == qr.svg(leads)
        assert "style" not in picture
        assert "script" not in picture

    def test_another_text_is_another_picture(self):
        assert qr.svg("one") == qr.svg("one")
        assert qr.svg("one") != qr.svg("two")


class TestComingBack:
    @pytest.fixture
    def form(self, cast, told, mother) -> PaperForm:
        return printing.print_form(cast.kit, actor=cast.dan)

    def entry(self, form: PaperForm) -> str:
        return paper.entry_url(form).removeprefix("http://testserver")

    def test_it_is_entered_on_its_own_words(self, cast, form, mother, sign_in):
        client = sign_in(cast.dan)
        assert "words that were printed on" in client.get(self.entry(form)).content.decode()
        response = client.post(self.entry(form), form_of(mother, "website"))
        assert response.status_code == 302, response.content.decode()
        signature = Signature.objects.get()
        assert signature.seal.form == form
        assert signature.shown == form.shown
        assert verify() == []

    def test_a_form_with_words_of_before_counts_where_it_says_no_only(self, cast, form, mother, answer):
        answer(mother, "website", "facebook")
        changed = change("website")
        said_then = {code: Notice.objects.get(pk=pk).pk for code, pk in form.notices.items()}
        answering.enter_signature(
            cast.kit,
            actor=cast.dan,
            signer=mother,
            sitting=sitting(cast.kit, "website", means="paper", form=form, notices=said_then),
            note="In the file",
        )
        row = Answer.objects.filter(purpose="website").latest("sequence")
        assert (row.kind, row.notice.number, changed.number) == ("granted", 1, 2)
        assert not may_show(cast.kit, "website")
        assert not may_show(cast.kit, "facebook")

    def test_words_of_another_day_are_not_taken_for_those_on_the_form(self, cast, form, mother):
        change("website")
        with pytest.raises(ValidationError, match="words have changed"):
            answering.enter_signature(
                cast.kit,
                actor=cast.dan,
                signer=mother,
                sitting=sitting(cast.kit, "website", means="paper", form=form),
                note="In the file",
            )

    def test_a_form_of_another_child_is_refused(self, cast, form, mother, sign_in):
        other = f"/pictures/children/{cast.ana.pk}/form/?form={form.pk}"
        assert sign_in(cast.dan).get(other).status_code == 404
        with pytest.raises(ValidationError, match="another child"):
            answering.enter_signature(
                cast.ana,
                actor=cast.dan,
                signer=mother,
                sitting=sitting(cast.ana, means="paper", form=form),
                note="In the file",
            )

    @pytest.mark.parametrize("typed", ["", "nonsense", "00000000-0000-4000-8000-000000000000", "é"])
    def test_a_form_that_nobody_printed(self, cast, form, sign_in, typed):
        address = f"/pictures/children/{cast.kit.pk}/form/"
        assert sign_in(cast.dan).get(address, {"form": typed}).status_code == 404
