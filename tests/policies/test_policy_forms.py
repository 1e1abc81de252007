"""The pages on which owner and manager keep the list: each works, refuses, and keeps what was typed."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from policies.actions import keeping, sources
from policies.models import Audience, Citation, Policy, PolicyLink
from workflow import clock

PAGES = ("policy-change", "policy-link", "policy-cite", "policy-bind", "policy-retire")
ENDS = ("policy-unlink", "policy-uncite", "policy-unbind")
SAID = {"title": "Pets", "owner_role": "owner", "review_months": "6", "is_public": "on"}
DAY = dt.timedelta(days=1)


@pytest.fixture
def other(cast) -> Policy:
    return keeping.add_policy(actor=cast.maya, title="Complaints")


@pytest.fixture
def source(cast):
    return sources.add_source(
        actor=cast.maya, title="A law", standing="legal_duty", edition="1", in_force_on=clock.today()
    )


@pytest.fixture
def rows(cast, policy, other, source) -> dict[str, PolicyLink | Citation | Audience]:
    return {
        "policy-unlink": keeping.link(policy, other, actor=cast.maya),
        "policy-uncite": keeping.cite(policy, source, actor=cast.maya),
        "policy-unbind": keeping.bind(policy, "parent", actor=cast.maya),
    }


def url(name: str, policy: Policy) -> str:
    return reverse(name, args=[policy.pk])


def test_a_policy_is_added(cast, owner):
    response = owner.post(
        reverse("policy-add"), SAID | {"summary": "Guinea pigs", "reviewed_on": "2026-01-05"}
    )
    added = Policy.objects.get()
    assert response.url == reverse("policy", args=[added.pk])
    assert (added.title, added.code, added.owner_role, added.review_months) == ("Pets", "pets", "owner", 6)
    assert added.reviewed_on == dt.date(2026, 1, 5)
    assert added.is_public


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Enter its title."),
        ({"title": "x" * 201}, "at most 200 characters"),
        ({"title": "a\0b"}, "Null characters are not allowed"),
        ({"review_months": "13"}, "Enter 1 to 12."),
        ({"review_months": "x"}, "Enter 1 to 12."),
        ({"reviewed_on": "2999-01-01"}, "Enter a day that has come."),
        ({"reviewed_on": "31/02/2026"}, "Enter a date, such as"),
        ({"link": "javascript:alert(1)"}, "Enter an address that begins with https://"),
        ({"owner_role": "king"}, "Choose one of these."),
        ({"owner_role": "visitor"}, "Choose one of these."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_typed_words_stay(cast, manager, typed, said):
    response = manager.post(reverse("policy-add"), SAID | {"summary": "My words"} | typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert said in page
    assert "My words" in page
    assert "There is a problem" in page
    assert not Policy.objects.exists()


def test_what_is_said_is_changed(policy, manager):
    page = manager.get(url("policy-change", policy)).content.decode()
    assert f'value="{keeping.fingerprint(policy)}"' in page
    manager.post(url("policy-change", policy), SAID | {"seen": keeping.fingerprint(policy)})
    stored = Policy.objects.get(pk=policy.pk)
    assert (stored.title, stored.review_months) == ("Pets", 6)


def test_whoever_was_slower_sees_what_is_said_now_and_may_send_again(policy, cast, manager):
    seen = keeping.fingerprint(policy)
    keeping.change_policy(policy, actor=cast.olive, summary="Olive's <b>words</b>.")
    typed = SAID | {"summary": "Maya's words.", "seen": seen}
    response = manager.post(url("policy-change", policy), typed)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Somebody changed it while you were writing" in page
    assert "Olive&#x27;s &lt;b&gt;words&lt;/b&gt;." in page
    assert "Maya&#x27;s words." in page
    stored = Policy.objects.get(pk=policy.pk)
    assert stored.summary == "Olive's <b>words</b>."
    fresh = keeping.fingerprint(stored)
    assert f'value="{fresh}"' in page
    manager.post(url("policy-change", policy), typed | {"seen": fresh})
    assert Policy.objects.get(pk=policy.pk).summary == "Maya's words."


def test_without_what_was_seen_nothing_is_changed(policy, manager):
    response = manager.post(url("policy-change", policy), SAID)
    assert "Open the page and try again." in response.content.decode()
    assert Policy.objects.get(pk=policy.pk).title == policy.title


def test_a_review_that_is_known_is_not_asked_for_again(policy, cast, manager):
    assert "Last reviewed on" in manager.get(url("policy-change", policy)).content.decode()
    keeping.change_policy(policy, actor=cast.maya, reviewed_on=dt.date(2026, 1, 5))
    assert "Last reviewed on" not in manager.get(url("policy-change", policy)).content.decode()
    seen = keeping.fingerprint(Policy.objects.get(pk=policy.pk))
    manager.post(url("policy-change", policy), SAID | {"seen": seen, "reviewed_on": "2026-11-01"})
    assert Policy.objects.get(pk=policy.pk).reviewed_on == dt.date(2026, 1, 5)


def test_it_leans_cites_and_binds_by_a_form_each(policy, other, source, manager):
    manager.post(url("policy-link", policy), {"to": other.pk})
    manager.post(url("policy-cite", policy), {"source": source.pk})
    bound = manager.post(
        url("policy-bind", policy), {"roles": ["visitor", "volunteer"], "kind": "policy"}, follow=True
    )
    assert "is asked within the hour" in bound.content.decode()
    assert policy.links.get().to == other
    assert policy.citations.get().source == source
    assert {row.role for row in policy.audiences.all()} == {"visitor", "volunteer"}
    page = manager.get(url("policy-link", policy)).content.decode()
    assert reverse("policy-unlink", args=[policy.links.get().pk]) in page


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("policy-link", {}), ("policy-link", {"to": "x"}), ("policy-link", {"to": "\0"}),
        ("policy-link", {"to": str(uuid.uuid4())}), ("policy-cite", {"source": "1"}), ("policy-cite", {}),
        ("policy-bind", {"roles": ["parent", "king"], "kind": "policy"}),
        ("policy-bind", {"roles": ["parent"], "kind": "x"}), ("policy-bind", {"kind": "policy"}),
        ("policy-bind", {"roles": ["parent", "visitor"], "kind": "notice"}),
        ("policy-retire", {"retired_on": "2026-13-01"}),
        ("policy-retire", {"retired_on": "2999-01-01"}), ("policy-retire", {"confirmed": "on"}),
        ("policy-retire", {"retired_on": "2020-01-01", "confirmed": "on"}),
    ],
)  # fmt: skip
def test_what_makes_no_sense_changes_nothing(policy, other, source, manager, name, typed):
    response = manager.post(url(name, policy), typed)
    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    stored = Policy.objects.get(pk=policy.pk)
    assert stored.retired_on is None
    for rows in (stored.links, stored.citations, stored.audiences):
        assert not rows.exists()


def test_neither_itself_nor_what_it_leans_on_already_is_offered(policy, other, rows, manager):
    page = manager.get(url("policy-link", policy)).content.decode()
    assert f'value="{policy.pk}"' not in page
    assert f'value="{other.pk}"' not in page
    assert 'value="parent"' not in manager.get(url("policy-bind", policy)).content.decode()
    for pk in (policy.pk, other.pk):
        assert manager.post(url("policy-link", policy), {"to": pk}).status_code == 200
    assert PolicyLink.objects.count() == 1


@pytest.mark.parametrize("name", ENDS)
def test_each_end_asks_first_and_then_is_gone(rows, name, manager, policy):
    path = reverse(name, args=[rows[name].pk])
    assert manager.get(path).status_code == 200
    assert type(rows[name]).objects.get().ended_at is None
    assert manager.post(path).url == reverse("policy", args=[policy.pk])
    assert type(rows[name]).objects.get().ended_at is not None
    assert manager.get(path).status_code == 404
    assert manager.post(path).status_code == 404


def test_a_policy_is_retired_with_a_tick(policy, manager):
    page = manager.get(url("policy-retire", policy)).content.decode()
    assert "It cannot be undone." in page
    manager.post(url("policy-retire", policy), {"retired_on": clock.today().isoformat(), "confirmed": "on"})
    assert not Policy.objects.kept().exists()
    for name in PAGES:
        assert manager.get(url(name, policy)).status_code == 404
        assert manager.post(url(name, policy), SAID).status_code == 404


def test_only_owner_and_manager_come_here(policy, rows, cast, sign_in, client):
    paths = [reverse("policy-add"), *(url(name, policy) for name in PAGES)]
    paths += [reverse(name, args=[row.pk]) for name, row in rows.items()]
    for path in paths:
        assert client.get(path).status_code == 302
        for person in (cast.dan, cast.pia, cast.petra, cast.ines, cast.tariq):
            visitor = sign_in(person)
            assert visitor.get(path).status_code == 403
            assert visitor.post(path, SAID).status_code == 403
        assert sign_in(cast.olive).get(path).status_code == 200
    assert Policy.objects.get(pk=policy.pk).title == policy.title
    assert not PolicyLink.objects.filter(ended_at__isnull=False).exists()


@pytest.mark.parametrize("name", [*PAGES, *ENDS])
def test_an_id_of_nothing_is_not_found(policy, manager, name):
    path = reverse(name, args=[uuid.uuid4()])
    assert manager.get(path).status_code == 404
    assert manager.post(path).status_code == 404
