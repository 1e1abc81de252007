"""From a document's paragraphs to a policy's sections and clauses, whatever its style. Pure.

No word is lost or changed: the words of the paragraphs are those of the outline's title, blocks,
review line and `left_out`, in their order. What cannot be told from the document is guessed, and
corrected by the manager (`policies.correcting`).
"""

from documents.reading import Paragraph
from policies.outline import Outline
from policies.splitting import cleaning, headings, nesting, reviewed, titles


def split(paragraphs: list[Paragraph]) -> Outline:
    """Sections, headings and clauses of a document that somebody else wrote."""
    lines, left_out = cleaning.without_page_furniture(cleaning.lines_of(paragraphs))
    lines, review_line = reviewed.take_review_line(cleaning.mended(lines))
    title, found = titles.take_title(headings.find(lines))
    return Outline(
        title=title,
        blocks=nesting.nest(found),
        reviewed_on=reviewed.date_in(review_line),
        review_line=review_line,
        left_out=left_out,
    )


def split_as_written(paragraphs: list[Paragraph]) -> Outline:
    """The same for our own Markdown (`rendering.to_markdown`), where nothing needs guessing.

    Heading 1 is the title, 2 a section, 3 a heading; an item is as deep as it is nested, and a
    paragraph is a clause.
    """
    lines, review_line = reviewed.take_review_line(cleaning.continued(paragraphs))
    title, found = titles.take_first_heading(headings.styled(lines))
    return Outline(title, nesting.as_nested(found), reviewed.date_in(review_line), review_line)
