"""Actions called directly by the wrong person, and conflicts that must follow a case through a merge."""

import datetime as dt

import pytest

from accounts import actions
from accounts.models import Role
from incidents.actions import access, closing, doing, escalating, handling, reporting, writing
from incidents.actions.closing import Closing
from incidents.models import Access, Case, Category, Draft, ExternalContact, Outcome, Report
from notifications.models import Message
from tests.cast import SET_UP, SINCE, make_person
from workflow import clock
from workflow.engine import NotAllowed
from workflow.models import Deadline
from workflow.verification import verify


def case_of(author, *about: str) -> Case:
    return reporting.submit_report(
        actor=author, report_type="concern", about=list(about), body="Words"
    ).cases.get()


def sees(person, case: Case) -> bool:
    return Case.objects.visible_to(person).filter(pk=case.pk).exists()


def ended() -> Closing:
    return Closing(outcome=Outcome.objects.first(), rationale="Done.", parents_informed="yes", no_policy=True)


def decided() -> handling.Triage:
    category = Category.objects.filter(asks_harm_questions=False).first()
    return handling.Triage(category, category.four_c, "3-routine", "Clear.", support_level=1)


ATTEMPTS = {
    "acknowledge": lambda case, who, cast: handling.acknowledge(case, actor=who, version=0),
    "triage": lambda case, who, cast: handling.triage(case, actor=who, version=0, decision=decided()),
    "start": lambda case, who, cast: handling.start_work(case, actor=who, version=0),
    "propose close": lambda case, who, cast: closing.propose_close(case, actor=who, version=0, closing=ended()),
    "close alone": lambda case, who, cast: closing.close_alone(case, actor=who, version=0, closing=ended()),
    "close": lambda case, who, cast: closing.confirm_ending(case, actor=who, version=0),
    "send back": lambda case, who, cast: closing.send_back(case, actor=who, version=0, rationale="No."),
    "withdraw": lambda case, who, cast: closing.withdraw_proposal(case, actor=who, version=0, rationale="No."),
    "propose error": lambda case, who, cast: closing.propose_error(case, actor=who, version=0, rationale="No."),
    "reopen": lambda case, who, cast: closing.reopen(case, actor=who, version=0, rationale="Again."),
    "merge": lambda case, who, cast: closing.merge(
        case, actor=who, version=0, into=case_of(cast.sam, "child"), rationale="Same."
    ),
    "note": lambda case, who, cast: writing.add_note(case, actor=who, body="Mine."),
    "contact": lambda case, who, cast: writing.record_contact(
        case, actor=who, agency=ExternalContact.objects.first(), body="Rang."
    ),
    "message": lambda case, who, cast: writing.write_to_author(case, case.reports.get(), actor=who, body="You."),
    "answer": lambda case, who, cast: writing.answer(case, case.reports.get(), actor=who, body="Me."),
    "add to": lambda case, who, cast: reporting.add_to_report(case.reports.get(), actor=who, body="More."),
    "add subject": lambda case, who, cast: access.add_subject(case, actor=who, name="Somebody"),
    "grant": lambda case, who, cast: access.grant_access(
        case, actor=who, person=make_person("Nora", "Bell", Role.DEPUTY_DSL), capacity="lead"
    ),
    "recuse": lambda case, who, cast: access.recuse(case, actor=who),
    "add action": lambda case, who, cast: doing.add_action(
        case, actor=who, title="Ring", owner=cast.sam, due_on=clock.today()
    ),
}  # fmt: skip


@pytest.mark.parametrize("who", ["maya", "vera", "petra", "tariq", "ines"])
@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_conflicted_and_outsiders_are_refused_where_the_change_is_made(cast, attempt, who):
    case = case_of(cast.pia, "manager")
    with pytest.raises(NotAllowed):
        ATTEMPTS[attempt](case, getattr(cast, who), cast)
    assert verify() == []


def test_a_lead_cannot_write_to_the_author_of_another_case(cast):
    case, other = case_of(cast.pia, "child"), case_of(cast.sam, "manager")
    with pytest.raises(NotAllowed):
        writing.write_to_author(case, other.reports.get(), actor=cast.maya, body="What did you say?")


def test_somebody_elses_draft_is_not_sent(cast):
    draft = Draft.objects.create(author=cast.pia, report_type="concern")
    with pytest.raises(reporting.AlreadySent):
        reporting.submit_report(actor=cast.sam, report_type="concern", about=[], body="Words", draft=draft)
    assert Draft.objects.filter(pk=draft.pk).exists()
    assert not Report.objects.exists()


class TestMerged:
    def merged(self, cast) -> tuple[Case, Case]:
        """Dan continues one case in another."""
        old, new = case_of(cast.pia, "child"), case_of(cast.sam, "child")
        closing.merge(old, actor=cast.dan, version=old.version, into=new, rationale="The same matter.")
        return old, new

    def test_who_stepped_back_from_one_does_not_read_it_in_the_other(self, cast):
        old, new = case_of(cast.pia, "child"), case_of(cast.sam, "child")
        access.recuse(old, actor=cast.maya)
        closing.merge(old, actor=cast.dan, version=old.version, into=new, rationale="The same matter.")
        assert not sees(cast.maya, new)
        assert verify() == []

    def test_a_subject_of_the_case_that_goes_on_loses_the_old_one(self, cast):
        old, new = self.merged(cast)
        access.add_subject(new, actor=cast.dan, person=cast.maya)
        assert not sees(cast.maya, old)
        assert not sees(cast.maya, new)
        before = Message.objects.filter(recipient_id=cast.maya.pk).count()
        reporting.add_to_report(Report.objects.get(author=cast.pia), actor=cast.pia, body="She did it again.")
        assert Message.objects.filter(recipient_id=cast.maya.pk).count() == before
        assert not old.accesses.filter(person=cast.maya, revoked_at=None).exists()
        assert verify() == []

    def test_a_late_tie_hides_the_old_one_too(self, cast):
        old, new = self.merged(cast)
        access.add_subject(new, actor=cast.dan, child=cast.kit)
        actions.tie(cast.maya, cast.kit, "relative", actor=SET_UP, source="Declared", starts_on=SINCE)
        assert not sees(cast.maya, old)

    def test_an_answer_reaches_whoever_goes_on(self, cast):
        old, new = case_of(cast.pia, "child"), case_of(cast.sam, "child")
        report = old.reports.get()
        writing.write_to_author(old, report, actor=cast.dan, body="When?")
        closing.merge(old, actor=cast.dan, version=old.version, into=new, rationale="The same matter.")
        assert (
            writing.answer(Case.objects.get(pk=old.pk), report, actor=cast.pia, body="Noon.").case_id
            == new.pk
        )


def test_words_added_to_an_ended_case_reach_who_leads_today(cast):
    """Everybody who could read it has gone since."""
    case = case_of(cast.pia, "child")
    handling.triage(case, actor=cast.maya, version=case.version, decision=decided())
    closing.propose_close(case, actor=cast.maya, version=case.version, closing=ended())
    closing.confirm_ending(
        Case.objects.get(pk=case.pk), actor=cast.dan, version=Case.objects.get(pk=case.pk).version
    )
    lena = make_person("Lena", "Frost", Role.DSL)
    for leader in (cast.maya, cast.dan):
        actions.leave(leader, actor=SET_UP, left_on=clock.today() - dt.timedelta(days=1))
    reporting.add_to_report(case.reports.get(), actor=cast.pia, body="It happened again.")
    assert sees(lena, case)
    assert Message.objects.filter(recipient_id=lena.pk, object_id=case.pk).exists()
    assert verify() == []


def test_whoever_was_only_informed_leads_once_a_deadline_is_missed(cast):
    """About the deputy: the manager leads, the owner is informed, and could do nothing if she did nothing."""
    case = case_of(cast.pia, "deputy")
    assert case.accesses.get(person=cast.olive).capacity == Access.Capacity.INFORMED
    assert escalating.escalate(
        Deadline.objects.open().of(case).select_related("rule").get(rule="case.triage")
    )
    assert case.accesses.get(person=cast.olive, revoked_at=None).capacity == Access.Capacity.LEAD
    handling.acknowledge(Case.objects.get(pk=case.pk), actor=cast.olive, version=case.version)
    assert verify() == []
