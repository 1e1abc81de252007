"""A breach of a policy, and a clause that a report names: never required, and kept as it was shown."""

import pytest
from django.urls import reverse

from incidents.models import CaseClause, Report, Subject
from policies.actions import agreeing, drafting
from policies.models import ClauseText
from policies.outline import Outline
from tests.incidents.policies import BLOCKS, clause, policy_in_force
from tests.incidents.reporting import WORDS, begin, draft_of, fill, page, send, sent_by
from tests.policies.conftest import ready
from workflow import clock
from workflow.verification import verify


@pytest.fixture
def policy(cast):
    return policy_in_force(cast)


def test_two_pages_are_a_breach_too_and_name_no_clause(cast, sign_in, policy):
    report = sent_by(sign_in(cast.pia), "breach", about="staff")
    assert (report.report_type, report.answers) == ("breach", {})
    assert not CaseClause.objects.exists()


def test_the_clause_is_kept_as_it_was_shown(cast, sign_in, policy):
    pia, text = sign_in(cast.pia), clause(policy)
    draft = begin(pia, "breach", about="staff")
    fill(pia, draft, "what", body=WORDS)
    fill(pia, draft, "breach", clause=str(text.pk), account="A page called “Stars”")
    check = pia.get(reverse("report-check", args=[draft.pk])).content.decode()
    send(pia, draft)
    report = Report.objects.get(pk=draft.pk)
    assert report.answers == {
        "account": "A page called “Stars”",
        "clause": {
            "clause": str(text.clause_id), "text": str(text.pk), "policy": "Social media", "version": 1,
            "number": "S1.2", "words": "Nobody writes to families from a personal account.",
        },
    }  # fmt: skip
    said = "Social media, version 1, S1.2: Nobody writes to families from a personal account."
    own = pia.get(reverse("report", args=[report.pk])).content.decode()
    lead = sign_in(cast.maya).get(reverse("case", args=[report.cases.get().pk])).content.decode()
    for html in (check, own, lead):
        assert said in html
        assert "A page called “Stars”" in html
    assert clause(policy) == text
    assert verify() == []


def test_a_concern_may_name_one_too(cast, sign_in, policy):
    pia, text = sign_in(cast.pia), clause(policy, "S2.1")
    draft = begin(pia)
    fill(pia, draft, "clause", clause=str(text.pk))
    send(pia, draft)
    row = CaseClause.objects.get()
    assert (row.clause_id, row.text, row.decision, row.named_by) == (text.clause_id, text, "", None)
    assert row.report == Report.objects.get(pk=draft.pk)


def test_clauses_are_offered_by_policy_and_section(cast, sign_in, policy):
    pia = sign_in(cast.pia)
    html = pia.get(page(begin(pia, "breach"), "breach")).content.decode()
    for label in ("Social media – S1 Official use", "Social media – S2 Cameras"):
        assert f'<optgroup label="{label}">' in html
    assert "S1.2 Nobody writes to families from a personal account." in html
    assert "S1 as a whole" in html


def test_a_clause_that_was_superseded_meanwhile_refuses_nothing(cast, sign_in, policy):
    """It is what the author read; the report says which version that was (R3)."""
    pia, text = sign_in(cast.pia), clause(policy)
    draft = begin(pia, "breach")
    fill(pia, draft, "breach", clause=str(text.pk))
    version = drafting.start_draft(policy, actor=cast.maya, outline=Outline("Social media", BLOCKS[:2]))
    version = ready(version, cast)
    agreeing.publish(version, actor=cast.maya, seen=version.version, effective_from=clock.today())
    drawn = pia.get(page(draft, "breach")).content.decode()
    assert f'<option value="{text.pk}" selected>' in drawn
    send(pia, draft)
    assert Report.objects.get(pk=draft.pk).answers["clause"]["version"] == 1
    assert CaseClause.objects.get().text == text
    assert verify() == []


@pytest.mark.parametrize("value", ["nonsense", "00000000-0000-4000-8000-000000000000", "a\0b"])
def test_what_is_no_clause_is_asked_again_at_its_page(cast, sign_in, policy, value):
    pia = sign_in(cast.pia)
    draft = begin(pia, "breach")
    answer = fill(pia, draft, "breach", clause=value)
    assert answer.status_code == 200
    assert "Choose one of the answers on this page." in answer.content.decode()


def test_words_of_a_draft_cannot_be_named(cast, sign_in, policy):
    """What is not in force yet is nobody's business, and no answer."""
    version = drafting.start_draft(policy, actor=cast.maya)
    drafting.describe(
        version, actor=cast.maya, seen=version.version, is_major=True, change_summary="Clearer words."
    )
    version.refresh_from_db()
    drafting.confirm_keys(version, actor=cast.maya, seen=version.version)
    version.refresh_from_db()
    agreeing.consult(version, actor=cast.maya, seen=version.version)
    text = ClauseText.objects.filter(version=version, number="S1.2").get()
    pia = sign_in(cast.pia)
    draft = begin(pia, "breach")
    assert fill(pia, draft, "breach", clause=str(text.pk)).status_code == 200
    assert str(text.pk) not in pia.get(page(draft, "breach")).content.decode().replace(
        f'value="{text.pk}" selected', ""
    )


def test_the_person_who_broke_it_does_not_see_it(cast, sign_in, policy):
    pia = sign_in(cast.pia)
    draft = begin(pia, "breach", about="staff")
    fill(pia, draft, "breach", person=str(cast.maya.pk))
    send(pia, draft)
    case = Report.objects.get(pk=draft.pk).cases.get()
    assert Subject.objects.get(case=case).person == cast.maya
    assert sign_in(cast.maya).get(reverse("case", args=[case.pk])).status_code == 404
    assert sign_in(cast.dan).get(reverse("case", args=[case.pk])).status_code == 200


def test_a_person_named_twice_is_named_once(cast, sign_in, policy):
    pia = sign_in(cast.pia)
    draft = begin(pia, "breach", about="staff", staff_member=str(cast.sam.pk))
    fill(pia, draft, "breach", person=str(cast.sam.pk))
    send(pia, draft)
    assert Report.objects.get(pk=draft.pk).people.get().person == cast.sam


def test_parents_write_a_name_and_pick_nobody(cast, sign_in, policy):
    petra = sign_in(cast.petra)
    draft = begin(petra, "breach")
    html = petra.get(page(draft, "breach")).content.decode()
    assert "Sam Achebe" not in html
    fill(petra, draft, "breach", person_name="The man at the gate")
    send(petra, draft)
    assert Report.objects.get(pk=draft.pk).people.get().name == "The man at the gate"


def test_what_a_report_says_of_a_clause_never_stops_its_routing(cast, sign_in, policy):
    """Whatever stands in the answers, the case opens."""
    draft = draft_of(cast.pia, about={"about": ["child"]}, what={"body": [WORDS]}, clause={"clause": ["x"]})
    pia = sign_in(cast.pia)
    assert send(pia, draft).url == page(draft, "clause")
    fill(pia, draft, "clause", clause="")
    send(pia, draft)
    assert Report.objects.get(pk=draft.pk).state == Report.State.ROUTED
