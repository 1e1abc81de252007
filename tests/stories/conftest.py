"""A real Chromium on a real site, with transactions that commit and the style sheet that people get."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from playwright.sync_api import Browser

from accounts.models import Person
from tests.cast import make_user
from tests.stories.visitor import PHONE, SECRET, Visitor


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium (pytest-playwright's hook); root needs --no-sandbox."""
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing: sudo apt-get install chromium"
    return browser_type_launch_args | {
        "executable_path": chromium,
        "args": ["--no-sandbox", "--lang=en-GB"],
    }


@pytest.fixture
def site(live_server: Any) -> str:
    """The address of the site."""
    assert (settings.BASE_DIR / "static" / "build" / "app.css").exists(), "run: npm run build"
    return live_server.url


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Visitor]]:
    """Somebody with a sign-in and a browser of their own; leaders have a second factor.

    Whatever the browser complained about, a refused script or style among it, fails the story.
    """
    visitors: list[Visitor] = []

    def visitor(person: Person, *, width: int = PHONE, javascript: bool = True) -> Visitor:
        user = make_user(person)
        if person.is_leader:
            TOTP.activate(user, SECRET)
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            locale="en-GB",
            timezone_id="Europe/London",
            java_script_enabled=javascript,
        )
        visitors.append(Visitor(person, context.new_page(), site, javascript=javascript))
        return visitors[-1]

    yield visitor
    for one in visitors:
        one.page.context.close()
    assert [said for one in visitors for said in one.complaints] == []
