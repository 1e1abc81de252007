"""The page of one policy: its words as at any day, and what stands around them, for each reader."""

import datetime as dt
import uuid

import pytest
from django.urls import reverse

from pages.templatetags.dates import nice_date
from policies import counts
from policies.actions import agreeing, drafting, keeping, sources
from policies.counts import Line
from policies.models import Clause, Policy, PolicyVersion
from tests.policies.conftest import ready
from tests.policies.reading import adopted, published, signs
from workflow import clock

FIRST, SECOND = dt.date(2024, 7, 23), dt.date(2025, 9, 1)
DAY = dt.timedelta(days=1)


def url(policy: Policy) -> str:
    return reverse("policy", args=[policy.pk])


@pytest.fixture
def phones(cast) -> Policy:
    """In force since 23 July 2024, a second version since 1 September 2025."""
    policy = adopted(cast, FIRST, "Phones stay in the **office**.", "Nobody posts <b>pictures</b>.")
    published(policy, cast, SECOND)
    return policy


def test_everybody_reads_it_clause_by_clause(phones, cast, sign_in):
    first = PolicyVersion.objects.get(policy=phones, number=2).clauses.get(number="S1.1")
    for person in (cast.maya, cast.pia, cast.petra, cast.viktor, cast.ines, cast.tariq):
        page = sign_in(person).get(url(phones)).content.decode()
        assert f'id="{first.clause_id}"' in page
        assert "S1.1" in page
        assert "In force since 1 September 2025" in page
        assert "Version 2, in force since 1 September 2025" in page
        assert first.version.text_hash in page
        assert "Clearer words." in page


def test_markup_in_a_clause_comes_out_as_text(phones, cast, sign_in):
    page = sign_in(cast.pia).get(url(phones)).content.decode()
    assert "&lt;b&gt;pictures&lt;/b&gt;" in page
    assert "<b>pictures" not in page


def test_a_clause_keeps_its_anchor_from_version_to_version(phones, cast, sign_in):
    anchors = [
        [clause.clause_id for clause in version.clauses] for version in phones.versions.order_by("number")
    ]
    assert anchors[0] == anchors[1]


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (FIRST - DAY, None), (FIRST, 1), (SECOND - DAY, 1), (SECOND, 2), (dt.date(1, 1, 1), None),
        (dt.date(2026, 3, 1), 2),
    ],
)  # fmt: skip
def test_as_at_a_day_it_shows_the_words_of_that_day(phones, manager, day, number):
    response = manager.get(url(phones), {"on": day.isoformat()})
    version = response.context["version"]
    assert (version.number if version else None) == number
    if not number:
        assert "No version was in force here on that day." in response.content.decode()


@pytest.mark.parametrize(
    "typed",
    ["", "x", "2026-02-31", "0000-00-00", "2026-13-01", "\0", "9999-12-31", "99999-01-01", "-1", "２０２６-03-01",
     "2026-03-01\n", "1" * 5000, "ا", "01/03/2026x"],
)  # fmt: skip
def test_a_day_that_makes_no_sense_shows_today(phones, manager, typed):
    response = manager.get(url(phones), {"on": typed})
    assert response.status_code == 200
    assert response.context["on"] <= clock.today()
    assert response.context["version"].number == 2


def test_a_day_to_come_is_refused_in_words(phones, manager):
    page = manager.get(url(phones), {"on": (clock.today() + DAY).isoformat()}).content.decode()
    assert "nobody knows what will be in force later" in page


def test_leaders_see_how_many_had_signed_by_then(phones, cast, sign_in, manager):
    keeping.bind(phones, "practitioner", actor=cast.maya)
    keeping.bind(phones, "support", actor=cast.maya)
    _sam = cast.sam
    signs(cast.pia, phones, dt.date(2026, 3, 1))
    signs(cast.sam, phones, dt.date(2026, 3, 5))
    said = {28: "0 people had signed", 1: "1 person had signed", 5: "2 people had signed"}
    for day, words in said.items():
        on = dt.date(2026, 2 if day == 28 else 3, day)
        assert words in manager.get(url(phones), {"on": on.isoformat()}).content.decode()
    agreed = reverse("policy-agreed", args=[phones.pk])
    assert f"{agreed}?on=2026-03-05" in manager.get(url(phones), {"on": "2026-03-05"}).content.decode()
    for person in (cast.pia, cast.petra, cast.ines):
        page = sign_in(person).get(url(phones)).content.decode()
        assert "had signed" not in page
        assert agreed not in page


def test_a_policy_without_words_is_for_leaders(policy, cast, sign_in, manager):
    assert "There is no text yet" in manager.get(url(policy)).content.decode()
    for person in (cast.pia, cast.petra):
        assert sign_in(person).get(url(policy)).status_code == 404
    keeping.change_policy(policy, actor=cast.maya, link="https://example.org/photographs")
    page = sign_in(cast.pia).get(url(policy)).content.decode()
    assert 'href="https://example.org/photographs"' in page


def test_only_leaders_see_that_a_version_is_being_made(phones, cast, sign_in, manager):
    draft = drafting.start_draft(phones, actor=cast.maya)
    assert "Version 3: Draft" in manager.get(url(phones)).content.decode()
    page = sign_in(cast.pia).get(url(phones)).content.decode()
    assert "Draft" not in page
    assert str(draft.pk) not in page


def test_everybody_is_told_of_a_version_to_come(phones, cast, sign_in):
    version = ready(drafting.start_draft(phones, actor=cast.maya), cast)
    day = clock.today() + 9 * DAY
    agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=day)
    response = sign_in(cast.pia).get(url(phones))
    assert response.context["version"].number == 2
    page = response.content.decode()
    assert f"Version 3 comes into force on {nice_date(day)}" in page
    assert reverse("policy-text", args=[version.pk]) in page


def test_only_owner_and_manager_are_offered_to_change_it(phones, cast, sign_in, manager, owner):
    for client in (manager, owner):
        page = client.get(url(phones)).content.decode()
        for name in ("change", "retire", "link", "cite", "sign"):
            assert f"{url(phones)}{name}/" in page
    for person in (cast.dan, cast.pia, cast.petra):
        page = sign_in(person).get(url(phones)).content.decode()
        for name in ("change", "retire", "link", "cite", "sign"):
            assert f"{url(phones)}{name}/" not in page


def test_a_missing_or_overdue_policy_that_it_leans_on_is_flagged(phones, cast, sign_in, manager):
    missing = keeping.add_policy(actor=cast.maya, title="Missing one")
    late = keeping.add_policy(
        actor=cast.maya, title="Late one", link="https://example.org/", reviewed_on=dt.date(2024, 7, 23)
    )
    for to in (missing, late):
        keeping.link(phones, to, actor=cast.maya)
    page = manager.get(url(phones)).content.decode()
    assert "missing</span>" in page
    assert "review overdue since 23 July 2025" in page
    assert f'href="{url(phones)}"' in manager.get(url(late)).content.decode()
    # What others cannot read is not named to them.
    page = sign_in(cast.pia).get(url(phones)).content.decode()
    assert "Missing one" not in page
    assert "Late one" in page


def test_a_source_is_cited_with_its_edition_in_force_and_its_standing(phones, cast, sign_in):
    law = sources.add_source(
        actor=cast.maya, title="A law", standing="legal_duty", edition="2024", in_force_on=dt.date(2024, 1, 1)
    )
    guide = sources.add_source(
        actor=cast.maya, title="A guide", standing="adopted", edition="2099", in_force_on=dt.date(2099, 1, 1)
    )
    for source in (law, guide):
        keeping.cite(phones, source, actor=cast.maya)
    page = sign_in(cast.pia).get(url(phones)).content.decode()
    assert "edition 2024" in page
    assert "legal duty" in page
    assert "adopted guidance" in page
    assert "2099" not in page


class Cases:
    """What an app above counts, for Maya only."""

    def __init__(self, clause_id: uuid.UUID | None) -> None:
        self.clause_id = clause_id

    def for_policy(self, policy, viewer):
        if viewer.given_name != "Maya":
            return []
        return [
            Line(None, "Seven cases"), Line(self.clause_id, "Two cases", "/cases/"),
            Line(uuid.uuid4(), "An old clause"),
        ]  # fmt: skip


def test_what_is_counted_above_is_shown_to_those_who_may_know(phones, cast, sign_in, manager, monkeypatch):
    clause = PolicyVersion.objects.get(policy=phones, number=2).clauses.get(number="S1.2")
    monkeypatch.setattr(counts, "_registered", [Cases(clause.clause_id)])
    page = manager.get(url(phones)).content.decode()
    assert 'S1.2: <a href="/cases/">Two cases</a>' in page
    assert page.index("Two cases") < page.index("Seven cases")
    for person in (cast.dan, cast.pia):
        page = sign_in(person).get(url(phones)).content.decode()
        assert "cases" not in page.lower().partition("<main")[2]


def test_a_retired_policy_stays_open_to_leaders(phones, cast, sign_in, manager):
    keeping.retire(phones, actor=cast.maya, retired_on=clock.today())
    page = manager.get(url(phones)).content.decode()
    assert "No longer kept since" in page
    assert f"{url(phones)}change/" not in page
    yesterday = (clock.today() - DAY).isoformat()
    assert manager.get(url(phones), {"on": yesterday}).context["version"].number == 2
    assert sign_in(cast.pia).get(url(phones)).status_code == 404


def test_names_in_any_script(cast, sign_in):
    policy = adopted(cast, FIRST, "每个孩子都很重要。", "الأطفال أولاً", title="Правила 🌟 安全")
    page = sign_in(cast.pia).get(url(policy)).content.decode()
    for words in ("Правила 🌟 安全", "每个孩子都很重要。", "الأطفال أولاً"):
        assert words in page


def test_unknown_and_unseen(phones, cast, sign_in, client, manager):
    assert client.get(url(phones)).status_code == 302
    assert manager.get(reverse("policy", args=[uuid.uuid4()])).status_code == 404
    assert manager.post(url(phones)).status_code == 405
    assert manager.get("/policies/nonsense/").status_code == 404
    assert Clause.objects.filter(policy=phones).count() == 3
