"""A program of its own that draws the pages of a PDF: from its input, to its output.

It reads a stranger's file with a library written in C, so it runs apart (`documents.scans.pdf_pages`): with nothing
of ours in its memory, with a limit to what it may take, and whatever becomes of it. It imports no code of ours.

Its output is each page as a JPEG, behind the number of its bytes in four.
"""

import io
import resource
import struct
import sys
from typing import Any

# What it says by ending; everything else is a file that cannot be drawn.
LOCKED, TOO_MANY = 3, 4
# A page of A4 at 170 dots an inch.
SIDE = 2000
SECONDS, MEMORY = 20, 1024 * 1024 * 1024


def main(most_pages: int) -> int:
    # Here, so that no other process has it in memory.
    import pypdfium2 as pdfium  # noqa: PLC0415
    from pypdfium2.raw import FPDF_ERR_PASSWORD  # noqa: PLC0415

    content = sys.stdin.buffer.read()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    # No file is written, not even that of a crash.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    try:
        paper = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        return LOCKED if error.err_code == FPDF_ERR_PASSWORD else 1
    if len(paper) > most_pages:
        return TOO_MANY
    # What somebody filled in on a screen is drawn too; nothing in it is run.
    paper.init_forms()
    for page in paper:
        _write(page)
    return 0


def _write(page: Any) -> None:
    drawn = io.BytesIO()
    bitmap = page.render(scale=SIDE / max(page.get_size()), fill_color=(255, 255, 255, 255))
    bitmap.to_pil().convert("RGB").save(drawn, "JPEG", quality=95)
    sys.stdout.buffer.write(struct.pack(">I", len(drawn.getvalue())) + drawn.getvalue())


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
