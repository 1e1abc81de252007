"""The POST forms of a page as a browser sees them: where each goes, what it hides, and what can be typed in it."""

import dataclasses
from html.parser import HTMLParser

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from pages import timeouts
from tests.incidents.reporting import forget_session

OK = 200
TYPED = {"text", "email", "date", "number", "search", "tel", "url", "datetime-local", "time"}


@dataclasses.dataclass
class DrawnForm:
    """One POST form: where it goes, its hidden fields, and the names of what can be typed."""

    path: str
    hidden: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    typed: set[str] = dataclasses.field(default_factory=set)

    @property
    def tokens(self) -> list[str]:
        return [value for name, value in self.hidden if name == timeouts.FIELD]

    def filled(self, **typed: object) -> dict[str, object]:
        """What the browser sends: what is hidden, and what was typed."""
        return {**dict(self.hidden), **typed}


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.found: list[DrawnForm] = []
        self.current: DrawnForm | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form" and said.get("method") == "post":
            self.current = DrawnForm((said.get("action") or "").partition("?")[0] or self.page)
            self.found.append(self.current)
        elif self.current and tag == "input" and said.get("type") == "hidden":
            self.current.hidden.append((said["name"] or "", said.get("value") or ""))
        elif self.current and (tag == "textarea" or (tag == "input" and said.get("type", "text") in TYPED)):
            self.current.typed.add(said.get("name") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.current = None


def drawn_in(html: str, page: str) -> list[DrawnForm]:
    found = _Forms(page)
    found.feed(html)
    return found.found


def forms_of(client: Client, page: str) -> list[DrawnForm]:
    """None for what is no page, or not shown."""
    answer = client.get(page)
    if answer.status_code != OK or "html" not in answer.headers["Content-Type"]:
        return []
    return drawn_in(answer.content.decode(), page)


def form_to(client: Client, path: str, page: str, **hidden: str) -> DrawnForm:
    """The form on `page` that is sent to `path`; `hidden` tells it from others like it."""
    return next(
        form
        for form in forms_of(client, page)
        if form.path == path and hidden.items() <= dict(form.hidden).items()
    )


UNSENT = reverse("unsent")


def lost(client: Client, form: DrawnForm, **typed: object) -> HttpResponse:
    """Send the form after the session has ended."""
    return forget_session(client).post(form.path, form.filled(**typed))


def told(client: Client) -> str:
    return client.get(UNSENT).content.decode()


def again(client: Client, path: str, **typed: object) -> HttpResponse:
    """Press "Send it now"; what a browser sends then."""
    form = form_to(client, path, UNSENT)
    return client.post(path, form.filled(**typed))
