"""Adding to the plan: from a review or elsewhere; whoever names somebody is warned and never stopped (§6.10)."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from policies.models import PlanAction
from workflow import clock
from workflow.verification import verify

URL = reverse("plan-add")


@pytest.fixture
def typed(cast) -> dict[str, object]:
    return {
        "title": "Renew the notice at the door",
        "owner": cast.pia.pk,
        "due_on": clock.today().isoformat(),
        "origin": "monitoring",
    }


def test_it_is_added_and_its_owner_is_told(manager, typed, cast):
    response = manager.post(URL, typed, follow=True)
    assert "It is on the plan" in response.content.decode()
    action = PlanAction.objects.get()
    assert (action.title, action.owner, action.origin) == (typed["title"], cast.pia, "monitoring")
    assert action.created_by == cast.maya
    assert verify() == []


def test_from_a_review_it_goes_back_there(manager, typed, policy_in_force):
    review = policy_in_force.reviews.get()
    url = f"{URL}?review={review.pk}"
    assert 'name="origin"' not in manager.get(url).content.decode()
    del typed["origin"]
    assert manager.post(url, typed).url == reverse("policy-review", args=[review.pk])
    assert PlanAction.objects.get().review == review
    assert typed["title"] in manager.get(reverse("policy-review", args=[review.pk])).content.decode()


@pytest.mark.parametrize("said", ["nonsense", "", str(uuid.UUID(int=7)), "%00"])
def test_a_review_that_is_none_is_left_out(manager, typed, said):
    assert manager.post(f"{URL}?review={said}", typed).url == reverse("plan")
    assert PlanAction.objects.get().review is None


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"owner": ""}, "owner"),
        ({"owner": "nonsense"}, "owner"),
        ({"due_on": ""}, "due_on"),
        ({"due_on": "31/02/2026"}, "due_on"),
        ({"due_on": (clock.today() - dt.timedelta(days=1)).isoformat()}, "due_on"),
        ({"origin": "review"}, "origin"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_the_rest_is_kept(manager, typed, changed, field):
    response = manager.post(URL, typed | changed)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert "There is a problem" in response.content.decode()
    assert not PlanAction.objects.exists()


def test_parents_and_outsiders_are_not_offered(manager, cast):
    _made = cast.petra, cast.viktor, cast.ines
    offered = manager.get(URL).context["form"].fields["owner"].queryset
    assert set(offered) == {cast.olive, cast.maya, cast.dan, cast.pia}


class TestNames:
    def test_a_name_is_warned_of_with_plain_words_and_nothing_is_stored(self, manager, typed, cast):
        page = manager.post(URL, typed | {"title": f"Talk with {cast.kit.given_name}’s parents"})
        said = page.content.decode()
        assert page.status_code == 200
        assert "This may name somebody: “Kit”" in said
        assert "Talk with a child’s parents" in said
        assert 'type="checkbox" name="names_meant"' in said
        assert not PlanAction.objects.exists()

    def test_the_second_sending_is_never_refused(self, manager, typed, cast):
        title = f"Thank {cast.pia.given_name} for the notice"
        assert manager.post(URL, typed | {"title": title}).status_code == 200
        assert manager.post(URL, typed | {"title": title, "names_meant": "on"}).status_code == 302
        assert PlanAction.objects.get().title == title

    def test_without_a_name_nothing_is_asked(self, manager, typed):
        page = manager.get(URL).content.decode()
        assert 'type="checkbox"' not in page
        assert manager.post(URL, typed).status_code == 302


def test_only_leaders_add(sign_in, cast, client, typed):
    assert client.get(URL).status_code == 302
    for person in (cast.pia, cast.petra, cast.ines, cast.tariq):
        browser = sign_in(person)
        assert browser.get(URL).status_code == 403
        assert browser.post(URL, typed).status_code == 403
