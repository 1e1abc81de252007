"""An official account is proposed; and access is asked for, by whoever has signed what must be signed first."""

import pytest
from playwright.sync_api import expect

from social.models import AccessPermission, OfficialAccount
from tests.cast import Cast
from tests.social.access_rows import acceptable_use, signed
from tests.social.accounts import our_domain
from tests.stories.visitor import DESK, PHONE

pytestmark = [pytest.mark.story, pytest.mark.usefixtures("real_commits")]
AT = [PHONE, pytest.param(DESK, marks=pytest.mark.nightly)]


@pytest.mark.parametrize("width", AT)
def test_an_account_is_proposed_and_its_list_says_what_is_missing(cast: Cast, visit, width: int):
    our_domain()
    dan = visit(cast.dan, width=width)
    dan.sign_in()
    dan.open("/social/accounts/")
    dan.press("Propose an account")
    dan.pick("On which platform?", "Instagram")
    dan.write("What is it called there?", "Super Stars")
    dan.write("What is it for?", "Families see the day.")
    dan.press("Propose it")
    dan.sees("Two people must be able to act when one of them is away.")
    dan.follow("Registered with our own address")
    dan.write("E-mail it is registered with", "pages@superstars.example")
    dan.choose("Second factor", "Codes from an app")
    dan.press("Save")
    expect(dan.page.locator(".ss-checklist__item--done")).to_have_count(3)
    dan.sees("Say what the account is for, and what should come of it.")
    dan.check_page()
    account = OfficialAccount.objects.get()
    assert (account.state, account.second_factor) == (OfficialAccount.State.PROPOSED, "app")


@pytest.mark.parametrize("width", AT)
def test_whoever_has_not_signed_is_led_to_signing_and_whoever_has_may_ask(cast: Cast, visit, width: int):
    acceptable_use(cast)
    pia = visit(cast.pia, width=width)
    pia.sign_in()
    pia.open("/social/access/ask/")
    pia.sees_heading("Read and sign first")
    # The browser's console notes that the page was refused, as it should be.
    assert "403" in pia.complaints.pop()
    pia.press("Read and sign")
    pia.sees("Acceptable use")
    assert not AccessPermission.objects.exists()
    signed(cast, cast.pia)
    pia.open("/social/access/mine/")
    pia.press("Ask for access")
    pia.pick("What would you like to use?", "YouTube")
    pia.write("What for?", "Songs for circle time.")
    pia.choose("On which device?", "A device of the setting")
    pia.write("Whose information is involved?", "Nobody’s")
    pia.choose("Is it used with children, or for them?", "No")
    pia.press("Ask")
    pia.sees("Your request waits for a decision.")
    pia.check_page()
