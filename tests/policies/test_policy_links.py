"""What leans on what: the picture for the eye, and the same in words."""

import datetime as dt
import itertools
import re
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from policies import leaning_picture
from policies.actions import keeping
from policies.leaning_picture import Node
from tests.policies.reading import adopted

URL = reverse("policy-links")
SVG = "{http://www.w3.org/2000/svg}"


def drawn(nodes: list[Node], arrows: list[tuple[str, str]]) -> ElementTree.Element:
    return ElementTree.fromstring(leaning_picture.svg(nodes, arrows, label="What leans on what"))  # noqa: S314


def boxes(picture: ElementTree.Element) -> list[tuple[int, int]]:
    return [(int(box.get("x")), int(box.get("y"))) for box in picture.iter(f"{SVG}rect")]


@given(
    st.integers(2, 9).flatmap(
        lambda count: st.sets(
            st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)).filter(lambda a: a[0] != a[1]),
            min_size=1,
        )
    )
)
def test_every_link_is_drawn_once_whatever_leans_on_what(arrows):
    """In circles too; each policy stands once on each side that it belongs to, and no box lies on another."""
    picture = drawn([Node(n, f"Policy {n}") for n in range(9)], sorted(arrows))
    starts, ends = {start for start, _end in arrows}, {end for _start, end in arrows}
    assert len(boxes(picture)) == len(starts) + len(ends)
    assert len(list(picture.iter(f"{SVG}path"))) == 2 * len(arrows)
    for (x, y), (other_x, other_y) in itertools.combinations(boxes(picture), 2):
        assert x != other_x or abs(y - other_y) >= leaning_picture.HEIGHT
    tallest = max(y for _x, y in boxes(picture)) + leaning_picture.HEIGHT
    assert tallest <= int(picture.get("height"))


def test_what_is_wrong_is_said_in_words_and_by_a_sign():
    nodes = [Node("a", "A"), Node("b", "B", "Missing", "danger"), Node("c", "C", "Review overdue", "warn")]
    picture = drawn(nodes, [("a", "b"), ("a", "c")])
    words = [text.text for text in picture.iter(f"{SVG}text")]
    assert words == ["A", "B", "Missing", "C", "Review overdue"]
    # Two arrows of a line and a tip each, a cross and a triangle; dashes around what is missing, and to it.
    paths = list(picture.iter(f"{SVG}path"))
    assert len(paths) == 6
    shapes = [*picture.iter(f"{SVG}rect"), *paths]
    assert sum(shape.get("stroke-dasharray") is not None for shape in shapes) == 2


def test_titles_are_text_and_a_long_one_is_cut():
    nodes = [Node("a", '<script>"&' + " word" * 60), Node("b", "字" * 90)]
    source = leaning_picture.svg(nodes, [("a", "b")], label='"<a>"')
    assert not re.search(r"style=|<style|<script|href=|\son\w+=", source)
    lines = [text.text for text in ElementTree.fromstring(source).iter(f"{SVG}text")]  # noqa: S314
    assert len(lines) == 2
    assert lines[0].startswith('<script>"&')
    assert lines[0].endswith("…")
    assert leaning_picture.svg(nodes, [], label="Nothing") == ""


@pytest.fixture
def shelf(cast):
    keeping.enter_usual_policies(actor=cast.maya)
    late = keeping.add_policy(
        actor=cast.maya, title="Late", link="https://example.org/", reviewed_on=dt.date(2024, 7, 23)
    )
    phones = adopted(cast, dt.date(2026, 8, 1))
    keeping.link(phones, late, actor=cast.maya)
    keeping.add_policy(actor=cast.maya, title="Pets")


def test_leaders_see_the_picture_and_the_table(shelf, manager):
    page = manager.get(URL).content.decode()
    assert page.count("<svg xmlns") == 1
    assert 'role="img" aria-label="Which policy leans on which"' in page
    assert "Review overdue since 23 July 2025" in page
    assert "Missing" in page
    alone = page.partition("On their own")[2]
    assert "Pets" in alone
    assert "Social Media" not in alone


def test_others_see_only_what_they_can_read(shelf, cast, sign_in):
    page = sign_in(cast.pia).get(URL).content.decode()
    assert "Phones" in page
    assert "Late" in page
    for hidden in ("Social Media", "Missing", "Pets", "Complaints"):
        assert hidden not in page


def test_without_links_it_says_what_to_do(policy, manager, client, sign_in, cast):
    assert "No links yet" in manager.get(URL).content.decode()
    assert client.get(URL).status_code == 302
    assert sign_in(cast.pia).post(URL).status_code == 405


def test_a_link_that_ended_is_not_drawn(cast, policy, manager):
    other = keeping.add_policy(actor=cast.maya, title="Other")
    row = keeping.link(policy, other, actor=cast.maya)
    assert "<svg xmlns" in manager.get(URL).content.decode()
    keeping.unlink(row, actor=cast.maya)
    assert "<svg xmlns" not in manager.get(URL).content.decode()
