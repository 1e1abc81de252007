"""Documents that people load: what stands in them, paragraph by paragraph, and nothing of it lost."""

from documents.reading.files import MARKDOWN, WORD, suffix_of, text_of
from documents.reading.marked import read_markdown
from documents.reading.paragraphs import Paragraph, Unreadable
from documents.reading.plain import read_text
from documents.reading.word import read_word

__all__ = ["Paragraph", "Unreadable", "read"]


def read(name: str, content: bytes) -> list[Paragraph]:
    """The paragraphs of a Markdown, text or Word file, in their order; `name` is the file's name.

    Reports what stands there: sections and clauses are found elsewhere. Nothing is written to disk.

    Raises:
        Unreadable: the file is bad or not of these types; the message is for people.
    """
    suffix = suffix_of(name, content)
    if suffix in WORD:
        return read_word(content)
    return read_markdown(text_of(content)) if suffix in MARKDOWN else read_text(text_of(content))
