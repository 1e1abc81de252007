"""The notices: the usual words by one button, new words with what they will do, and all earlier ones."""

import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from consents.actions import informing
from consents.home import cards
from consents.models import Notice, Purpose
from consents.selectors import may_show
from tests.cast import SET_UP
from tests.consents.visits import answer_url
from workflow.engine import NotAllowed
from workflow.verification import verify

URL = "/pictures/notices/"
WORDS = {"what": "New words.", "audience": "Everybody.", "how_long": "Two years.", "begins_on": "2026-11-24"}


@pytest.fixture
def owner(cast, sign_in):
    return sign_in(cast.olive)


def one(code: str) -> str:
    return reverse("picture-notice", args=[code])


def test_an_empty_page_offers_the_usual_words(owner, cast, mother):
    assert "nobody is asked" in owner.get(URL).content.decode()
    assert owner.post(f"{URL}usual/").url == URL
    page = owner.get(URL).content.decode()
    assert "nobody is asked" not in page
    assert page.count("ss-picture") == Purpose.objects.count()
    assert set(Notice.objects.values_list("purpose", flat=True)) == set(
        Purpose.objects.values_list("pk", flat=True)
    )
    assert verify() == []


def test_a_card_says_that_nobody_is_asked_as_long_as_words_are_missing(cast):
    def said(person) -> bool:
        return "Parents are not asked about pictures" in [card.title for card in cards(person)]

    assert said(cast.olive)
    assert said(cast.maya)
    assert not any(said(person) for person in (cast.dan, cast.pia, cast.petra))
    informing.publish_usual_notices(actor=cast.olive)
    assert not said(cast.olive)


def test_the_command_publishes_them_too(cast):
    call_command("publish_usual_notices", stdout=StringIO())
    assert Notice.objects.count() == 13
    assert verify() == []


def test_the_usual_words_are_published_once(cast):
    assert len(informing.publish_usual_notices(actor=cast.olive)) == 13
    assert informing.publish_usual_notices(actor=cast.olive) == []


def test_what_somebody_wrote_is_left_alone(cast):
    words = informing.Words("Our own.", "Everybody.", "Two years.")
    informing.publish_notice(Purpose.objects.get(pk="website"), actor=cast.olive, words=words)
    assert len(informing.publish_usual_notices(actor=cast.olive)) == 12
    assert Notice.objects.get(purpose="website").what == "Our own."


def test_the_usual_words_say_what_parents_must_know():
    usual = informing.usual_words()
    for code in ("instagram", "facebook"):
        assert "Meta" in usual[code].who_else
        assert "separate controller" in usual[code].who_else
        for never in ("Never with a name", "tag of the place", "never live"):
            assert never in usual[code].what
    for words in usual.values():
        assert words.what
        assert max(len(words.audience), len(words.how_long), len(words.who_else)) <= 200


def test_each_use_has_words_and_a_drawing_of_its_own(owner, cast, mother, sign_in):
    informing.publish_usual_notices(actor=cast.olive)
    assert informing.usual_words().keys() == set(Purpose.objects.values_list("pk", flat=True))
    page = sign_in(mother).get(answer_url(cast.kit)).content.decode()
    drawings = page.split('<svg class="ss-picture"')[1:]
    assert len({drawing.split("</svg>")[0] for drawing in drawings}) == 12
    assert "style=" not in page


def test_new_words_are_looked_at_with_what_they_will_do(owner, cast, told, mother, father, answer):
    answer(mother, "website")
    page = owner.post(one("website"), WORDS).content.decode()
    assert "2 people who decide for a child will be asked again" in page
    assert Notice.objects.filter(purpose="website").count() == 1
    assert may_show(cast.kit, "website")
    assert owner.post(one("website"), {**WORDS, "publish": "1"}).url == URL
    assert Notice.objects.filter(purpose="website").count() == 2
    assert not may_show(cast.kit, "website")
    assert "New words." in owner.get(URL).content.decode()
    assert "Pictures: Our website." in owner.get(one("website")).content.decode()


def test_from_a_later_day(owner, cast, told, mother, answer):
    answer(mother, "website")
    owner.post(one("website"), {**WORDS, "begins_on": "2026-12-01", "publish": "1"})
    assert may_show(cast.kit, "website")
    assert "From 1 December 2026" in owner.get(URL).content.decode()


def test_going_back_keeps_what_was_typed(owner, told):
    page = owner.post(one("website"), {**WORDS, "change": "1"}).content.decode()
    assert "New words." in page
    assert "<textarea" in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"what": " "}, "what"),
        ({"audience": "x" * 201}, "audience"),
        ({"how_long": ""}, "how_long"),
        ({"begins_on": "2026-11-23"}, "begins_on"),
        ({"begins_on": "tomorrow"}, "begins_on"),
        ({"begins_on": "9999-99-99"}, "begins_on"),
    ],
)
@pytest.mark.parametrize("button", ["", "publish"])
def test_what_is_wrong_is_said_at_the_field(owner, told, changes, field, button):
    response = owner.post(one("website"), {**WORDS, **changes, button: "1"})
    assert field in response.context["form"].errors
    assert Notice.objects.filter(purpose="website").count() == 1


def test_only_owner_and_manager(cast, told, sign_in, client):
    for person in (cast.dan, cast.pia, cast.petra, cast.ines, cast.tariq):
        signed_in = sign_in(person)
        for url in (URL, one("website"), one("nonsense")):
            assert signed_in.get(url).status_code == 403
        assert signed_in.post(one("website"), {**WORDS, "publish": "1"}).status_code == 403
        assert signed_in.post(f"{URL}usual/").status_code == 403
        with pytest.raises(NotAllowed):
            informing.publish_notice(
                Purpose.objects.get(pk="press"), actor=person, words=informing.Words("a", "b", "c")
            )
    assert client.get(URL).status_code == 302
    assert Notice.objects.filter(purpose="website").count() == 1


def test_bad_addresses(owner, told):
    assert owner.get(one("nonsense")).status_code == 404
    assert owner.get(f"{URL}usual/").status_code == 405


def test_a_use_that_a_setting_added_itself_has_a_drawing_too(owner, cast):
    Purpose.objects.create(
        pk="calendar", title="Calendar", position=14, source="Us", checked_on=dt.date(2026, 1, 1)
    )
    assert "Calendar" in owner.get(URL).content.decode()
    assert "Some uses have no words yet" not in owner.get(URL).content.decode()


def test_it_costs_the_same_whatever_was_published(owner, cast, told):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            owner.get(URL)
        return len(asked)

    cost()
    few = cost()
    for number in range(5):
        words = informing.Words(f"Words {number}.", "Everybody.", "Two years.")
        informing.publish_notice(Purpose.objects.get(pk="website"), actor=SET_UP, words=words)
    assert cost() == few
