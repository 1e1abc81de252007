"""What families read without signing in: what is in force, and whom to turn to; nothing about people."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts.models import Organisation
from incidents.models import ExternalContact
from policies.actions import drafting, keeping
from policies.models import Policy
from tests.policies.conftest import WORDS
from tests.policies.reading import adopted, published, signs
from workflow import clock

URL = reverse("policies-public")
FIRST = dt.date(2024, 7, 23)
DAY = dt.timedelta(days=1)


def page(client) -> str:
    response = client.get(URL)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def shelf(cast) -> dict[str, Policy]:
    """One of each kind."""
    made = {
        "Phones": adopted(cast, FIRST),
        "Rotas": adopted(cast, FIRST, title="Rotas", is_public=False),
        "Pets": keeping.add_policy(actor=cast.maya, title="Pets", link="https://example.org/pets"),
        "Keys": keeping.add_policy(
            actor=cast.maya, title="Keys", link="https://example.org/", is_public=False
        ),
        "Missing one": keeping.add_policy(actor=cast.maya, title="Missing one"),
        "Drafted": keeping.add_policy(actor=cast.maya, title="Drafted"),
        "Gone": adopted(cast, FIRST, title="Gone"),
    }
    drafting.start_draft(made["Drafted"], actor=cast.maya, outline=WORDS)
    keeping.retire(made["Gone"], actor=cast.maya, retired_on=clock.today())
    return made


def test_it_shows_what_is_in_force_and_public_and_nothing_else(shelf, client):
    shown = page(client)
    assert reverse("policy-public", args=[shelf["Phones"].pk]) in shown
    assert 'href="https://example.org/pets"' in shown
    for hidden in ("Rotas", "Keys", "Missing one", "Drafted", "Gone", "Draft"):
        assert hidden not in shown


def test_it_says_nothing_about_people_and_counts_nothing(shelf, cast, client):
    keeping.bind(shelf["Phones"], "practitioner", actor=cast.maya)
    signs(cast.pia, shelf["Phones"], clock.today())
    published(shelf["Phones"], cast, clock.today())
    for path in (URL, reverse("policy-public", args=[shelf["Phones"].pk])):
        shown = client.get(path).content.decode()
        for person in (cast.olive, cast.maya, cast.dan, cast.pia):
            assert person.family_name not in shown
            assert person.given_name not in shown
        main = shown.partition("<main")[2].partition("</main>")[0]
        assert not re.search(r"overdue|signed|missing|practitioner", main, re.IGNORECASE)


def test_it_says_how_to_report_to_complain_and_to_blow_the_whistle(client, db):
    shown = page(client)
    for anchor in ("policies", "report", "complain", "whistleblowing", "monitoring"):
        assert f'id="{anchor}"' in shown
    assert reverse("report-start") in shown
    for contact in ExternalContact.objects.filter(for_conflicts=True):
        assert escape(contact.name) in shown
        assert contact.phone in shown
    # What serves other purposes is not among them.
    assert "Early Help" not in shown


def test_what_its_policies_say_of_complaints_stands_there(cast, client):
    keeping.enter_usual_policies(actor=cast.maya)
    row = Policy.objects.get(code="complaints")
    assert row.summary not in page(client)
    keeping.change_policy(row, actor=cast.maya, link="https://example.org/complaints")
    assert row.summary in page(client)


def test_it_names_the_setting_and_its_number(client, db):
    Organisation.objects.update(name="Каштан & <b>", phone="01234 567890")
    shown = page(client)
    assert "Каштан &amp; &lt;b&gt;" in shown
    assert 'href="tel:01234567890"' in shown


def test_an_empty_one_says_what_to_do(client, db):
    assert "Ask us for a copy of any policy" in page(client)


def test_everybody_may_read_it_signed_in_or_not(shelf, cast, sign_in, client):
    for person in (cast.maya, cast.pia, cast.petra, cast.tariq):
        assert "Phones" in page(sign_in(person))
    # A leader who has not shown a second factor yet.
    assert "Phones" in page(sign_in(cast.maya, second_factor=False))
    assert client.post(URL).status_code == 405


def test_sign_in_and_every_foot_lead_here(client, cast, sign_in):
    assert client.get(reverse("account_login")).content.decode().count(URL) == 2
    assert URL in sign_in(cast.pia).get(reverse("home")).content.decode()
