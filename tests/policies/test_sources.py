"""Laws and guidance: entered, checked, renewed; a new edition opens reviews (S1.1, S7.1, domain §2.1)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from policies.actions import keeping, reviewing, sources
from policies.models import Review, Source, SourceEdition
from workflow import clock, engine
from workflow.models import AuditEvent, Deadline
from workflow.verification import verify

URL = reverse("sources")
EDITION = {"edition": "2026", "in_force_on": dt.date(2026, 9, 1)}
ENTERED = {
    "title": "Keeping children safe in education",
    "publisher": "Department for Education",
    "standing": "adopted",
    "link": "https://www.gov.uk/",
    "edition": "2025",
    "in_force_on": "2025-09-01",
}


@pytest.fixture
def source(cast) -> Source:
    return sources.add_source(
        actor=cast.maya, title="KCSIE", standing="adopted", edition="2025", in_force_on=dt.date(2025, 9, 1)
    )


@pytest.fixture
def cited(policy_in_force, source, cast) -> Source:
    keeping.cite(policy_in_force, source, actor=cast.maya)
    return source


def unscheduled(policy) -> list[Review]:
    return list(policy.reviews.filter(reason="source"))


def test_a_new_edition_opens_one_review_of_each_policy_that_cites_it(cited, policy_in_force, cast, verbs):
    other = keeping.add_policy(actor=cast.maya, code="aup", title="Acceptable use")
    keeping.cite(other, cited, actor=cast.maya)
    keeping.add_policy(actor=cast.maya, code="loud", title="Cites nothing")
    row = sources.note_edition(cited, actor=cast.olive, **EDITION)
    for policy in (policy_in_force, other):
        (review,) = unscheduled(policy)
        assert (review.edition, review.state) == (row, "open")
        assert Deadline.objects.open().of(review).get().rule_id == "policy.review-unscheduled"
        assert verbs(review) == ["open"]
    assert Review.objects.filter(reason="source").count() == 2
    assert verbs(cited) == ["add", "new edition"]
    assert verify() == []


def test_the_review_begins_on_the_day_the_edition_is_noted_even_if_it_applies_later(
    cited, policy_in_force, cast
):
    later = clock.today() + dt.timedelta(days=90)
    sources.note_edition(cited, actor=cast.maya, edition="Next", in_force_on=later)
    (review,) = unscheduled(policy_in_force)
    assert review.opened_at.date() == clock.now().date()
    assert (review.due_on - clock.today()).days == 28


def test_the_same_edition_twice_opens_nothing_twice(cited, policy_in_force, cast):
    row = sources.note_edition(cited, actor=cast.maya, **EDITION)
    with pytest.raises(ValidationError):
        sources.note_edition(cited, actor=cast.olive, **EDITION)
    assert reviewing.open_for_edition(policy_in_force, row) is None
    assert len(unscheduled(policy_in_force)) == 1
    assert SourceEdition.objects.filter(source=cited).count() == 2


def test_an_older_edition_than_the_known_one_is_no_news(cited, policy_in_force, cast):
    with pytest.raises(ValidationError) as raised:
        sources.note_edition(cited, actor=cast.maya, edition="2020", in_force_on=dt.date(2020, 9, 1))
    assert "in_force_on" in raised.value.message_dict
    assert unscheduled(policy_in_force) == []


def test_who_cites_it_no_longer_or_is_kept_no_longer_is_not_reviewed(cited, policy_in_force, cast):
    retired = keeping.add_policy(actor=cast.maya, code="gone", title="Gone")
    keeping.cite(retired, cited, actor=cast.maya)
    keeping.retire(retired, actor=cast.maya, retired_on=clock.today())
    keeping.uncite(policy_in_force.citations.get(), actor=cast.maya)
    sources.note_edition(cited, actor=cast.maya, **EDITION)
    assert not Review.objects.filter(reason="source").exists()


def test_noting_an_edition_is_looking(cited, cast):
    Source.objects.update(checked_on=dt.date(2020, 1, 1))
    sources.note_edition(cited, actor=cast.maya, **EDITION)
    assert Source.objects.get(pk=cited.pk).checked_on == clock.today()


def test_kcsie_is_adopted_guidance_and_never_a_legal_duty(cast):
    """It binds schools; this setting adopted it (domain §2.1)."""
    sources.enter_usual_sources(actor=cast.maya)
    standing = dict(Source.objects.values_list("title", "standing"))
    assert standing["Keeping children safe in education"] == "adopted"
    for title in ("Behaviour in schools", "Searching, screening and confiscation"):
        assert standing[title] == "adopted"
    assert "Early years foundation stage statutory framework (group and school-based providers)" in {
        title for title, code in standing.items() if code == "legal_duty"
    }


def test_the_usual_ones_are_entered_once_with_who_and_when(cast, verbs):
    number = sources.enter_usual_sources(actor=cast.maya)
    assert number == Source.objects.count() > 8
    assert sources.enter_usual_sources(actor=cast.olive) == 0
    assert Source.objects.count() == number
    for source in Source.objects.all():
        assert source.checked_on == dt.date(2026, 11, 23)
        assert AuditEvent.objects.get(object_id=source.pk).actor_id == cast.maya.pk
    assert verify() == []


def test_the_demo_that_lives_through_earlier_days_checked_nothing_after_them(cast):
    with clock.at(clock.london(dt.date(2026, 10, 1))):
        sources.enter_usual_sources(actor=cast.maya)
    assert set(Source.objects.values_list("checked_on", flat=True)) == {dt.date(2026, 10, 1)}


def test_a_source_is_corrected_and_its_editions_stay(source, cast, verbs):
    sources.change_source(source, actor=cast.olive, title="Keeping children safe", standing="adopted")
    assert Source.objects.get().title == "Keeping children safe"
    assert source.editions.count() == 1
    assert verbs(source) == ["add", "change"]
    assert verify() == []


@pytest.mark.parametrize("who", ["dan", "pia", "petra", "ines", "tariq"])
def test_only_manager_and_owner_keep_sources(source, cast, who):
    person = getattr(cast, who)
    attempts = [
        lambda: sources.check_source(source, actor=person),
        lambda: sources.change_source(source, actor=person, title="Mine"),
        lambda: sources.note_edition(source, actor=person, **EDITION),
        lambda: sources.enter_usual_sources(actor=person),
        lambda: sources.add_source(actor=person, title="X", standing="adopted", **EDITION),
    ]
    for attempt in attempts:
        with pytest.raises(engine.NotAllowed):
            attempt()
    assert Source.objects.get().title == "KCSIE"
    assert SourceEdition.objects.count() == 1


class TestPages:
    def test_an_empty_list_offers_the_usual_ones(self, manager, cast):
        page = manager.get(URL).content.decode()
        assert "Enter the usual ones" in page
        assert manager.post(reverse("sources-usual")).url == URL
        page = manager.get(URL).content.decode()
        assert "Keeping children safe in education" in page
        assert "Adopted guidance" in page
        assert "Enter the usual ones" not in page
        listed = [row.title for row in manager.get(URL).context["page"]]
        assert listed == sorted(listed)

    def test_what_nobody_checked_lately_is_flagged(self, manager, source):
        assert "check again" not in manager.get(URL).content.decode()
        Source.objects.update(checked_on=clock.today() - dt.timedelta(days=93))
        assert "check again" in manager.get(URL).content.decode()
        page = manager.get(reverse("source", args=[source.pk])).content.decode()
        assert "Nobody has looked for a newer edition since" in page

    def test_checking_takes_the_flag_away(self, manager, source):
        Source.objects.update(checked_on=dt.date(2020, 1, 1))
        assert manager.post(reverse("source-check", args=[source.pk])).status_code == 302
        assert "check again" not in manager.get(URL).content.decode()

    def test_one_is_entered(self, manager):
        response = manager.post(reverse("source-add"), ENTERED, follow=True)
        page = response.content.decode()
        assert "Keeping children safe in education" in page
        assert "2025 <span" in page
        assert "None yet. Say so on the page of a policy." in page

    @pytest.mark.parametrize(
        ("typed", "field"),
        [
            ({"title": ""}, "title"),
            ({"title": "KCSIE"}, "title"),
            ({"standing": "law"}, "standing"),
            ({"edition": " "}, "edition"),
            ({"in_force_on": "31/02/2026"}, "in_force_on"),
            ({"link": "javascript:alert(1)"}, "link"),
            ({"publisher": "a\0b"}, "publisher"),
        ],
    )
    def test_what_is_wrong_is_said_at_the_field(self, manager, source, typed, field):
        response = manager.post(reverse("source-add"), ENTERED | typed)
        assert response.status_code == 200
        assert field in response.context["form"].errors
        assert Source.objects.count() == 1

    def test_noting_an_edition_says_what_it_opens(self, manager, cited, policy_in_force):
        url = reverse("source-edition", args=[cited.pk])
        assert policy_in_force.title in manager.get(url).content.decode()
        assert manager.post(url, {"edition": "2026", "in_force_on": "2026-09-01"}).status_code == 302
        assert len(unscheduled(policy_in_force)) == 1
        response = manager.post(url, {"edition": "2026", "in_force_on": "2026-09-01"})
        assert response.status_code == 200
        assert len(unscheduled(policy_in_force)) == 1

    def test_one_is_corrected(self, manager, source):
        url = reverse("source-change", args=[source.pk])
        assert 'value="KCSIE"' in manager.get(url).content.decode()
        manager.post(url, {"title": "KCSIE in full", "standing": "adopted"})
        assert Source.objects.get().title == "KCSIE in full"

    def test_a_deputy_reads_and_changes_nothing(self, sign_in, cast, source):
        dan = sign_in(cast.dan)
        for name in ("sources", "source"):
            args = [source.pk] if name == "source" else []
            page = dan.get(reverse(name, args=args))
            assert page.status_code == 200
            assert "Note a new edition" not in page.content.decode()
        for name in ("source-check", "source-edition", "source-change"):
            assert dan.post(reverse(name, args=[source.pk])).status_code == 403
        assert dan.post(reverse("sources-usual")).status_code == 403

    def test_others_see_nothing(self, sign_in, cast, source):
        for person in (cast.pia, cast.petra, cast.ines, cast.tariq):
            assert sign_in(person).get(URL).status_code == 403

    def test_buttons_are_only_sent_to(self, manager, source):
        assert manager.get(reverse("sources-usual")).status_code == 405
        assert manager.get(reverse("source-check", args=[source.pk])).status_code == 405
