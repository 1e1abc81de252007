"""One person with a browser of their own and no mouse: what they do, and what is checked on each page."""

import datetime as dt
import json
import time
from typing import Any, ClassVar

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from accounts.models import Person
from tests.cast import PASSWORD

# The smallest screen that people still have, the usual telephone, and a desk.
SMALL, PHONE, DESK = 360, 390, 1280
# For walks past every page: what fits the smallest screen fits the others, which `make test-all` walks too.
SMALL_BY_DAY = [SMALL, *(pytest.param(width, marks=pytest.mark.nightly) for width in (PHONE, DESK))]
SECRET = "JBSWY3DPEHPK3PXP"
AXE = (settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text()
# In milliseconds: two browsers and two servers share two cores, and a page that comes late is still right.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)
# More presses of Tab than any page has places to stop at.
STOPS = 150
# A page as axe sees it: every element with what says its kind, its look and what it belongs to, and whether
# it has words; not which words, and no ids of rows.
SHAPE = """() => [...document.querySelectorAll("*")].map(element => element.tagName
    + [...element.attributes].filter(({name}) => !/^(href|src|value|content|nonce|action|title|alt|d)$/.test(name))
        .map(({name, value}) => ` ${name}=${value}`).join("").replace(/[0-9a-f-]{32,36}|\\d+/g, "#")
    + [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())).join()"""
# Of an authenticator app, in seconds.
PERIOD = 30
# How often Tab has to be pressed at the least before it is worth asking where the focus is: what can have it
# between here and there, as far as it stands on its own.
BETWEEN = """target => {
    const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
    return [...document.querySelectorAll("a[href], button, input:not([type=radio]), select, textarea")]
        .filter(one => follows(document.activeElement, one) && follows(one, target))
        .filter(one => !one.disabled && one.tabIndex >= 0 && one.checkVisibility({visibilityProperty: true}))
        .length;
}"""


class Visitor:
    """`person` at the keyboard. Every page they come to is checked as it is left."""

    # What axe has found nothing in, by width and shape: several stories pass the same pages, and it is slow.
    sound: ClassVar[set[tuple[int, int]]] = set()

    def __init__(self, person: Person, page: Page, site: str, *, javascript: bool) -> None:
        self.person, self.page, self.site = person, page, site
        self.javascript = javascript
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda said: said.type == "error" and self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> None:
        self.page.goto(self.site + path)

    def sign_in(self) -> None:
        """Through the real pages: password and, for leaders, the code of an authenticator app."""
        if "/login" not in self.page.url:
            self.open("/")
        self.write("Email", self.person.email)
        self.write("Password", PASSWORD)
        self.press("Sign in")
        if self.person.is_leader:
            self._show_second_factor()

    def _show_second_factor(self) -> None:
        """What an authenticator app shows now; where that ran out while it was typed, the next, as people do."""
        self.write("Code", one_time_code())
        self.press("Sign in")
        if "/second-factor/authenticate" in self.page.url:
            time.sleep(PERIOD - time.time() % PERIOD)
            self.write("Code", one_time_code())
            self.press("Sign in")

    def press(self, name: str) -> None:
        """Reach a button or link by Tab, and press Enter; the page that is left was checked."""
        button = self.page.get_by_role("button", name=name, exact=True)
        self._press(button.or_(self.page.get_by_role("link", name=name, exact=True)).first)

    def follow(self, words: str) -> None:
        """The first link that says `words`, among others."""
        self._press(self.page.get_by_role("link", name=words).first)

    def _press(self, target: Locator) -> None:
        self.check_page()
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, words: str) -> None:
        field = self.page.get_by_role("textbox", name=label).first
        self.reach(field)
        self.page.keyboard.type(words)
        expect(field).to_have_value(words)

    def tick(self, label: str) -> None:
        box = self.page.get_by_role("checkbox", name=label)
        self.reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def pick(self, label: str, option: str) -> None:
        """An option of a select, by typing what it begins with."""
        select = self.page.get_by_role("combobox", name=label).first
        self.reach(select)
        self.page.keyboard.type(option)
        expect(select.locator("option:checked")).to_have_text(option)

    def choose(self, group: str, option: str) -> None:
        """A radio: Tab to its group, arrows to the option."""
        radios = self.page.get_by_role("group", name=group).get_by_role("radio")
        wanted = self.page.get_by_role("group", name=group).get_by_role("radio", name=option, exact=True)
        self.reach(radios.first)
        self.page.keyboard.press("Space")
        for _press in range(radios.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(wanted).to_be_checked()

    def set_date(self, label: str, day: dt.date) -> None:
        """A day such as 1 January or 2 February: which of the two comes first is the machine's language."""
        assert day.day == day.month
        field = self.page.get_by_label(label)
        self.reach(field)
        self.page.keyboard.type(day.strftime("%d%m%Y"))
        expect(field).to_have_value(day.isoformat())

    def reach(self, target: Locator) -> None:
        """Press Tab until `target` has the focus."""
        expect(target).to_be_visible()
        for _stop in range(target.evaluate(BETWEEN)):
            self.page.keyboard.press("Tab")
        for _stop in range(STOPS):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} cannot be reached by keyboard on {self.page.url}")

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def sees_heading(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(words)

    def check_page(self) -> None:
        """No axe violation, nothing wider than the screen, one main heading."""
        # axe waits for promises, which never come where JavaScript is off; the same pages are checked with it.
        if self.javascript and (seen := self._seen()) not in self.sound:
            assert self.violations() == [], self.page.url
            self.sound.add(seen)
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than the screen"
        assert self.page.get_by_role("heading", level=1).count() == 1, self.page.url

    def _seen(self) -> tuple[int, int]:
        width: int = self.page.evaluate("innerWidth")
        return width, hash(self.page.evaluate(SHAPE))

    def violations(self) -> list[str]:
        """What axe finds: rule, and where. It comes by the debugging channel: the site's own policy stays as it is."""
        self.page.evaluate(AXE)
        found: dict[str, Any] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']])}"
            for one in found["violations"]
        ]


def one_time_code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
