"""From a template to a tagged PDF (PDF/UA-1) that needs nothing from outside and is the same each time."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from documents import fonts

STYLE = "documents/document.css"


class _DataOnly(URLFetcher):
    """Gives what the document itself holds, and remembers what else it was asked for."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols={"data"}, fail_on_errors=True)
        self.refused = False

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        self.refused |= not url.lower().startswith("data:")
        return super().fetch(url, headers)


def render(
    template: str,
    context: dict[str, Any],
    *,
    title: str,
    language: str = "en-GB",
    created: dt.datetime,
    attached: Mapping[str, str] | None = None,
) -> bytes:
    """The PDF of a template that extends documents/document.html, in `language`.

    The foot of each page shows `version`, `hash` and `foot` of the context. `attached` are files that
    travel inside it, by name. The same input gives the same bytes. A long document takes seconds
    (12 pages, 2 s): render it in a task.

    Raises:
        weasyprint.urls.FatalURLFetchingError: the document names an image or a style sheet that is not a data: URL.
    """
    if created.tzinfo is None:
        raise ValueError("A moment without a time zone.")
    ours = {
        "title": title,
        "language": language,
        "created": f"{created.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}",
    }
    with translation.override(language.lower()):
        html = render_to_string(template, context | ours)
    css = render_to_string(STYLE, {"faces": fonts.faces()})
    fetcher = _DataOnly()
    configuration = FontConfiguration()
    # With the site as base a relative link leads there, and a relative image is refused like all others.
    page = HTML(string=html, base_url=settings.SITE_URL, url_fetcher=fetcher)
    style = CSS(string=css, base_url=settings.SITE_URL, url_fetcher=fetcher, font_config=configuration)
    inside = [
        Attachment(string=text, name=name, created=created, modified=created, url_fetcher=fetcher)
        for name, text in (attached or {}).items()
    ]
    made: bytes = page.write_pdf(
        stylesheets=[style],
        attachments=inside,
        font_config=configuration,
        pdf_variant="pdf/ua-1",
        pdf_identifier=hashlib.sha256(f"{html}\0{css}".encode()).digest()[:16],
    )
    if fetcher.refused:
        # Inside an SVG picture the refusal is only logged.
        raise FatalURLFetchingError("The document has a picture with an address of its own.")
    return made
