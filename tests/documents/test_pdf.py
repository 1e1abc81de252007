"""A PDF says all its words, can be read aloud, asks nobody for anything, and is the same each time."""

import copy
import datetime as dt
import io
import logging
import re
from pathlib import Path
from urllib.parse import quote

import pypdf
import pytest
import time_machine
from weasyprint.urls import FatalURLFetchingError

from documents import pdf

MORNING = dt.datetime(2026, 7, 1, 8, 30, 15, 999, tzinfo=dt.UTC)
DOT = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://127.0.0.1:9/x.png'/></svg>"
SVG = f"data:image/svg+xml,{quote(PICTURE)}"


@pytest.fixture(autouse=True)
def templates(settings):
    changed = copy.deepcopy(settings.TEMPLATES)
    changed[0]["DIRS"].append(Path(__file__).parent / "templates")
    settings.TEMPLATES = changed


def render(**context) -> bytes:
    title = context.pop("title", "Social Media Policy")
    language = context.pop("language", "en-GB")
    return pdf.render("letter.html", context, title=title, language=language, created=MORNING)


def read(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def text(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in read(made).pages)


def fonts(made: bytes) -> dict[str, bool]:
    """The fonts by name, and whether their letters are inside."""
    resources = [page["/Resources"]["/Font"] for page in read(made).pages]
    found = [font.get_object() for each in resources for font in each.values()]
    described = {
        font["/BaseFont"]: font["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in found
    }
    return {name.partition("+")[2]: "/FontFile2" in descriptor for name, descriptor in described.items()}


def test_every_word_is_there():
    words = [f"word{number}" for number in range(1500)]
    made = render(lines=[" ".join(words)], foot="Super Stars Pre-school")
    assert set(words) - set(text(made).split()) == set()
    assert "S5.3c" in text(made)
    assert "Only after permission from the manager." in text(made)
    assert "23 July 2024" in text(made)


def test_it_can_be_read_aloud():
    reader = read(render(language="cy"))
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "cy"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Social Media Policy"
    assert reader.metadata.creation_date == MORNING.replace(microsecond=0)
    assert re.search(rb"pdfuaid:part\W+1\b|:part>1<", root["/Metadata"].get_data())
    assert [item.title for item in reader.outline] == ["Social Media Policy"]


def test_the_foot_of_each_page():
    made = render(
        lines=["Be kind. " * 60] * 24, version="Version 2", hash="ab" * 32, foot="In force since 2024"
    )
    pages = [" ".join(page.extract_text().split()) for page in read(made).pages]
    assert len(pages) > 2
    for number, said in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in said
        assert "Version 2" in said
        assert "In force since 2024" in said
        assert "ab" * 32 in said.replace(" ", "")


@pytest.mark.parametrize("name", ["weasyprint.progress", "fontTools.subset"])
def test_making_one_fills_no_log(name):
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)


def test_nothing_at_the_foot_stands_over_something_else():
    made = render(lines=["Be kind."], version="Version 2", hash="ab" * 32, foot=f"Record sealed: {'cd' * 32}")
    places: dict[str, list[float]] = {"ab": [], "cd": []}

    def note(said, _cm, matrix, _font, _size):
        if said.strip()[:2] in places:
            places[said.strip()[:2]].append(matrix[4])

    read(made).pages[0].extract_text(visitor_text=note)
    # 7.5 pt letters: 64 of them are less than 290 pt wide.
    assert max(places["ab"]) + 290 < min(places["cd"])


def test_the_same_input_gives_the_same_bytes_at_any_time():
    context = {"lines": ["Zoë Łukasz Ольга"], "version": "1"}
    with time_machine.travel(dt.datetime(2026, 1, 1, tzinfo=dt.UTC)):
        first = render(**context)
    with time_machine.travel(dt.datetime(2031, 5, 5, tzinfo=dt.UTC)):
        second = render(**context)
    assert first == second
    changed = render(**context | {"version": "2"})
    assert changed != first
    assert read(changed).trailer["/ID"][0] != read(first).trailer["/ID"][0]


def test_names_in_other_scripts_survive():
    names = ["Zoë", "Łukasz", "Şahin", "Nguyễn", "Ελένη", "Ольга", "אורי", "أحمد"]
    made = render(lines=names)
    assert [name for name in names if name not in text(made) and name[::-1] not in text(made)] == []


def test_the_font_is_inside():
    found = fonts(render(lines=["Łukasz"], version="1", hash="ab", foot="Zoë"))
    # All of them, so that the margin boxes need no font of the system either.
    font = "Atkinson-Hyperlegible-Next"
    assert found == dict.fromkeys([font, f"{font}-Bold", f"{font}-Italic", f"{font}-Extended"], True)


def test_what_people_typed_stays_words():
    made = render(
        title='<img src="http://127.0.0.1:9/">', lines=["<script>alert(1)</script>"], foot='"><img src=x>'
    )
    assert "<script>alert(1)</script>" in text(made)
    assert '"><img src=x>' in text(made)
    assert read(made).metadata.title == '<img src="http://127.0.0.1:9/">'


def test_a_picture_inside_the_document_is_shown():
    made = render(raw=f'<img src="{DOT}" alt="A dot">')
    assert len(read(made).pages[0].images) == 1


@pytest.mark.parametrize(
    "raw",
    [
        '<img src="http://127.0.0.1:9/x.png" alt="">',
        '<img src="file:///etc/passwd" alt="">',
        '<img src="/static/img/star.svg" alt="">',
        '<img src="star.svg" alt="">',
        '<img src="ftp://127.0.0.1:9/x.png" alt="">',
        '<link rel="stylesheet" href="https://127.0.0.1:9/x.css">',
        "<style>@import url(http://127.0.0.1:9/x.css);</style>",
        '<p style="background: url(http://127.0.0.1:9/x.png)">x</p>',
        "<style>@font-face { font-family: x; src: url(file:///x.ttf) } p { font-family: x }</style>",
        '<object data="http://127.0.0.1:9/x.svg"></object>',
        '<link rel="attachment" href="file:///etc/passwd">',
        f'<img src="{SVG}" alt="">',
    ],
)
def test_nothing_is_fetched(raw):
    with pytest.raises(FatalURLFetchingError):
        render(raw=raw)


def test_a_link_of_the_site_leads_there():
    made = render(raw='<a href="/policies/">Policies</a>')
    links = [each.get_object()["/A"]["/URI"] for each in read(made).pages[0]["/Annots"]]
    assert links == ["http://testserver/policies/"]


def test_a_moment_has_a_time_zone():
    with pytest.raises(ValueError, match="time zone"):
        pdf.render("letter.html", {}, title="T", created=MORNING.replace(tzinfo=None))
