"""One person with a browser of their own and no mouse: what they do, and what is checked on each page."""

import datetime as dt
import json
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from accounts.models import Person
from tests.cast import PASSWORD

SECRET = "JBSWY3DPEHPK3PXP"
AXE = (settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js").read_text()
# More presses of Tab than any page has places to stop at.
STOPS = 150
PERIOD, TO_TYPE = 30, 8


class Visitor:
    """`person` at the keyboard. Every page they come to is checked as it is left."""

    def __init__(self, person: Person, page: Page, site: str, *, javascript: bool) -> None:
        self.person, self.page, self.site = person, page, site
        self.javascript = javascript
        self.complaints: list[str] = []
        page.set_default_timeout(10_000)
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
        assert not self.javascript or self.violations() == [], self.page.url
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than the screen"
        assert self.page.get_by_role("heading", level=1).count() == 1, self.page.url

    def violations(self) -> list[str]:
        """What axe finds: rule, and where. It comes by the debugging channel: the site's own policy stays as it is."""
        self.page.evaluate(AXE)
        found: dict[str, Any] = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']])}"
            for one in found["violations"]
        ]


def one_time_code() -> str:
    """What an authenticator app shows now; when it is about to change, the next one, as people do."""
    left = PERIOD - time.time() % PERIOD
    if left < TO_TYPE:
        time.sleep(left)
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))
