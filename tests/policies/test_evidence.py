"""What this app knows for a review: each line, whom it is told, and what it costs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from policies import evidence
from policies.actions import asking, keeping, planning, signing, sources
from policies.evidence import Evidence
from policies.models import AcknowledgementRequest, Policy, Source, SourceEdition
from policies.selectors import evidence as known
from policies.selectors.words import words_of
from tests.cast import make_person
from workflow import clock

LAST = dt.date(2024, 7, 23)


def said(lines) -> list[str]:
    return [str(line.text) for line in lines]


@pytest.fixture
def source(cast, policy_in_force) -> Source:
    found = sources.add_source(
        actor=cast.maya, title="EYFS", standing="legal_duty", edition="2024", in_force_on=dt.date(2024, 1, 4)
    )
    keeping.cite(policy_in_force, found, actor=cast.maya)
    return found


class TestSources:
    def test_nothing_cited_is_said(self, policy_in_force, cast):
        assert said(known.of_sources(policy_in_force, LAST, cast.maya)) == [
            "It cites no law or guidance yet."
        ]

    def test_what_applied_at_the_last_review_is_no_news(self, policy_in_force, source, cast):
        assert known.of_sources(policy_in_force, LAST, cast.maya) == []

    def test_what_applies_since_is(self, policy_in_force, source, cast):
        # Entered with the first, as those of the data file are.
        first = source.editions.get()
        SourceEdition.objects.create(
            source=source, edition="2025", in_force_on=dt.date(2025, 9, 1), noted_at=first.noted_at
        )
        (line,) = known.of_sources(policy_in_force, LAST, cast.maya)
        assert line.text == "New edition: EYFS, 2025, in force from 1 September 2025"
        assert str(source.pk) in line.url
        assert known.of_sources(policy_in_force, dt.date(2025, 9, 1), cast.maya) == []

    def test_what_became_known_since_is_too(self, policy_in_force, source, cast):
        """Noted late: it applied before the last review, which did not know of it."""
        sources.note_edition(source, actor=cast.maya, edition="2024b", in_force_on=dt.date(2024, 6, 1))
        yesterday = clock.today() - dt.timedelta(days=1)
        assert said(known.of_sources(policy_in_force, yesterday, cast.maya)) == [
            "New edition: EYFS, 2024b, in force from 1 June 2024"
        ]
        assert known.of_sources(policy_in_force, clock.today(), cast.maya) == []

    def test_what_nobody_checked_lately(self, policy_in_force, source, cast):
        Source.objects.update(checked_on=dt.date(2026, 1, 1))
        (line,) = known.of_sources(policy_in_force, LAST, cast.maya)
        assert (line.text, line.tone) == ("Not checked since 1 January 2026: EYFS", "danger")

    def test_what_is_cited_no_longer_is_silent(self, policy_in_force, source, cast):
        keeping.uncite(policy_in_force.citations.get(), actor=cast.maya)
        assert said(known.of_sources(policy_in_force, LAST, cast.maya)) == [
            "It cites no law or guidance yet."
        ]


class TestSignatures:
    @pytest.fixture
    def asked(self, policy_in_force, cast) -> Policy:
        _made = cast.sam
        keeping.bind(policy_in_force, "practitioner", actor=cast.maya)
        keeping.bind(policy_in_force, "support", actor=cast.maya)
        asking.ask_for(policy_in_force)
        return policy_in_force

    def test_pending_overdue_declined_and_asked_are_counted(self, asked, cast):
        assert said(known.of_signatures(asked, LAST, cast.maya)) == ["Signatures not due yet: 2"]
        request = AcknowledgementRequest.objects.get(person=cast.sam)
        shown = words_of(request).shown
        signing.decline(request, actor=cast.sam, shown=shown, note="I want to talk first.")
        with clock.at(clock.now() + dt.timedelta(days=20)):
            lines = known.of_signatures(asked, LAST, cast.maya)
        assert said(lines) == ["Signatures overdue: 1", "Declined to sign: 1"]

    def test_nobody_is_named_and_the_wall_is_linked_for_who_may_see_it(self, asked, cast):
        dsl = make_person("Dora", "Lane", "dsl")
        for viewer, linked in ((cast.maya, True), (cast.dan, True), (dsl, False)):
            lines = known.of_signatures(asked, LAST, viewer)
            assert all("Pia" not in str(line.text) for line in lines)
            assert [bool(line.url) for line in lines] == [linked]
            assert not linked or lines[0].url.endswith(f"?policy={asked.pk}&standing=pending")


class TestActions:
    def test_open_ones_and_those_that_ended_since(self, policy_in_force, cast):
        review = policy_in_force.reviews.get()
        soon, later = clock.today(), clock.today() + dt.timedelta(days=30)
        one = planning.add_action(actor=cast.maya, title="One", owner=cast.pia, due_on=soon, review=review)
        planning.add_action(actor=cast.maya, title="Two", owner=cast.pia, due_on=later, review=review)
        planning.add_action(actor=cast.maya, title="Elsewhere", owner=cast.pia, due_on=later)
        planning.cancel(one, actor=cast.maya, seen=0, body="No need.")
        lines = known.of_actions(policy_in_force, LAST, cast.maya)
        assert [str(line.text).partition(",")[0] for line in lines] == ["Two – To do", "One – Cancelled"]
        assert said(known.of_actions(policy_in_force, soon + dt.timedelta(days=1), cast.maya))[0].startswith(
            "Two"
        )
        with clock.at(clock.now() + dt.timedelta(days=60)):
            assert known.of_actions(policy_in_force, LAST, cast.maya)[0].tone == "danger"


class TestLinks:
    def test_missing_overdue_and_retired_are_told_and_whole_ones_are_not(self, policy_in_force, cast):
        whole = {"link": "https://example.org/", "reviewed_on": clock.today()}
        late = {"link": "https://example.org/", "reviewed_on": dt.date(2024, 1, 1)}
        for code, facts in (("missing", {}), ("late", late), ("whole", whole), ("gone", whole)):
            other = keeping.add_policy(actor=cast.maya, code=code, title=code.capitalize(), **facts)
            keeping.link(policy_in_force, other, actor=cast.maya)
        keeping.retire(Policy.objects.get(code="gone"), actor=cast.maya, retired_on=clock.today())
        assert said(known.of_links(policy_in_force, LAST, cast.maya)) == [
            "Gone: kept no longer",
            "Late: its review is overdue since 1 January 2025",
            "Missing: missing",
        ]


def test_a_question_is_registered_once():
    with pytest.raises(ValueError, match="twice"):
        evidence.register(Evidence("sources", "Again", "Again?"))


@pytest.mark.parametrize("gather", [known.of_sources, known.of_signatures, known.of_actions, known.of_links])
def test_each_costs_the_same_whatever_there_is_to_tell(policy_in_force, cast, gather):
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            gather(policy_in_force, LAST, cast.maya)
        return len(asked)

    def fill(start: int, end: int) -> None:
        review = policy_in_force.reviews.get()
        for number in range(start, end):
            found = sources.add_source(
                actor=cast.maya, title=f"S{number}", standing="adopted", edition="1",
                in_force_on=clock.today(),
            )  # fmt: skip
            keeping.cite(policy_in_force, found, actor=cast.maya)
            other = keeping.add_policy(actor=cast.maya, code=f"p{number}", title=f"P{number}")
            keeping.link(policy_in_force, other, actor=cast.maya)
            planning.add_action(
                actor=cast.maya, title="X", owner=cast.pia, due_on=clock.today(), review=review
            )

    assert cast.maya.is_leader
    fill(0, 2)
    few = cost()
    fill(2, 12)
    assert cost() == few
