"""The square of risks: where each number stands, letters beside colours, nothing that a strict CSP refuses."""

from xml.etree import ElementTree

from social.matrix_picture import FIELD, LEFT, STEPS, TOP, Band, Mark, band_of, svg

BANDS = [Band(1, "L"), Band(5, "M"), Band(10, "H"), Band(17, "V")]
NAME = "{http://www.w3.org/2000/svg}"


def drawn(*marks: Mark, bands: list[Band] = BANDS) -> ElementTree.Element:
    return ElementTree.fromstring(svg(marks, bands, label='Before "controls" & <more>'))  # noqa: S314 - our own


def words(picture: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in picture.iter(f"{NAME}text")]


def test_each_number_stands_in_the_field_of_its_scores():
    picture = drawn(Mark(1, likelihood=5, impact=1), Mark(2, likelihood=1, impact=5))
    rings = [(float(one.get("cx")), float(one.get("cy"))) for one in picture.iter(f"{NAME}circle")]
    fields = {(int((x - LEFT) // FIELD) + 1, STEPS - int((y - TOP) // FIELD)) for x, y in rings}
    assert fields == {(1, 5), (5, 1)}
    assert picture.get("aria-label") == 'Before "controls" & <more>'


def test_every_field_has_the_letter_of_its_band():
    letters = "".join(word for word in words(drawn()) if word in "LMHV")
    # From likelihood 5 down, each from impact 1 up.
    assert letters == "MHHVV" + "LMHHV" + "LMMHH" + "LLMMH" + "LLLLM"
    assert [band_of(score, BANDS) for score in (1, 4, 5, 9, 10, 16, 17, 25)] == [0, 0, 1, 1, 2, 2, 3, 3]


def test_of_many_in_one_field_it_says_how_many_more():
    found = words(drawn(*(Mark(number, 3, 3) for number in range(1, 8))))
    assert [word for word in found if word.startswith("+")] == ["+4"]
    assert "+" not in "".join(words(drawn(*(Mark(number, 3, 3) for number in range(1, 5)))))


def test_it_holds_no_style_and_may_be_smaller_on_paper():
    said = svg([Mark(1, 1, 1)], BANDS, label="x", drawn=150)
    assert 'width="150"' in said
    assert "style" not in said
    assert drawn(Mark(1, 2, 2), bands=[]) is not None
