"""The parents' pages in Polish: complete, chosen by the reader, signed as read. All others stay in English."""

import json
import re

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from django.utils import translation

from accounts.models import ChildContact
from consents import certificates, sealing, verification, wording
from consents.actions import informing, requesting, withdrawing
from consents.models import Purpose, Signature, Withdrawal
from tests.consents.test_pictures_certificate import reader_of, said
from tests.consents.visits import (
    CODE_PAGE,
    answer_url,
    check_url,
    choose,
    code_of,
    link_of,
    sign,
    withdraw_url,
)
from workflow import audit
from workflow.verification import verify

TEMPLATES = settings.BASE_DIR / "templates"
PAGES = (
    "pictures", "answer", "check", "signed", "withdraw", "withdraw_confirm", "link", "link_ended", "link_sent",
    "enter", "too_many", "parts/notice_words", "parts/visitor", "parts/answers", "parts/languages",
    "tablet_check", "tablet_back", "parts/families_contact",
    "withdrawn", "parts/drawing", "certificate_check", "certificate_pdf", "receipt_pdf", "parts/proof",
    "no_certificate",
)  # fmt: skip
AROUND = ("base.html", "parts/account_menu.html", "parts/back_link.html", "parts/error_summary.html")
PYTHON = (
    "forms/answering.py",
    "forms/coming_in.py",
    "views/answering.py",
    "notices.py",
    "wording.py",
    "sealing.py",
    "certificates.py",
    "actions/proving.py",
    "forms/evidence.py",
)
# Said by nobody but the data's own file.
SAME = {"Super Stars", "Menu"}


@pytest.fixture
def words(cast):
    informing.publish_usual_notices(actor=cast.olive)


def in_templates() -> set[str]:
    paths = [TEMPLATES / "consents" / f"{name}.html" for name in PAGES] + [
        TEMPLATES / name for name in AROUND
    ]
    found = set()
    for path in paths:
        text = path.read_text()
        found |= {said[1] for said in re.finditer(r"{% translate \"((?:[^\"\\]|\\.)*)\"", text)}
        found |= {said[1] for said in re.finditer(r"{% translate '((?:[^'\\]|\\.)*)'", text)}
        for block in re.finditer(
            r"{% blocktranslate trimmed[^%]*%}(.*?){% endblocktranslate %}", text, re.DOTALL
        ):
            found.add(re.sub(r"{{ (\w+) }}", r"%(\1)s", " ".join(block[1].split())))
    return found


def in_python() -> set[str]:
    """What stands in the reader's own forms and messages: every piece inside a call of gettext."""
    found = set()
    for name in PYTHON:
        text = (settings.BASE_DIR / "consents" / name).read_text()
        for call in re.finditer(r"(?<!\w)(?:_|gettext_lazy)\(\s*((?:\"(?:[^\"\\]|\\.)*\"\s*)+)\)", text):
            pieces = re.findall(r"\"((?:[^\"\\]|\\.)*)\"", call[1])
            found.add("".join(pieces).replace("\\n", "\n").replace("\\\\", "\\"))
    return found


def in_data() -> set[str]:
    usual = informing.usual_words().values()
    said = {text for words in usual for text in (words.what, words.audience, words.how_long, words.who_else)}
    of_signers = (*ChildContact.Capacity.labels, *ChildContact.Responsibility.labels)
    titles = set(Purpose.objects.values_list("title", flat=True))
    return {text for text in said if text} | titles | {str(label) for label in of_signers}


def test_every_word_of_the_parents_pages_has_its_translation(db):
    said = in_templates() | in_python() | in_data()
    assert len(said) > 150
    with translation.override("pl"):
        assert [text for text in sorted(said - SAME) if translation.gettext(text) == text] == []


def test_chosen_on_the_page_and_remembered(cast, words, mother, sign_in):
    client = sign_in(mother)
    page = client.get("/pictures/?language=pl")
    assert '<html lang="pl">' in page.content.decode()
    assert 'hreflang="en-gb">English</a>' in page.content.decode()
    assert page.headers["Content-Language"] == "pl"
    page = client.get(answer_url(cast.kit)).content.decode()
    assert "Gdzie wolno pokazywać zdjęcia?" in page
    assert "Meta, która prowadzi Instagram" in page
    assert "Our " not in page.split("<main")[1]
    assert '<html lang="en-gb">' in client.get("/").content.decode()
    assert (
        "Where may pictures be shown?"
        in client.get(f"{answer_url(cast.kit)}?language=en-gb").content.decode()
    )


def test_the_browsers_language_decides_without_a_choice(cast, words, mother, sign_in):
    client = sign_in(mother)
    polish = {"HTTP_ACCEPT_LANGUAGE": "pl-PL,pl;q=0.9"}
    assert '<html lang="pl">' in client.get("/pictures/", **polish).content.decode()
    assert '<html lang="en-gb">' in client.get("/policies/mine/", **polish, follow=True).content.decode()


@pytest.mark.parametrize("language", ["xx", "", "\x00", "../pl", "de"])
def test_an_unknown_language_changes_nothing(cast, words, mother, sign_in, language):
    page = sign_in(mother).get("/pictures/", {"language": language})
    assert '<html lang="en-gb">' in page.content.decode()
    assert settings.LANGUAGE_COOKIE_NAME not in page.cookies


def test_what_was_read_is_what_is_signed_with_the_original_beside_it(cast, words, mother, sign_in):
    client = sign_in(mother)
    client.get("/pictures/?language=pl")
    client.get(sign(client, cast.kit, "website").url)
    signature = Signature.objects.get()
    shown = {row["purpose"]: row for row in json.loads(signature.shown)}
    assert shown["website"]["language"] == "pl"
    assert shown["website"]["read"]["what"].startswith("Zdjęcie Twojego dziecka na naszej stronie")
    assert shown["website"]["what"].startswith("A picture of your child on our website")
    assert signature.shown_sha256 == audit.sha256(signature.shown)
    assert verify() == []


def test_the_words_before_the_questions_are_the_sealed_ones(cast, words, mother, sign_in):
    """The page says them by itself: whoever changes one side is told of the other."""
    client = sign_in(mother)
    for language in ("en-gb", "pl"):
        with translation.override(language):
            assert (
                str(wording.INTRODUCTION)
                in client.get(f"{answer_url(cast.kit)}?language={language}").content.decode()
            )


@pytest.mark.usefixtures("certificate_key")
def test_the_certificate_speaks_the_language_that_was_signed_in(cast, words, mother, sign_in):
    client = sign_in(mother)
    client.get("/pictures/?language=pl")
    sign(client, cast.kit, "website")
    signature = Signature.objects.get()
    assert (signature.language, signature.seal.recipe) == ("pl", sealing.SIGNED)
    content = client.get(reverse("pictures-certificate", args=[signature.pk])).content
    assert reader_of(content).trailer["/Root"]["/Lang"] == "pl"
    text = said(content)
    for expected in (
        "Odpowiedzi w sprawie zdjęć dziecka", "Matka", "Ma władzę rodzicielską", "w Londynie", "24 listopada 2026",
        "Nasza strona internetowa Tak", "Zdjęcie Twojego dziecka na naszej stronie", "Polski", "Przepis 2",
        "To samo po angielsku: Our website. A picture of your child on our website", "Strona 1 z",
        "Podstawa prawna: Twoja zgoda",
    ):  # fmt: skip
        assert expected in text
    # Staff take the same file for their own, whatever they read; and it is a proof like any other.
    assert said(sign_in(cast.dan).get(reverse("pictures-certificate", args=[signature.pk])).content) == text
    assert certificates.is_genuine_file(content)
    assert verification.verify() == []


@pytest.mark.usefixtures("certificate_key")
def test_so_does_the_receipt_whoever_enters_the_no(cast, words, mother, sign_in):
    client = sign_in(mother)
    client.get("/pictures/?language=pl")
    sign(client, cast.kit, "website")
    done = client.post(withdraw_url(cast.kit), {"purposes": ["website"], "confirm": "1"})
    assert "Zapisano. Liczy się od teraz" in client.get(done.url).content.decode()
    entered = withdrawing.enter_withdrawal(
        cast.kit, actor=cast.pia, person=mother, purposes=["press"], means="telephone", note="She rang."
    )
    for row in Withdrawal.objects.select_related("seal"):
        assert row.language == "pl"
        text = said(certificates.unsealed_pdf(row.seal))
        assert "„Nie” w sprawie zdjęć dziecka" in text
        assert "nie da się cofnąć" in text
    assert "Telefonicznie" in entered.seal.means_said
    assert verification.verify() == []


def test_mistakes_are_said_in_it_too(cast, words, mother, sign_in):
    client = sign_in(mother)
    client.get("/pictures/?language=pl")
    page = choose(client, cast.kit, "website", press="").content.decode()
    assert "Wybierz „Tak” albo „Nie”." in page
    assert "<title>Błąd: " in page
    choose(client, cast.kit, "website")
    assert "wpisz swoje imię" in client.post(check_url(cast.kit), {}).content.decode()
    assert "nie da się cofnąć" in client.post(withdraw_url(cast.kit), {"everything": "1"}).content.decode()


def test_letters_are_in_both_because_nobody_knows_which_they_read(cast, words, mother, client):
    requesting.sweep_requests()
    client.get(link_of(mother))
    client.post(CODE_PAGE)
    code_of(mother)
    for message, english, polish in zip(
        mail.outbox, ("two minutes", "ten minutes"), ("dwóch", "dziesięć"), strict=True
    ):
        assert english in message.body
        assert polish in message.body
