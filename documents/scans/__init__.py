"""Papers that somebody scanned or photographed: each page is looked at and drawn anew, and lies where pictures lie.

Nothing of the file that was sent is kept. A PDF may carry what runs, or shows something else to whoever opens it;
what is stored is how its pages look.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from documents import pictures
from documents.pictures import Drawn, Unacceptable
from documents.scans.pdf_pages import pages

# Of one paper, in however many files it comes.
MOST_PAGES = 10
# What a form says that it takes.
TAKEN = "image/jpeg,image/png,image/webp,application/pdf"


def prepare(files: Sequence[tuple[str, bytes]]) -> list[Drawn]:
    """The pages in these files, each of a name and what is in it, in their order. Nothing is written.

    Raises:
        Unacceptable: one of them is not taken, or they are too many pages; the message says which and why.
    """
    found: list[Drawn] = []
    for number, (name, content) in enumerate(files, start=1):
        try:
            found += _drawn(name, content)
        except Unacceptable as error:
            if len(files) == 1:
                raise
            said = _("File %(number)s of %(all)s: %(why)s")
            raise Unacceptable(said % {"number": number, "all": len(files), "why": error}) from error
    if len(found) > MOST_PAGES:
        said = _("These are more than %(most)s pages. Send only those of the form.")
        raise Unacceptable(said % {"most": MOST_PAGES})
    return found


def _drawn(name: str, content: bytes) -> list[Drawn]:
    if not content.startswith(b"%PDF-"):
        return [pictures.prepare(name, content)]
    pictures.check_file(name, content, "PDF", (".pdf",))
    # Of the program's own making, and looked at all the same.
    return [pictures.prepare("", page) for page in pages(content, MOST_PAGES)]
