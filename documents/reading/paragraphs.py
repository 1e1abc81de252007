"""What every reader hands on: paragraphs, or the reason why there are none."""

import dataclasses
from typing import Literal

Kind = Literal["heading", "item", "body"]


@dataclasses.dataclass(frozen=True)
class Paragraph:
    """One paragraph as it stands in the document, with the label that stands before it.

    `text` is inline Markdown on one line: emphasis, strong and links are kept, and what would
    be read as Markdown but is not meant so has a backslash before it. A manual line break is "\\n".
    """

    text: str
    kind: Kind = "body"
    # Heading 1 to 6; nesting of an item from 0; 0 for a body.
    level: int = 0
    # The bullet or the number as it stands: "-", "•", "o", "4.2", "a)", "(iii)"; "" without one.
    label: str = ""
    # Columns from the margin to the label or, without one, to the text.
    indent: int = 0
    # The first paragraph after a page break that stands in the document.
    new_page: bool = False


class Unreadable(ValueError):
    """The file cannot be read; the message says why and what to do, for the person who sent it."""
