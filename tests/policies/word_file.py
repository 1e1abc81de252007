"""A Word file as a busy manager leaves it: bold lines for headings, bullets typed, pages broken by hand."""

import io

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

# What the paragraphs say, one a line; before "|" how they are formed.
TEXT = """
title| Super Stars Pre-school
title| Social Media Policy
heading| 1. Aims and scope
bullet| This policy is for everybody who plays, works or visits here.
bullet| It has two aims:
bullet 2| to keep children safe; and
bullet 2| to keep adults out of trouble.
links| Read it with our
heading| Section 2: Everybody
| – Be kind online, as you are at the door.
| – Do not post anything that
| would hurt another family.
bold| 3 Staff
| Staff keep their phones in the lockers, and ask before they use
| Page 1 of 3
page| Super Stars Pre-school – Social Media Policy
| a device of ours for anything private.
bold| 3.1. Reputation
bullet| We advise staff to look after their good name, for example to:
bullet| keep their accounts private;
bullet| log out; and
bullet| choose strong passwords.
bullet| Staff do not name us as their employer.
bold| 3.2 Contact with families
| Staff will:
indented| a) use the pre-school’s phone;
indented| b) tell the manager about every message; and
indented| c) never answer from a private account.
heading| CHILDREN
| • Children have no accounts with us.
| o Not even for games.
| o Not even on a parent’s phone.
| • Parents are told when
| Page 2 of 3
page| Super Stars Pre-school – Social Media Policy
| we are worried.
bold| Last reviewed: 23 July 2024
"""


def as_word() -> bytes:
    """The bytes of the .docx."""
    document = Document()
    for line in TEXT.strip().splitlines():
        form, _, text = line.partition("| ")
        _add(document, form, text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add(document: Doc, form: str, text: str) -> None:
    styles = {"title": "Title", "heading": "Heading 1", "bullet": "List Bullet", "bullet 2": "List Bullet 2"}
    paragraph = document.add_paragraph(style=styles.get(form, "List Bullet" if form == "links" else "Normal"))
    run = paragraph.add_run()
    if form == "page":
        run.add_break(WD_BREAK.PAGE)
    if form == "indented":
        paragraph.paragraph_format.left_indent = Cm(1)
    run.add_text(f"{text} " if form == "links" else text)
    run.bold = form == "bold" or None
    if form == "links":
        _link(paragraph, "Code of conduct", "")
        paragraph.add_run(" and our ")
        _link(paragraph, "Child protection policy", "")
        paragraph.add_run(", and with what the NSPCC says.")


def _link(paragraph: Paragraph, words: str, anchor: str) -> None:
    """A hyperlink whose target was lost."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(words)
    link.append(run._r)
    paragraph._p.append(link)
