"""Word files: every word of the body, with the number that Word shows before it."""

from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import Paragraph, read
from tests.documents.shown import shown
from tests.documents.word_file import listed, lists, p, r, word_file

FORMS = ["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>"]
WORDS = st.text(st.sampled_from("ab Z.-*_[](){}<>&`\\#1•o\u00a0\u2028é"), min_size=1, max_size=12)


def said(body: str, **parts) -> list[str]:
    return [paragraph.text for paragraph in read("a.docx", word_file(body, **parts))]


def labels(body: str, **parts) -> list[str]:
    return [f"{each.level} {each.label} {each.text}" for each in read("a.docx", word_file(body, **parts))]


def test_words_stand_in_many_places():
    body = p(
        r("one ")
        + f'<w:hyperlink r:id="rId9">{r("two")}</w:hyperlink>'
        + f"<w:ins>{r(' three')}</w:ins><w:moveTo>{r(' four')}</w:moveTo>"
        + f"<w:smartTag>{r(' five')}</w:smartTag>"
        + f"<w:sdt><w:sdtPr><w:alias w:val='no'/></w:sdtPr><w:sdtContent>{r(' six')}</w:sdtContent></w:sdt>"
        + f'<w:fldSimple w:instr="REF x">{r(" seven")}</w:fldSimple>'
        + "<m:oMath><m:r><m:t> eight</m:t></m:r></m:oMath>"
        + f"<w:bdo>{r(' nine')}</w:bdo>"
        + "<w:r><w:t> te</w:t><w:noBreakHyphen/><w:t>n</w:t><w:softHyphen/><w:tab/><w:t>end</w:t></w:r>"
    )
    links = {"rId9": "https://www.gov.uk/a (b)"}
    assert said(body, links=links) == [
        "one [two](https://www.gov.uk/a%20%28b%29) three four five six seven eight nine te-n end"
    ]


def test_what_was_taken_out_stays_out():
    body = (
        p(
            r("kept")
            + "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"
            + f"<w:moveFrom>{r('moved')}</w:moveFrom>"
        )
        + p("<w:r><w:instrText>PAGE secret</w:instrText></w:r>" + r("result"))
        + f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{p(r('row gone'))}</w:tc></w:tr></w:tbl>"
    )
    assert said(body) == ["kept", "result"]


def test_a_deleted_paragraph_mark_joins_two():
    body = (
        p(r("Staff must "), "<w:rPr><w:del/></w:rPr>")
        + p(r("be kind."))
        + p(r("End"), "<w:rPr><w:del/></w:rPr>")
    )
    assert said(body) == ["Staff must be kind.", "End"]


@pytest.mark.parametrize(
    ("target", "text"),
    [
        ("https://example.org", "[x](https://example.org)"),
        ("mailto:a@example.org", "[x](mailto:a@example.org)"),
        ("javascript:alert(1)", "x"),
        ("file:///C:/secret.docx", "x"),
        ("", "x"),
    ],
)
def test_links(target, text):
    assert said(p(f'<w:hyperlink r:id="rId1">{r("x")}</w:hyperlink>'), links={"rId1": target}) == [text]


def test_a_link_inside_the_document_and_one_that_is_missing_are_words():
    body = p(
        f'<w:hyperlink w:anchor="a">{r("x")}</w:hyperlink><w:hyperlink r:id="rId404">{r("y")}</w:hyperlink>'
    )
    assert said(body) == ["xy"]


def test_a_link_made_by_a_field():
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    code = '<w:r><w:instrText> HYPERLINK "https://example.org/a" </w:instrText></w:r>'
    body = p(
        r("See ") + field("begin") + code + field("separate") + r("there") + field("end") + r(", please.")
    )
    assert said(body) == ["See [there](https://example.org/a), please."]


def test_emphasis():
    body = p(
        r("must ", "<w:b/>")
        + r("never", "<w:b/><w:i/>")
        + r(" share ", "<w:i/>")
        + r("it", '<w:b w:val="0"/>')
    )
    assert said(body) == ["**must** ***never*** *share* it"]
    strong = '<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/></w:style>'
    assert said(p(r("a ") + r("b", '<w:rStyle w:val="Fett"/>')), styles=strong) == ["a **b**"]


def test_what_only_looks_like_markdown_is_escaped():
    assert said(p(r("2*3 *x* _y_ a_b [z](u) `c` &lt;b&gt; R&amp;D"))) == [
        r"2\*3 \*x\* \_y\_ a_b [z\](u) \`c\` \<b> R&D"
    ]


def test_numbers_that_only_word_shows():
    numbering = lists("decimal|%1.", "decimal|%1.%2", "lowerLetter|%3)", "lowerRoman|(%4)", "bullet|\uf0b7")
    body = "".join(p(r("x"), listed(1, level)) for level in (0, 1, 1, 2, 2, 3, 3, 4, 1, 2, 0, 1))
    found = ["0 1. x", "1 1.1 x", "1 1.2 x", "2 a) x", "2 b) x", "3 (i) x", "3 (ii) x", "4 • x", "1 1.3 x"]
    assert labels(body, numbering=numbering) == [*found, "2 a) x", "0 2. x", "1 2.1 x"]


def test_indentation_of_lists_is_comparable():
    numbering = lists("bullet|-", "bullet|o")
    found = read("a.docx", word_file(p(r("x"), listed(1)) + p(r("y"), listed(1, 1)), numbering=numbering))
    assert [(each.label, each.indent) for each in found] == [("-", 2), ("o", 6)]


def test_a_list_begins_anew_and_another_goes_on():
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>'
    )
    numbering = lists("decimal|%1.", more=again)
    body = "".join(p(r("x"), listed(num)) for num in (1, 1, 2, 2, 3))
    assert labels(body, numbering=numbering) == ["0 1. x", "0 2. x", "0 5. x", "0 6. x", "0 7. x"]


def test_numbers_by_style_and_taken_away():
    numbering = lists("decimal|%1", "decimal|%1.%2").replace(
        '<w:lvl w:ilvl="1">', '<w:lvl w:ilvl="1"><w:pStyle w:val="H2"/>'
    )
    heading = '<w:style w:type="paragraph" w:styleId="H{0}"><w:name w:val="heading {0}"/><w:pPr>{1}</w:pPr></w:style>'
    num = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    based = '<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="H2"/></w:style>'
    styles = heading.format(1, num) + heading.format(2, num) + based
    body = (
        p(r("Aims"), '<w:pStyle w:val="H1"/>')
        + p(r("Scope"), '<w:pStyle w:val="H2"/>')
        + p(r("Links"), '<w:pStyle w:val="Own"/>')
        + p(r("Plain"), f'<w:pStyle w:val="H2"/>{listed(0)}')
    )
    found = read("a.docx", word_file(body, numbering=numbering, styles=styles))
    assert [(each.kind, each.level, each.label, each.text) for each in found] == [
        ("heading", 1, "1", "Aims"),
        ("heading", 2, "1.1", "Scope"),
        ("heading", 2, "1.2", "Links"),
        ("heading", 2, "", "Plain"),
    ]


def test_headings_in_other_ways():
    title = '<w:style w:styleId="T"><w:name w:val="Title"/></w:style>'
    body = (
        p(r("Policy", "<w:b/>"), '<w:pStyle w:val="T"/>')
        + p(r("4. Staff"), '<w:outlineLvl w:val="1"/>')
        + p(r("Deep"), '<w:outlineLvl w:val="8"/>')
        + p(r("Body"), '<w:outlineLvl w:val="9"/>')
    )
    assert read("a.docx", word_file(body, styles=title)) == [
        Paragraph("Policy", "heading", 1),
        Paragraph("Staff", "heading", 2, "4."),
        Paragraph("Deep", "heading", 6),
        Paragraph("Body"),
    ]


def test_bullets_that_were_typed():
    body = (
        p(r("• one"))
        + p(r("o\ttwo"), '<w:ind w:left="720"/>')
        + p('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/></w:r>' + r(" three"), '<w:ind w:left="1440"/>')
        + p("<w:r><w:tab/></w:r>" + r("– four"))
        + p(r("4.2 ", "<w:b/>") + r("Five"))
    )
    found = [(each.label, each.level, each.indent, each.text) for each in read("a.docx", word_file(body))]
    assert found == [
        ("•", 0, 0, "one"),
        ("o", 1, 4, "two"),
        ("▪", 2, 8, "three"),
        ("–", 1, 4, "four"),
        ("4.2", 0, 0, "Five"),
    ]


def test_manual_line_breaks():
    lines = "<w:r><w:t>Tell:</w:t><w:br/><w:t>Maya</w:t><w:br/><w:t>- one</w:t><w:cr/><w:t>- two</w:t></w:r>"
    assert read("a.docx", word_file(p(lines))) == [
        Paragraph("Tell:\nMaya"),
        Paragraph("one", "item", 0, "-"),
        Paragraph("two", "item", 0, "-"),
    ]


def test_page_breaks():
    broken = '<w:r><w:t>Never</w:t><w:br w:type="page"/><w:t>share.</w:t></w:r>'
    body = p(broken) + p(r("Next"), "<w:pageBreakBefore/>") + p(r("Last"))
    found = [(each.text, each.new_page) for each in read("a.docx", word_file(body))]
    assert found == [("Never", False), ("share.", True), ("Next", True), ("Last", False)]


def test_cells_in_reading_order():
    inner = f"<w:tbl><w:tr><w:tc>{p(r('three'))}</w:tc></w:tr></w:tbl>"
    body = (
        p(r("one"))
        + f"<w:tbl><w:tr><w:tc>{p(r('two'))}{inner}{p('')}</w:tc><w:tc>{p(r('four'))}</w:tc></w:tr>"
        + f"<w:sdt><w:sdtContent><w:tr><w:tc>{p(r('five'))}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>"
    )
    assert said(body) == ["one", "two", "three", "four", "five"]


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{p(r('in the box'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert said(p(r("before") + f"<w:r>{both}</w:r>" + r(" after"))) == ["before after", "in the box"]
    only_old = "<mc:AlternateContent><mc:Choice Requires='x'/><mc:Fallback><w:pict><v:textbox>{}</v:textbox></w:pict>"
    assert said(p(f"<w:r>{only_old.format(box)}</mc:Fallback></mc:AlternateContent></w:r>")) == ["in the box"]


def test_notes_come_last_under_their_number():
    note = '<w:footnote w:id="{}">{}</w:footnote>'.format
    notes = note(0, p(r("separator"))) + note(2, p(r("KCSIE 2024")))
    body = p(r("as law says") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r(".")) + p(r("End"))
    found = read("a.docx", word_file(body, footnotes=notes))
    assert found == [Paragraph("as law says[1]."), Paragraph("End"), Paragraph("KCSIE 2024", label="[1]")]


def test_headers_comments_and_contents_are_left_out():
    styles = '<w:style w:styleId="C1"><w:name w:val="toc 1"/></w:style>'
    body = p(r("1 Aims 3"), '<w:pStyle w:val="C1"/>') + p(
        r("Aims") + '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    assert said(body, styles=styles) == ["Aims"]


@settings(deadline=None)
@given(st.data())
def test_odd_values_in_the_xml_are_borne(data):
    """Other programs write what Word would not."""
    body = p(r("one", "<w:b/>"), listed(1, 1)) + p(r("two"), '<w:pStyle w:val="H"/><w:ind w:left="720"/>')
    styles = '<w:style w:styleId="H"><w:name w:val="heading 2"/><w:basedOn w:val="H"/></w:style>'
    numbering = lists("decimal|%1.%9", "upperRoman|%2")
    for odd in ('w:val="', 'w:left="', 'w:ilvl="', 'w:numId="', 'w:abstractNumId="'):
        new = data.draw(
            st.sampled_from([odd, odd + "-9", odd + "x", odd + "9999999999999", odd.replace("w:", "w:z")])
        )
        body, styles, numbering = (part.replace(odd, new) for part in (body, styles, numbering))
    found = read("a.docx", word_file(body, styles=styles, numbering=numbering))
    assert " ".join(each.text for each in found).replace("*", "") == "one two"


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.tuples(WORDS, st.sampled_from(FORMS)), min_size=1, max_size=5), min_size=1, max_size=5
    )
)
def test_no_word_is_lost_or_changed(paragraphs):
    body = "".join(p("".join(r(escape(words), form) for words, form in runs)) for runs in paragraphs)
    wanted = " ".join("".join(words for words, _form in runs) for runs in paragraphs).split()
    found = read("a.docx", word_file(body))
    given = " ".join(f"{each.label} {shown(each.text)}" for each in found)
    assert "".join(given.split()) == "".join(wanted)
