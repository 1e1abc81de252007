"""The pages on which a version goes on its way: each does one thing, keeps what was typed, refuses whom it must."""

import pytest
from django.urls import reverse

from accounts import actions as people
from accounts.models import Role
from policies.actions import agreeing, drafting
from policies.models import PolicyVersion
from policies.views.making_steps import STEPS
from tests.cast import SET_UP, SINCE
from tests.policies.conftest import WORDS, hear_everybody, ready, stored
from workflow import clock

TODAY = clock.today().isoformat()
SAID = {"group": "staff", "held_on": TODAY, "how": "A talk", "feedback": "They want pictures in it."}


@pytest.fixture
def take():
    """Send a step's form as it was drawn."""

    def sent(client, version: PolicyVersion, slug: str, **typed):
        return client.post(url(version, slug), {"version": stored(version).version, **typed})

    return sent


def url(version: PolicyVersion, slug: str) -> str:
    return reverse("policy-version-step", args=[version.pk, slug])


def page(client, version: PolicyVersion) -> str:
    return client.get(reverse("policy-version", args=[version.pk])).content.decode()


def test_a_version_goes_all_the_way_by_page(draft, manager, owner, take):
    assert take(manager, draft, "consult").status_code == 302
    for group in ("staff", "parents", "children"):
        assert take(manager, draft, "consulted", **SAID | {"group": group}).status_code == 302
    assert take(manager, draft, "hand-on").status_code == 302
    assert take(manager, draft, "agree").status_code == 302
    assert take(owner, draft, "approve").status_code == 302
    published = take(manager, draft, "publish", effective_from=TODAY)
    assert published.status_code == 302
    assert stored(draft).state == "published"
    assert "Published." in manager.get(published.url).content.decode()
    said = page(manager, draft)
    assert "They want pictures in it." in said
    assert "Olive Okafor" in said


def test_a_version_is_recorded_as_in_force(draft, manager, take):
    typed = {"in_force_since": "2024-07-23", "approved_by": "The committee", "reviewed_on": "2024-07-23"}
    assert take(manager, draft, "adopt", **typed).status_code == 302
    said = page(manager, draft)
    assert "23 July 2024" in said
    assert "The committee" in said
    assert "before it came here" in said


def test_the_review_date_of_the_document_is_offered(policy, manager, cast):
    outline = drafting.replace(
        WORDS, reviewed_on=agreeing.dt.date(2024, 7, 23), review_line="Reviewed 23.7.24"
    )
    version = drafting.start_draft(policy, actor=cast.maya, outline=outline)
    assert manager.get(url(version, "adopt")).content.decode().count('value="2024-07-23"') == 2


@pytest.mark.parametrize(
    ("slug", "typed", "field"),
    [
        ("adopt", {}, "in_force_since"),
        (
            "adopt",
            {"in_force_since": "2999-01-01", "approved_by": "X", "reviewed_on": TODAY},
            "in_force_since",
        ),
        (
            "adopt",
            {"in_force_since": "32/1/2026", "approved_by": "X", "reviewed_on": TODAY},
            "in_force_since",
        ),
        ("adopt", {"in_force_since": TODAY, "approved_by": " ", "reviewed_on": TODAY}, "approved_by"),
        ("adopt", {"in_force_since": TODAY, "approved_by": "a\0b", "reviewed_on": TODAY}, "approved_by"),
        ("adopt", {"in_force_since": TODAY, "approved_by": "x" * 201, "reviewed_on": TODAY}, "approved_by"),
    ],
)
def test_what_is_missing_is_said_at_the_field_and_the_rest_is_kept(draft, manager, take, slug, typed, field):
    response = take(manager, draft, slug, **typed)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "There is a problem" in response.content.decode()
    assert stored(draft).state == "draft"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"group": "neighbours"}, "group"),
        ({"held_on": "2999-01-01"}, "held_on"),
        ({"how": ""}, "how"),
        ({"feedback": "x" * 20_001}, "feedback"),
    ],
)
def test_a_consultation_says_who_when_how_and_what(draft, manager, cast, take, typed, field):
    agreeing.consult(draft, actor=cast.maya, seen=draft.version)
    response = take(manager, draft, "consulted", **SAID | typed)
    assert field in response.context["form"].errors
    assert not draft.consultations.exists()


def test_sending_back_says_why_and_the_draft_shows_it(draft, manager, owner, cast, take):
    agreeing.consult(draft, actor=cast.maya, seen=draft.version)
    assert "why" in take(owner, draft, "send-back", why=" ").context["form"].errors
    take(owner, draft, "send-back", why="Clause two says nothing.")
    assert "Clause two says nothing." in page(manager, draft)


def test_a_later_version_is_not_shown_before_its_changes_are_said(next_draft, manager, take):
    response = take(manager, next_draft, "consult")
    assert response.status_code == 200
    assert "Say what changes for the reader." in response.content.decode()
    taken = take(manager, next_draft, "describe", change_summary="Shorter.", is_major="False")
    assert taken.status_code == 302
    assert (stored(next_draft).change_summary, stored(next_draft).is_major) == ("Shorter.", False)


@pytest.mark.parametrize("typed", ["", "x", "-1", "9" * 40])
def test_a_form_without_a_sound_version_does_nothing(draft, manager, typed):
    response = manager.post(url(draft, "consult"), {"version": typed})
    assert response.status_code in (200, 409)
    assert stored(draft).state == "draft"


def test_whoever_was_slower_is_told_who_did_what_and_keeps_what_they_typed(next_draft, manager, cast):
    drawn = next_draft.version
    drafting.describe(next_draft, actor=cast.dan, seen=drawn, is_major=True, change_summary="Dan's words.")
    typed = {"version": drawn, "change_summary": "Typed at length.", "is_major": "False"}
    response = manager.post(url(next_draft, "describe"), typed)
    said = response.content.decode()
    assert response.status_code == 409
    assert "Somebody was quicker" in said
    assert "Said what changes for the reader: Dan Brennan" in said
    assert "Typed at length." in said
    assert stored(next_draft).change_summary == "Dan's words."
    again = {**typed, "version": response.context["form"].data["version"]}
    assert manager.post(url(next_draft, "describe"), again).status_code == 302


def test_a_step_that_is_gone_meanwhile_has_no_button(draft, manager, cast):
    drawn = draft.version
    agreeing.consult(draft, actor=cast.dan, seen=drawn)
    response = manager.post(url(draft, "give-up"), {"version": drawn})
    assert response.status_code == 409
    assert '<button class="btn btn-primary"' in response.content.decode()
    response = manager.post(url(draft, "consult"), {"version": drawn})
    assert "cannot be taken any more" in response.content.decode()
    assert '<button class="btn btn-primary"' not in response.content.decode()


def test_a_step_of_another_state_leads_back_to_the_version(draft, manager, take):
    back = reverse("policy-version", args=[draft.pk])
    assert manager.get(url(draft, "publish")).url == back
    assert take(manager, draft, "publish", effective_from=TODAY).url == back
    assert stored(draft).state == "draft"


def test_only_a_first_version_is_recorded_as_in_force(next_draft, manager):
    assert manager.get(url(next_draft, "adopt")).status_code == 302


class TestApproval:
    """The drafter alone never approves: by page and by address."""

    @pytest.fixture
    def both(self, cast):
        """Olive is also the DSL, who may draft."""
        people.give_role(cast.olive, Role.DSL, actor=SET_UP, starts_on=SINCE)
        return type(cast.olive).objects.get(pk=cast.olive.pk)

    def with_owner(self, version, cast):
        agreeing.consult(version, actor=cast.maya, seen=stored(version).version)
        hear_everybody(version, cast)
        agreeing.hand_to_manager(version, actor=cast.maya, seen=stored(version).version)
        agreeing.agree(version, actor=cast.maya, seen=stored(version).version)

    def test_the_page_says_why_and_the_address_refuses(self, policy, cast, both, sign_in, take):
        version = drafting.start_draft(policy, actor=both, outline=WORDS)
        self.with_owner(version, cast)
        client = sign_in(both)
        said = page(client, version)
        assert "You wrote on this version, so somebody else must approve it." in said
        assert url(version, "approve") not in said
        assert client.get(url(version, "approve")).status_code == 403
        assert take(client, version, "approve").status_code == 403
        assert stored(version).state == "owner_approval"

    def test_the_manager_is_told_to_wait(self, draft, cast, manager, take):
        self.with_owner(draft, cast)
        assert "You wrote on this version" in page(manager, draft)
        assert take(manager, draft, "approve").status_code == 403


@pytest.mark.parametrize("slug", sorted(STEPS))
def test_every_step_asks_who_it_is(draft, slug, cast, sign_in, client):
    address = url(draft, slug)
    for method in ("get", "post"):
        assert getattr(client, method)(address).status_code == 302
        for person in (cast.pia, cast.vera, cast.petra, cast.ines, cast.tariq):
            assert getattr(sign_in(person), method)(address).status_code == 403
    assert sign_in(cast.maya).put(address).status_code == 405


def test_a_page_that_is_no_step_is_not_there(draft, manager):
    assert manager.get(url(draft, "delete")).status_code == 404


def test_buttons_are_those_that_work(draft, next_draft, cast, sign_in):
    """Every button of every state opens its page; no page without a button does."""
    versions = [next_draft, ready(next_draft, cast)]
    for version in versions:
        for client in (sign_in(cast.maya), sign_in(cast.dan), sign_in(cast.olive)):
            drawn = page(client, version)
            for slug in STEPS:
                opens = client.get(url(version, slug)).status_code == 200
                assert (f'"{url(version, slug)}"' in drawn) == opens, slug


@pytest.mark.parametrize("slug", STEPS)
def test_every_step_has_words_for_when_it_is_done(slug):
    assert str(STEPS[slug].done).endswith(".")
