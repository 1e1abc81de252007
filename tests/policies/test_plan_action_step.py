"""One action, and the pages of its steps: each does one thing, keeps what was typed, and refuses whom it must."""

import datetime as dt

import pytest
from django.urls import reverse

from policies.actions import planning
from policies.models import PlanAction
from policies.views.plan_steps import STEPS
from workflow import clock
from workflow.verification import verify


@pytest.fixture
def action(cast) -> PlanAction:
    return planning.add_action(
        actor=cast.maya, title="Renew the notice", owner=cast.pia, due_on=clock.today()
    )


@pytest.fixture
def pia(cast, sign_in):
    return sign_in(cast.pia)


def step_url(action: PlanAction, slug: str) -> str:
    return reverse("plan-action-step", args=[action.pk, slug])


def page_of(client, action: PlanAction) -> str:
    return client.get(reverse("plan-action", args=[action.pk])).content.decode()


def take(client, action: PlanAction, slug: str, **typed):
    version = PlanAction.objects.get(pk=action.pk).version
    return client.post(step_url(action, slug), {"version": version, **typed})


def state(action: PlanAction) -> str:
    return PlanAction.objects.get(pk=action.pk).state


def changed(action: PlanAction, **typed) -> dict[str, object]:
    """The form of "change" as it is drawn."""
    return {
        "version": action.version,
        "drawn": planning.as_drawn(PlanAction.objects.get(pk=action.pk)),
        "title": action.title,
        "owner": action.owner_id,
        "due_on": action.due_on.isoformat(),
        "why": "So it is.",
        **typed,
    }


def test_an_action_goes_all_the_way(pia, manager, action, verbs):
    assert take(pia, action, "start").status_code == 302
    assert take(pia, action, "block", body="No ink.").status_code == 302
    assert take(pia, action, "claim", body="It hangs there.").status_code == 302
    assert take(manager, action, "send-back", body="Not at the back door.").status_code == 302
    assert take(pia, action, "claim", body="Now there too.").status_code == 302
    assert take(manager, action, "verify", body="I saw both.").status_code == 302
    assert verbs(action) == ["add", "start", "block", "claim", "send back", "claim", "verify"]
    page = page_of(pia, action)
    for words in ("No ink.", "Not at the back door.", "I saw both.", "Verified", "Maya Lindqvist"):
        assert words in page
    assert "btn" not in page.partition("<main")[2].partition("What happened")[0], "nothing is left to do"
    assert verify() == []


def test_buttons_are_those_of_the_lifecycle(pia, manager, action):
    owner, leader = page_of(pia, action), page_of(manager, action)
    assert "Say that it is done" in owner
    assert "Verify" not in owner
    assert "Cancel" in leader
    assert "Say that it is done" not in leader


@pytest.mark.parametrize("slug", sorted(set(STEPS) - {"start", "change", "note"}))
def test_empty_words_are_asked_for_again(pia, manager, action, slug):
    if slug in ("verify", "send-back"):
        take(pia, action, "claim", body="Done.")
    client = pia if slug in ("claim", "block") else manager
    before = state(action)
    response = take(client, action, slug, body="  ")
    assert response.status_code == 200
    assert "body" in response.context["form"].errors
    assert state(action) == before


@pytest.mark.parametrize("slug", sorted(STEPS))
def test_an_inspector_reads_it_and_does_nothing(sign_in, cast, action, slug):
    client = sign_in(cast.ines)
    assert client.get(step_url(action, slug)).status_code == 403
    assert take(client, action, slug, body="A").status_code == 403


@pytest.mark.parametrize("slug", sorted(STEPS))
def test_whoever_does_not_see_it_gets_404(sign_in, cast, action, slug):
    for person in (cast.sam, cast.petra, cast.tariq):
        client = sign_in(person)
        assert client.get(step_url(action, slug)).status_code == 404
        assert take(client, action, slug, body="Mine.").status_code == 404
    assert state(action) == "open"


def test_whoever_sees_it_and_may_not_is_refused(pia, manager, action):
    for slug in ("verify", "send-back", "cancel", "change"):
        assert take(pia, action, slug, body="Mine.").status_code == 403
    for slug in ("start", "claim", "block"):
        assert take(manager, action, slug, body="Mine.").status_code == 403
    assert state(action) == "open"


def test_a_step_of_another_state_leads_back(manager, action):
    back = reverse("plan-action", args=[action.pk])
    assert manager.get(step_url(action, "verify")).url == back
    assert take(manager, action, "verify", body="Seen.").url == back
    assert state(action) == "open"


def test_whoever_was_slower_is_told_and_keeps_what_they_typed(pia, manager, action):
    take(pia, action, "claim", body="It hangs there.")
    response = manager.post(step_url(action, "cancel"), {"version": 0, "body": "Not needed any more."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Said to be done: Pia Novak" in page
    assert "Not needed any more." in page
    again = {"version": response.context["form"].data["version"], "body": "Not needed any more."}
    assert manager.post(step_url(action, "cancel"), again).status_code == 302
    assert state(action) == "cancelled"


def test_a_step_that_is_gone_meanwhile_has_no_button(pia, manager, action):
    take(manager, action, "cancel", body="Not needed.")
    response = pia.post(step_url(action, "claim"), {"version": 0, "body": "Typed at length."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "cannot be taken any more" in page
    assert "Typed at length." in page
    assert '<button class="btn btn-primary"' not in page


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_form_without_a_sound_version_does_nothing(pia, action, version):
    response = pia.post(step_url(action, "start"), {"version": version})
    assert response.status_code in (200, 409)
    assert state(action) == "open"


def test_it_is_handed_over_with_another_day(manager, action, cast):
    later = clock.today() + dt.timedelta(days=10)
    typed = changed(action, owner=cast.sam.pk, due_on=later.isoformat())
    assert manager.post(step_url(action, "change"), typed).status_code == 302
    fresh = PlanAction.objects.get(pk=action.pk)
    assert (fresh.owner, fresh.due_on) == (cast.sam, later)
    assert "So it is." in page_of(manager, action)


def test_changing_what_somebody_changed_meanwhile_says_so_and_can_be_sent_again(manager, owner, action, cast):
    drawn = changed(action, owner=cast.sam.pk)
    owner.post(step_url(action, "change"), changed(action, owner=cast.dan.pk))
    response = manager.post(step_url(action, "change"), drawn)
    assert response.status_code == 409
    assert "Changed: Olive Okafor" in response.content.decode()
    assert PlanAction.objects.get(pk=action.pk).owner == cast.dan
    again = drawn | {"drawn": response.context["form"].data["drawn"]}
    assert manager.post(step_url(action, "change"), again).status_code == 302
    assert PlanAction.objects.get(pk=action.pk).owner == cast.sam


def test_a_title_that_names_somebody_is_warned_of_when_it_is_changed_too(manager, action, cast):
    named = changed(action, title=f"Talk with {cast.kit.given_name}")
    assert "This may name somebody" in manager.post(step_url(action, "change"), named).content.decode()
    assert manager.post(step_url(action, "change"), named | {"names_meant": "on"}).status_code == 302


def test_an_owner_who_left_is_marked(manager, action, cast):
    cast.pia.left_on = clock.today() - dt.timedelta(days=1)
    cast.pia.save(update_fields=["left_on"])
    assert "has left" in page_of(manager, action)


def test_an_unknown_step_is_404(manager, action):
    assert manager.get(step_url(action, "nonsense")).status_code == 404


def test_the_page_of_an_action_holds_no_word_of_it_in_its_title(manager, action):
    page = page_of(manager, action)
    assert "Renew" not in page.partition("<title>")[2].partition("</title>")[0]
