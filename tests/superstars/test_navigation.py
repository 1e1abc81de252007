"""The navigation leads nobody to a page that refuses them."""

import pytest

EVERYBODY = (
    "olive", "maya", "dan", "pia", "sam", "vera", "colin", "viktor", "petra", "ines", "tariq",
)  # fmt: skip


@pytest.mark.parametrize("who", EVERYBODY)
def test_every_link_of_the_navigation_opens(cast, sign_in, who):
    client = sign_in(getattr(cast, who))
    addresses = [entry["url"] for entry in client.get("/").context["nav"]]
    assert addresses
    assert [address for address in addresses if client.get(address).status_code != 200] == []


@pytest.mark.parametrize(("who", "offered"), [("ines", False), ("vera", True), ("maya", True)])
def test_only_who_may_report_is_offered_it(cast, sign_in, who, offered):
    entries = sign_in(getattr(cast, who)).get("/").context["nav"]
    assert ("/report/" in [entry["url"] for entry in entries]) == offered
