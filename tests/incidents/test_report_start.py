"""Where reporting begins: what may be reported, and what was begun and not sent."""

from django.urls import reverse

from incidents.models import Draft
from tests.incidents.reporting import begin

START = reverse("report-start")


def test_it_offers_each_type_and_says_first_where_to_turn(cast, sign_in):
    html = sign_in(cast.pia).get(START).content.decode()
    assert reverse("report-new", args=["concern"]) in html
    assert reverse("report-new", args=["contact"]) in html
    places = [html.index(mark) for mark in ("tel:999", "03000 41 11 11", "0800 028 0285", "<h1>")]
    assert places == sorted(places)


def test_everybody_may_but_an_inspector(cast, sign_in):
    for name in ("olive", "maya", "pia", "sam", "vera", "colin", "viktor", "petra", "tariq"):
        assert sign_in(getattr(cast, name)).get(START).status_code == 200, name
    assert sign_in(cast.ines).get(START).status_code == 403


def test_a_leader_needs_no_second_factor_for_it(cast, sign_in):
    assert sign_in(cast.maya, second_factor=False).get(START).status_code == 200


def test_one_goes_on_with_ones_own_drafts_only(cast, sign_in):
    pia, sam = sign_in(cast.pia), sign_in(cast.sam)
    mine, other = begin(pia), begin(sam)
    html = pia.get(START).content.decode()
    assert reverse("report-page", args=[mine.pk, "what"]) in html
    assert reverse("report-discard", args=[mine.pk]) in html
    assert str(other.pk) not in html
    assert "Deleted on" in html


def test_it_is_only_read(cast, sign_in):
    assert sign_in(cast.pia).post(START).status_code == 405
    assert not Draft.objects.exists()


def test_an_address_without_a_session_leads_to_sign_in(client):
    assert client.get(START).url == f"{reverse('account_login')}?next={START}"
