"""A yes that nobody has compared with its form does not count, and says so wherever staff read it."""

import re

import pytest
import time_machine
from django.urls import reverse

from accounts import actions as people
from consents.actions import campaigning, checking, requesting, withdrawing
from consents.actions.checking import check_signature
from consents.models import Purpose, Signature
from consents.selectors import may_show
from consents.selectors.families import page as family_page
from tests.cast import make_person
from tests.consents.conftest import moment
from tests.consents.entering import enter
from tests.consents.test_picture_entry import form_of, url, words

WORDS = "not checked yet"


@pytest.fixture
def entered(cast, told, mother) -> Signature:
    requesting.sweep_requests()
    return enter(cast.kit, mother, "website", by=cast.dan)


def rows_of(page: str, use: str) -> str:
    """The row of one use, in words."""
    row = re.search(rf"<(tr|div)[^>]*>\s*<(th|dt)[^>]*>(<span>)?{use}.*?</\1>", page, re.DOTALL)
    assert row, use
    return " ".join(re.sub(r"<[^>]+>", " ", row[0]).split())


def test_it_is_no_until_somebody_has_compared_it_and_for_good_where_it_differs(cast, entered, mother):
    assert not may_show(cast.kit, "website")
    check_signature(entered, actor=cast.maya, agrees=False, note="It says no.")
    assert not may_show(cast.kit, "website")
    again = enter(cast.kit, mother, "website", by=cast.dan)
    assert not may_show(cast.kit, "website")
    check_signature(again, actor=cast.maya, agrees=True)
    assert may_show(cast.kit, "website")


def test_an_earlier_yes_that_counts_goes_on_while_a_later_one_waits(cast, told, mother, answer):
    answer(mother, "website")
    enter(cast.kit, mother, "website", "press", by=cast.dan)
    assert may_show(cast.kit, "website")
    assert not may_show(cast.kit, "press")


def test_the_page_of_the_child_says_so_at_the_yes_in_the_story_and_at_the_certificate(
    cast, entered, mother, sign_in
):
    client = sign_in(cast.maya)
    page = client.get(url("picture-child", cast.kit)).content.decode()
    assert WORDS in rows_of(page, "Our website")
    assert WORDS not in rows_of(page, "Newspapers")
    assert f"Yes ({WORDS}): Our website" in page
    seals = page[page.index("Certificates and receipts") : page.index("What was done")]
    assert WORDS in seals
    checking.check_signature(entered, actor=cast.maya, agrees=True)
    assert WORDS not in client.get(url("picture-child", cast.kit)).content.decode()
    # One that waits behind one that counts.
    enter(cast.kit, mother, "website", "press", by=cast.dan)
    page = client.get(url("picture-child", cast.kit)).content.decode()
    assert WORDS in rows_of(page, "Our website")
    assert WORDS in rows_of(page, "Newspapers")


def test_one_that_differs_is_not_shown_as_a_yes_either(cast, entered, sign_in):
    checking.check_signature(entered, actor=cast.maya, agrees=False, note="It says no.")
    client = sign_in(cast.maya)
    page = client.get(url("picture-child", cast.kit)).content.decode()
    assert "differs from the form, does not count" in rows_of(page, "Our website")
    assert "Yes (differs from the form, does not count): Our website" in page
    shown = client.get(url("picture-form-check", entered)).content.decode()
    assert "does not count" in rows_of(shown, "Our website")


def test_the_form_itself_the_requests_and_the_campaign_say_so(cast, told, mother, sign_in):
    campaign = campaigning.open_by_hand(actor=cast.maya, because="New words")
    requesting.sweep_requests()
    signature = enter(cast.kit, mother, "website", by=cast.dan)
    client = sign_in(cast.maya)
    shown = client.get(url("picture-form-check", signature)).content.decode()
    assert WORDS in rows_of(shown, "Our website")
    assert WORDS not in rows_of(shown, "Newspapers")
    pages = [reverse("picture-requests") + "?state=answered", url("picture-campaign-who", campaign)]
    for path in pages:
        assert "Form not checked yet" in words(client.get(path)), path
    file = reverse("picture-campaign-file", args=[campaign.pk, "people", "csv"])
    assert "form not checked yet" in client.get(file).content.decode()
    checking.check_signature(signature, actor=cast.maya, agrees=True)
    for path in pages:
        assert "not checked yet" not in words(client.get(path)), path
    assert "not checked" not in client.get(file).content.decode()


def test_only_the_request_that_the_form_answered_says_so(cast, told, mother, answer, sign_in):
    """One of before was answered by what counts."""
    requesting.sweep_requests()
    answer(mother, "website")
    with time_machine.travel(moment("2026-12-01")):
        campaigning.open_by_hand(actor=cast.maya, because="New words")
        requesting.sweep_requests()
        enter(cast.kit, mother, "website", by=cast.dan)
        page = words(sign_in(cast.maya).get(reverse("picture-requests") + "?state=answered"))
    assert page.count("Kit Rossi.") == 2
    assert page.count("Form not checked yet") == 1


def test_who_was_asked_costs_the_same_whoever_waits(cast, told, mother, sign_in, django_assert_num_queries):
    requesting.sweep_requests()
    client, path = sign_in(cast.maya), reverse("picture-requests") + "?state=answered"
    enter(cast.kit, mother, "website", by=cast.dan)
    client.get(path)
    with django_assert_num_queries(7) as captured:
        client.get(path)
    for number in range(4):
        child = people.add_child(actor=cast.maya, given_name=f"N{number}", born_on=cast.kit.born_on)
        parent = make_person(f"P{number}", "Rossi", "parent")
        right = people.Right("yes", evidence="Seen")
        people.add_contact(child, parent, actor=cast.maya, capacity="mother", right=right)
        requesting.sweep_requests()
        enter(child, parent, "website", by=cast.dan)
    with django_assert_num_queries(len(captured)):
        client.get(path)


def test_the_parent_reads_that_it_does_not_count_yet_and_can_still_take_it_back(
    cast, entered, mother, sign_in
):
    [family] = family_page(mother)
    said = {line.purpose.pk: line.said for line in family.lines}
    assert said["website"] == "Yes, on a form that does not count yet"
    assert said["press"] == "No"
    assert not family.to_answer
    page = sign_in(mother).get(reverse("pictures")).content.decode()
    assert re.findall(r'name="purposes" value="([\w-]+)"', page) == ["website"]
    checking.check_signature(entered, actor=cast.maya, agrees=True)
    assert {line.said for line in family_page(mother)[0].lines} == {"Yes", "No"}


def test_the_sheet_says_no(cast, entered, sign_in):
    page = words(sign_in(cast.pia).get(reverse("picture-sheet"), {"purpose": "website"}))
    assert page.index("Do not show") < page.index("Kit")
    assert "May be shown" not in page


def test_each_use_stands_once_on_the_form_though_a_no_overtook_it(cast, told, mother, sign_in):
    """The yes stays beside its scan to be compared; that the No counts is said with it."""
    said = form_of(mother, "website", "press")
    withdrawing.withdraw(cast.kit, actor=mother, purposes=["website"])
    sign_in(cast.dan).post(url("picture-entry-form", cast.kit), said)
    signature = Signature.objects.get()
    assert signature.answers.filter(purpose="website").count() == 2
    page = sign_in(cast.maya).get(url("picture-form-check", signature)).content.decode()
    for purpose in Purpose.objects.asked():
        assert page.count(f"<dt>{purpose.title}</dt>") == 1
    row = rows_of(page, "Our website")
    assert "Yes" in row
    assert "The no counts." in row
    assert WORDS not in row
