"""Names of children and places in the words of a post, in every spelling; and never a part of another word."""

import pytest

from social.naming import Found, fold, found_in

CHILDREN = [
    "Kit Rossi",
    "Zoë O’Brien",
    "Łukasz Nowak",
    "Anne-Marie Ng",
    "小明 王",
    "Will Rose",
    "अनिल शर्मा",
    "José",
    "X Y",
]
PLACES = ["Mill Lane", "Cobham Hall"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kit sowed beans.", ["Kit"]),
        ("kit sowed beans", ["kit"]),
        ("KIT!", ["KIT"]),
        ("A kitten in the kitchen", []),
        ("Kit’s bean, kit's pot", ["Kit", "kit"]),
        ("#KitRossi", ["Kit", "Rossi"]),
        ("#kit_2026 @kit", ["kit"]),
        ("Zoe and ZOË and Zoë", ["Zoe", "ZOË", "Zoë"]),
        ("Zoe\u0308", ["Zoe\u0308"]),
        ("K\u200bit, Ki\u00adt", ["K\u200bit", "Ki\u00adt"]),
        ("Lukasz", ["Lukasz"]),
        ("Marie made it, marieville not", ["Marie"]),
        ("今天小明种豆", ["小明"]),
        ("अनिल ने", ["अनिल"]),
        ("jose", ["jose"]),
        ("We will plant a rose", ["will", "rose"]),
        ("x marks the spot", []),
        ("", []),
    ],
)
def test_children(text, words):
    found = found_in(text, CHILDREN, [])
    assert sorted(one.text for one in found) == sorted(words)
    assert all(one.is_child for one in found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Down mill  lane today", ["mill  lane"]),
        ("Mill Lanes and a mill", []),
        ("See you at ME13 7AB!", ["ME13 7AB"]),
        ("me137ab", ["me137ab"]),
        ("M1 1AA or room 12", ["M1 1AA"]),
        ("📍 here", ["📍"]),
        ("COBHAM-HALL", ["COBHAM-HALL"]),
    ],
)
def test_places(text, words):
    found = found_in(text, CHILDREN, PLACES)
    assert [one.text for one in found if not one.is_child] == words


def test_each_word_once_in_the_order_of_the_text():
    assert found_in("Rossi, Kit, Kit", ["Kit Rossi"], []) == [Found("Rossi", True), Found("Kit", True)]


def test_folding_leaves_letters_of_other_scripts():
    assert fold("Ἀθηνᾶ") == fold("αθηνα")
    assert fold("ÇA") == "ca"
