"""The page of the lifecycles: for leaders, a picture and the same in words."""

from django.urls import reverse

from incidents import lifecycle
from incidents.selectors.lifecycles import WHO
from workflow.lifecycle import Lifecycle

URL = reverse("lifecycles")


def test_every_step_stands_in_picture_and_table(lead):
    page = lead.get(URL).content.decode()
    with_states = [table for table in Lifecycle.registry.values() if table.states is not None]
    assert page.count("<svg xmlns") == len(with_states)
    for step in lifecycle.CASE.steps.values():
        assert f"<span>{step.label}</span>" in page
    assert "A second person, never the one who proposed it" in page
    assert "stops: Acknowledge, Triage" in page
    assert "style=" not in page


def test_every_predicate_of_a_step_has_words():
    tables = Lifecycle.registry.values()
    assert {step.allowed for table in tables for step in table.steps.values()} == set(WHO)


def test_the_page_is_for_leaders(outsiders, client, lead):
    assert {one.get(URL).status_code for one in outsiders} == {403}
    assert client.get(URL).status_code == 302
    assert lead.post(URL).status_code == 405
