"""The pages of official accounts: from the proposal to the termly check, in a browser's steps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from social.actions import holders, recertifying
from social.models import AccountRemoval, OfficialAccount, Recertification
from tests.social import risk_rows
from tests.social.access_rows import approved
from tests.social.accounts import SAID, live, our_domain, proposed, stored
from workflow import clock

pytestmark = pytest.mark.django_db


def step(account: OfficialAccount, slug: str) -> str:
    return reverse("account-official-step", args=[account.pk, slug])


def drawn(client, url: str) -> dict[str, str]:
    form = client.get(url).context["form"]
    return {name: form.initial.get(name, "") for name in ("version", "drawn") if name in form.fields}


def send(client, path: str, **said):
    return client.post(path, drawn(client, path) | said)


def test_a_whole_account_page_by_page(cast, sign_in):
    our_domain()
    dan, maya = sign_in(cast.dan), sign_in(cast.maya)
    sent = {"platform": "instagram", "name": "Super Stars", "objectives": "", "outcomes": ""}
    account = OfficialAccount.objects.get(
        pk=dan.post(reverse("account-official-propose"), sent).url.split("/")[-2]
    )
    page = dan.get(reverse("account-official", args=[account.pk])).content.decode()
    assert "Say what the account is for" in page
    assert "Two people must be able to act" in page
    parts = {
        "about": ("name", "handle", "url", "is_dedicated"),
        "purpose": ("objectives", "outcomes"),
        "protection": ("email", "second_factor", "recovery_email", "recovery_is_ours"),
        "settings": ("comments", "direct_messages", "tagging"),
        "website": ("website_url",),
    }
    for slug, names in parts.items():
        said = {name: SAID.get(name, "Super Stars") for name in names}
        assert send(dan, step(account, slug), **said).status_code == 302, slug
    for person in (cast.maya, cast.dan):
        said = {"person": person.pk, "level": "administrator", "second_factor": "True"}
        assert send(dan, step(account, "add-holder"), **said).status_code == 302
    refused = send(dan, step(account, "add-holder"), person=cast.dan.pk, level="editor", second_factor="True")
    assert "They hold it already." in refused.content.decode()
    refused = send(dan, step(account, "assess"))
    assert "No risk assessment covers it now." in refused.content.decode()
    risk_rows.approved(account, cast)
    assert send(dan, step(account, "assess")).status_code == 302
    assert dan.get(step(account, "go-live")).status_code == 403
    assert (
        "Approve, and go live" not in dan.get(reverse("account-official", args=[account.pk])).content.decode()
    )
    assert send(maya, step(account, "go-live")).status_code == 302
    assert stored(account).state == "live"


def test_nobody_elses_address_passes_without_a_reason(cast, sign_in):
    account, dan = live(cast), sign_in(cast.dan)
    url = step(account, "protection")
    said = {name: SAID[name] for name in ("second_factor", "recovery_email")} | {"recovery_is_ours": "on"}
    page = send(dan, url, email="dan@gmail.example", **said)
    assert "Register it with an address of our own domain" in page.content.decode()
    assert 'value="dan@gmail.example"' in page.content.decode()
    assert send(dan, url, email="dan@gmail.example", email_exception="No other", **said).status_code == 302


def test_whoever_was_slower_keeps_what_they_typed(cast, sign_in):
    account, dan, maya = live(cast), sign_in(cast.dan), sign_in(cast.maya)
    url = step(account, "purpose")
    before = drawn(dan, url)
    assert send(maya, url, objectives="Hers", outcomes="Hers").status_code == 302
    page = dan.post(url, before | {"objectives": "His", "outcomes": "His"})
    assert page.status_code == 409
    assert "Somebody was quicker" in page.content.decode()
    assert "His" in page.content.decode()


def test_suspending_a_holder_shows_why_to_the_two_only(cast, sign_in):
    account = live(cast)
    of_dan = account.holders.get(person=cast.dan)
    olive = sign_in(cast.olive)
    url = reverse("account-holder-step", args=[of_dan.pk, "suspend"])
    assert olive.post(url, {"because": "Let us talk on Monday."}).status_code == 302
    page = reverse("account-official", args=[account.pk])
    assert "talk on Monday" in olive.get(page).content.decode()
    seen = sign_in(cast.maya).get(page).content.decode()
    assert "Suspended" in seen
    assert "talk on Monday" not in seen
    assert "talk on Monday" in sign_in(cast.dan).get(reverse("my-access")).content.decode()
    assert (
        sign_in(cast.dan).post(reverse("account-holder-step", args=[of_dan.pk, "restore"])).status_code == 403
    )


def test_the_termly_check_and_what_follows_from_it(cast, sign_in):
    account, maya, dan = live(cast), sign_in(cast.maya), sign_in(cast.dan)
    assert maya.post(reverse("account-check-open", args=[account.pk])).status_code == 302
    check = Recertification.objects.get()
    rows = {row.person: row for row in account.holders.all()}
    said = {"level": "administrator", "second_factor": "True", "last_used_on": clock.today().isoformat()}

    def of(person) -> str:
        return reverse("account-check-holder", args=[check.pk, rows[person].pk])

    assert maya.get(of(cast.maya)).status_code == 403
    assert maya.post(of(cast.maya), said | {"keep": "True"}).status_code == 403
    assert "Say why" in maya.post(of(cast.dan), said | {"keep": "False"}).content.decode()
    assert maya.post(of(cast.dan), said | {"keep": "False", "note": "Never posts."}).status_code == 302
    finish = reverse("account-check-finish", args=[check.pk])
    assert "Not looked at yet: Maya" in send(maya, finish).content.decode()
    assert dan.post(of(cast.maya), said | {"keep": "True"}).status_code == 302
    page = maya.get(reverse("account-check", args=[check.pk])).content.decode()
    assert "Never posts." in page
    assert send(maya, finish).status_code == 302
    task = AccountRemoval.objects.get()
    url = reverse("account-removal-do", args=[task.pk])
    assert dan.get(url).status_code == 403
    assert "Do this first" in send(maya, url, right_removed="on").content.decode()
    assert send(maya, url, right_removed="on", password_changed="on").status_code == 302
    assert "done" in AccountRemoval.objects.get().state


def test_the_alarm_is_one_button_for_a_leader(cast, sign_in):
    account = live(cast)
    olive = sign_in(cast.olive)
    assert send(olive, step(account, "alarm")).status_code == 302
    page = olive.get(reverse("home")).content.decode()
    assert "An official account is not ours now" in page


def test_a_holder_who_is_no_leader_says_so_from_their_own_page(cast, sign_in):
    account = live(cast)
    approved(cast, cast.pia, account=account, by=cast.olive)
    holders.add_holder(account, actor=cast.maya, person=cast.pia, level="editor", second_factor=True)
    url = reverse("account-alarm", args=[account.pk])
    assert url in sign_in(cast.pia).get(reverse("my-access")).content.decode()
    assert sign_in(cast.sam).post(url).status_code == 404
    assert sign_in(cast.pia).post(url).status_code == 302
    assert stored(account).state == "compromised"
    assert sign_in(cast.pia).post(url).status_code == 302


def test_the_list_and_a_page_cost_the_same_for_many(cast, sign_in):
    maya = sign_in(cast.maya)
    first = live(cast)

    def cost(url: str) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert maya.get(url).status_code == 200
        return len(caught)

    def grow(number: int) -> None:
        more = proposed(cast, "facebook", name=f"Page {number}")
        holders.end_holder(more.holders.get(person=cast.dan), actor=cast.maya)

    urls = [reverse("account-officials"), reverse("account-official", args=[first.pk]), reverse("social")]
    urls += [reverse("social-platforms"), reverse("home")]
    recertifying.open_check(first, actor=cast.maya)
    grow(0)
    maya.get(urls[0])
    few = [cost(url) for url in urls]
    for number in range(1, 4):
        grow(number)
    assert [cost(url) for url in urls] == few
