"""A document is read by its content, and its name must agree."""

import io

import docx

from documents.reading import Paragraph, read


def test_markdown():
    content = b"# Social Media\n\n## 4. Staff use\n\n- one\n  - two\n    wrapped\n\nReviewed 23 July 2024\n"
    assert read("policy.md", content) == [
        Paragraph("Social Media", "heading", 1),
        Paragraph("Staff use", "heading", 2, "4."),
        Paragraph("one", "item", 0, "-"),
        Paragraph("two wrapped", "item", 1, "-", 2),
        Paragraph("Reviewed 23 July 2024"),
    ]


def test_plain_text():
    content = "Aims\n====\n\n4.1 Staff are kind\nand careful.\n\n\x0c\u2022 first\no second\n".encode()
    assert read("policy.txt", content) == [
        Paragraph("Aims", "heading", 1),
        Paragraph("Staff are kind and careful.", "item", 0, "4.1"),
        Paragraph("first", "item", 0, "•", new_page=True),
        Paragraph("second", "item", 0, "o"),
    ]


def test_word():
    document = docx.Document()
    document.add_heading("Staff use", 2)
    document.add_paragraph("one", style="List Number")
    document.add_paragraph("two", style="List Number")
    document.add_paragraph("three").add_run(" strong").bold = True
    held = io.BytesIO()
    document.save(held)
    assert read("Policy.DOCX", held.getvalue()) == [
        Paragraph("Staff use", "heading", 2),
        Paragraph("one", "item", 0, "1."),
        Paragraph("two", "item", 0, "2."),
        Paragraph("three **strong**"),
    ]
