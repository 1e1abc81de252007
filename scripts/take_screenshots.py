"""`make screenshots`: the README's pictures, from a fresh demo of its own. Nothing under var/ is touched."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from scripts import PYTHON, ROOT, debian, environments
from scripts.processes import Process, answers

FOLDER = ROOT / "docs" / "screenshots"
WIDTHS = {390: 844, 1280: 900}
REPORTER, LEAD = "Priya Raman", "Hannah Whitlock"
# What the pictures of the room sheet are for.
USE = "website"
# A start under load takes long, and what was loaded before it longer still.
START_SECONDS = 180.0


def main() -> None:
    chromium = debian.find("chromium", package="chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="superstars-pictures-") as var,
        site(var) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(chromium), args=["--no-sandbox"])
        for width, height in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
            take_reporters(page, address, width)
            take_leads(page, address, width)
            ALSO[width](page, address, width)
        browser.close()


@contextmanager
def site(var: str) -> Iterator[str]:
    """The demo with its data in `var`, on a free port; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    inherited = {name: said for name, said in os.environ.items() if name not in environments.CONFIGURATION}
    environment = inherited | environments.fresh_secrets()
    environment |= {
        "DEMO": "true",
        "VAR_DIR": var,
        "LOG_LEVEL": "ERROR",
        "SITE_URL": f"http://localhost:{port}",
    }
    subprocess.run([PYTHON, "-m", "scripts.prepare", "--demo"], cwd=ROOT, env=environment, check=True)
    bind = ["--bind", f"127.0.0.1:{port}", "--threads", "2", "--no-control-socket", "--log-level", "warning"]
    web = Process("web", [PYTHON, "-m", "gunicorn", "superstars.wsgi", *bind], environment)
    web.start()
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://localhost:{port}"
    finally:
        web.signal(signal.SIGTERM)
        if web.running:
            web.running.wait()


def wait_for(address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(address):
        if time.monotonic() > deadline:
            raise TimeoutError(f"{address} did not answer within {START_SECONDS:.0f} s")
        time.sleep(0.2)


def take_reporters(page: Page, address: str, width: int) -> None:
    """Home, and the first page of a report with its answer ticked."""
    sign_in(page, address, REPORTER)
    take(page, f"home-{width}")
    page.get_by_role("link", name="Report a concern").click()
    page.get_by_role("checkbox").first.check()
    take(page, f"report-{width}")


def take_leads(page: Page, address: str, width: int) -> None:
    """The queue, and a case that has a history."""
    sign_in(page, address, LEAD)
    page.goto(f"{address}/cases/")
    take(page, f"queue-{width}")
    page.get_by_role("row", name="Progress").get_by_role("link").first.click()
    take(page, f"case-{width}")


def take_rooms(page: Page, address: str, width: int) -> None:
    """For a telephone in a room: who may be shown, and what a colleague's post waits for."""
    sign_in(page, address, REPORTER)
    page.goto(f"{address}/pictures/sheet/?purpose={USE}")
    take(page, f"sheet-{width}")
    sign_in(page, address, LEAD)
    page.goto(f"{address}/social/board/today/")
    take(page, f"today-{width}")


def take_boards(page: Page, address: str, width: int) -> None:
    """For a desk: the board of posts, and the two squares of a risk assessment."""
    sign_in(page, address, LEAD)
    page.goto(f"{address}/social/board/")
    take(page, f"board-{width}")
    page.goto(f"{address}/social/risks/")
    page.get_by_role("row", name="Account on").get_by_role("link").first.click()
    page.locator("#hazards").evaluate("heading => heading.scrollIntoView()")
    take(page, f"risk-{width}")


# Width → what is taken at it alone.
ALSO: dict[int, Callable[[Page, str, int], None]] = {390: take_rooms, 1280: take_boards}


def sign_in(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/demo/")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    page.wait_for_url(f"{address}/")


def take(page: Page, name: str) -> None:
    """The picture as it fits the screen, once the font has arrived."""
    page.evaluate("document.fonts.ready.then(() => document.activeElement?.blur())")
    path = Path(FOLDER / f"{name}.png")
    page.screenshot(path=path)
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    main()
