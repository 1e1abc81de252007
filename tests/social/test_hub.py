"""The page of social media: what one comes for each day first, with what waits there; nothing that refuses."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from social.selectors import hub
from tests.social.post_scene import PostScene

HUB = reverse("social")


def titles(person) -> list[str]:
    return [card.title for _title, cards in hub.sections(person) for card in cards]


def test_every_card_opens_for_whoever_is_shown_it(cast, sign_in):
    for person in (cast.olive, cast.maya, cast.dan, cast.pia, cast.sam, cast.vera, cast.colin):
        client = sign_in(person)
        page = client.get(HUB)
        urls = [card.url for _title, cards in page.context["sections"] for card in cards]
        assert urls
        assert [url for url in urls if client.get(url).status_code != 200] == []


def test_what_waits_has_a_number_and_what_does_not_has_none(cast):
    scene = PostScene(cast)
    found = {card.title: card for _title, cards in hub.sections(cast.olive) for card in cards}
    assert found["Posts"].value is None
    assert found["Posts to take down"].text == "Nothing has to come down."
    scene.submitted()
    found = {card.title: card for _title, cards in hub.sections(cast.olive) for card in cards}
    assert (found["Posts"].value, found["Posts"].url) == (1, reverse("posts-to-read"))
    assert "Official accounts" not in titles(cast.pia)


def test_the_page_has_a_budget(cast, sign_in):
    client = sign_in(cast.maya)
    client.get(HUB)
    with CaptureQueriesContext(connection) as asked:
        client.get(HUB)
    assert len(asked) <= 16


def test_lists_lead_back_where_there_is_no_menu_in_sight(cast, sign_in):
    for person in (cast.maya, cast.pia):
        client = sign_in(person)
        for name in ("posts", "risks", "board", "takedowns"):
            page = client.get(reverse(name)).content.decode()
            assert f'<a class="ss-back" href="{HUB}">' in page, name
