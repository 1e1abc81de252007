"""Files of children as the tests load them."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.importing.columns import HEADINGS

LOAD, PREVIEW, CONFIRM, DISCARD = (
    reverse(name)
    for name in (
        "children-import",
        "children-import-preview",
        "children-import-confirm",
        "children-import-discard",
    )
)
# Without the reference, as other programs write it.
PLAIN = HEADINGS[1:]


def csv_of(*rows: str, headings: tuple[str, ...] = PLAIN) -> bytes:
    """Rows written with commas, shorter than the headings where nothing follows."""
    return "\n".join([",".join(headings), *rows]).encode()


def load(client, content: bytes, name: str = "children.csv"):
    """Load a file; the answer is the page, or the way to the preview."""
    return client.post(LOAD, {"file": SimpleUploadedFile(name, content)})


def planned(client, content: bytes, name: str = "children.csv"):
    """The plan that the preview shows after loading."""
    answer = load(client, content, name)
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(PREVIEW).context["plan"]


def confirm(client):
    """Send the form of the preview as it is drawn."""
    page = client.get(PREVIEW)
    return client.post(CONFIRM, {"seen": page.context["form"].initial["seen"]}, follow=True)


def exported(client, fmt: str) -> bytes:
    answer = client.get(reverse("children-export", args=[fmt]))
    return io.BytesIO(answer.content).getvalue()
