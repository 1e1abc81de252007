"""Access: only asked for and given with what must be signed, never decided by the requester, ended and restored."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from accounts import actions as people
from notifications.models import Message
from social.actions import access, asking, holders
from social.lifecycle.access import ACCESS
from social.models import AccessPermission, AccountHolder, AccountRemoval
from social.selectors.holding import holds_access, may_publish
from tests.cast import SET_UP, SINCE, make_person
from tests.policies import signatures
from tests.social import accounts, risk_rows
from tests.social.access_rows import acceptable_use, approved, asked, signed, stored, wish
from workflow import clock
from workflow.actors import System
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.models import AuditEvent
from workflow.verification import verify

pytestmark = pytest.mark.django_db
State = AccessPermission.State


def test_without_a_signature_nobody_asks(cast):
    acceptable_use(cast)
    with pytest.raises(ValidationError) as refused:
        asking.ask(wish(), actor=cast.pia)
    assert refused.value.code == asking.NOT_SIGNED
    assert not AccessPermission.objects.exists()


def test_without_a_policy_in_force_nobody_asks(cast):
    with pytest.raises(ValidationError):
        asking.ask(wish(), actor=cast.pia)


def test_a_new_version_shuts_the_gate_for_the_decision_and_for_use(cast):
    policy = acceptable_use(cast)
    held, row = approved(cast, cast.sam), asked(cast, cast.pia)
    assert holds_access(cast.sam, held.platform)
    signatures.next_version(policy, cast, is_major=True)
    with pytest.raises(ValidationError, match="not signed"):
        asking.approve(row, actor=cast.maya, seen=row.version, expires_on=clock.today())
    assert stored(row).state == State.REQUESTED
    assert not holds_access(cast.sam, held.platform)
    signed(cast, cast.sam)
    assert holds_access(cast.sam, held.platform)


def test_only_the_manager_decides_and_of_a_manager_only_the_owner(cast):
    of_pia, of_maya = asked(cast, cast.pia), asked(cast, cast.maya)
    until = clock.today()
    for row, who in ((of_pia, (cast.pia, cast.dan, cast.sam, cast.olive)), (of_maya, (cast.maya, cast.dan))):
        for person in (*who, System("anything")):
            for act, said in (
                (asking.approve, {"expires_on": until}),
                (asking.refuse, {"reason": "No"}),
                (asking.ask_back, {"question": "Why?"}),
            ):
                with pytest.raises(NotAllowed):
                    act(row, actor=person, seen=row.version, **said)
    asking.approve(of_pia, actor=cast.maya, seen=of_pia.version, expires_on=until)
    asking.approve(of_maya, actor=cast.olive, seen=of_maya.version, expires_on=until)


def test_somebody_close_to_the_requester_does_not_decide(cast):
    people.tie(cast.maya, cast.pia, "relative", actor=SET_UP, source="Staff file", starts_on=SINCE)
    row = asked(cast, cast.pia)
    assert [one.recipient_id for one in Message.objects.filter(kind="access-waits")] == [cast.olive.pk]
    with pytest.raises(NotAllowed):
        asking.approve(row, actor=cast.maya, seen=row.version, expires_on=clock.today())
    asking.approve(row, actor=cast.olive, seen=row.version, expires_on=clock.today())


def test_an_official_account_is_the_owners_to_give(cast):
    account = accounts.live(cast)
    with pytest.raises(ValidationError, match="ask for the account"):
        asked(cast, cast.pia, "instagram")
    row = asked(cast, cast.pia, account=account)
    with pytest.raises(NotAllowed):
        asking.approve(row, actor=cast.maya, seen=row.version, expires_on=clock.today())
    assert not may_publish(cast.pia, account)
    asking.approve(row, actor=cast.olive, seen=row.version, expires_on=clock.today())
    assert may_publish(cast.pia, account)
    assert may_publish(cast.maya, account)
    assert not may_publish(cast.olive, account)
    with pytest.raises(ValidationError, match="by your role"):
        asked(cast, cast.dan, account=account)


def test_who_has_left_meanwhile_is_given_nothing(cast):
    row = asked(cast, cast.pia)
    people.leave(cast.pia, actor=cast.maya, left_on=clock.today() - dt.timedelta(days=1))
    with pytest.raises(ValidationError, match="They have left"):
        asking.approve(stored(row), actor=cast.maya, seen=row.version, expires_on=row.asked_until)


def test_at_most_a_year_and_the_database_says_so_too(cast):
    row = asked(cast, cast.pia)
    late = row.starts_on + dt.timedelta(days=367)
    with pytest.raises(ValidationError):
        asking.approve(row, actor=cast.maya, seen=row.version, expires_on=late)
    with pytest.raises(ValidationError):
        asked(cast, cast.sam, asked_until=late)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessPermission.objects.update(expires_on=late)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessPermission.objects.all()._move(state=State.APPROVED)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessPermission.objects.update(decided_by=cast.pia)
    with pytest.raises(TypeError):
        AccessPermission.objects.update(state=State.APPROVED)


def test_with_children_only_where_a_risk_assessment_covers_the_platform(cast):
    row = asked(cast, cast.pia, with_children=True)
    with pytest.raises(ValidationError, match="risk assessment first"):
        asking.approve(row, actor=cast.maya, seen=row.version, expires_on=clock.today())
    risk_rows.approved(row.platform, cast)
    asking.approve(row, actor=cast.maya, seen=row.version, expires_on=clock.today())


def test_question_answer_and_a_second_question_keep_every_word(cast):
    row = asked(cast, cast.pia)
    asking.ask_back(row, actor=cast.maya, seen=0, question="Which songs?")
    asking.answer(row, actor=cast.pia, seen=1, answer="Wheels on the bus.")
    asking.ask_back(row, actor=cast.maya, seen=2, question="In which room?")
    with pytest.raises(StaleState):
        asking.answer(row, actor=cast.pia, seen=2, answer="Comets")
    with pytest.raises(NotAllowed):
        asking.answer(row, actor=cast.sam, seen=3, answer="Comets")
    asking.answer(row, actor=cast.pia, seen=3, answer="Comets.")
    row = stored(row)
    assert row.question == "Which songs?\n\nIn which room?"
    assert row.answer == "Wheels on the bus.\n\nComets."


def test_twice_the_same_is_asked_once(cast):
    asked(cast, cast.pia)
    with pytest.raises(ValidationError, match="already"):
        asking.ask(wish(), actor=cast.pia)
    with pytest.raises(DatabaseError), transaction.atomic():
        AccessPermission.objects.bulk_create(
            [AccessPermission(person=cast.pia, platform_id="youtube", purpose="A", device="own", data="B",
                              starts_on=clock.today(), asked_until=clock.today())]
        )  # fmt: skip


def test_suspended_by_a_leader_and_restored_by_whoever_decides_only(cast):
    row = approved(cast, cast.pia)
    for person in (cast.pia, cast.sam):
        with pytest.raises(NotAllowed):
            access.suspend(row, actor=person, seen=row.version, because="Please wait.")
    access.suspend(row, actor=cast.dan, seen=row.version, because="Please wait until we have talked.")
    row = stored(row)
    assert row.state == State.SUSPENDED
    assert not holds_access(cast.pia, row.platform)
    for person in (cast.pia, cast.dan, System("calendar")):
        with pytest.raises(NotAllowed):
            access.restore(row, actor=person, seen=row.version)
    assert not ACCESS.steps["restore"].by_system
    access.restore(row, actor=cast.maya, seen=row.version)
    assert holds_access(cast.pia, row.platform)


def test_the_record_never_says_why_it_rests(cast):
    row = approved(cast, cast.pia)
    access.suspend(row, actor=cast.dan, seen=row.version, because="Please wait until we have talked.")
    event = AuditEvent.objects.get(object_id=row.pk, verb="suspend")
    assert event.reason == "paused"
    assert "talked" not in str(event.contents)
    told = Message.objects.filter(kind="access-suspended")
    assert [one.recipient_id for one in told] == [cast.pia.pk]


def test_not_restored_without_a_signature_after_leaving_or_after_its_day(cast):
    policy = acceptable_use(cast)
    row = approved(cast, cast.pia, days=10)
    access.suspend(row, actor=cast.maya, seen=row.version, because="Wait.")
    row = stored(row)
    with (
        time_machine.travel(clock.now() + dt.timedelta(days=11)),
        pytest.raises(ValidationError, match="ask again"),
    ):
        access.restore(row, actor=cast.maya, seen=row.version)
    signatures.next_version(policy, cast, is_major=True)
    with pytest.raises(ValidationError, match="not signed"):
        access.restore(row, actor=cast.maya, seen=row.version)
    signed(cast, cast.pia)
    people.leave(cast.pia, actor=cast.maya, left_on=clock.today() - dt.timedelta(days=1))
    with pytest.raises(ValidationError, match="left"):
        access.restore(row, actor=cast.maya, seen=row.version)


def test_revoked_and_given_back(cast):
    of_pia, of_sam = approved(cast, cast.pia), approved(cast, cast.sam)
    with pytest.raises(NotAllowed):
        access.revoke(of_pia, actor=cast.dan, seen=of_pia.version, because="No.")
    access.revoke(of_pia, actor=cast.maya, seen=of_pia.version, because="Used at home.")
    access.surrender(of_sam, actor=cast.sam, seen=of_sam.version)
    assert (stored(of_pia).state, stored(of_sam).state) == (State.REVOKED, State.SURRENDERED)
    with pytest.raises(WrongState):
        access.restore(stored(of_pia), actor=cast.maya, seen=stored(of_pia).version)


def test_whose_exception_ends_is_taken_off_the_account(cast):
    account = accounts.live(cast)
    row = approved(cast, cast.pia, account=account, by=cast.olive)
    holders.add_holder(account, actor=cast.maya, person=cast.pia, level="editor", second_factor=True)
    access.revoke(row, actor=cast.olive, seen=row.version, because="Not needed now.")
    assert not AccountHolder.objects.open().filter(person=cast.pia).exists()
    assert AccountRemoval.objects.get().person_id == cast.pia.pk


def test_nobody_decides_where_everybody_is_close(cast):
    signed(cast, cast.maya)
    people.tie(cast.olive, cast.maya, "partner", actor=SET_UP, source="Staff file", starts_on=SINCE)
    with pytest.raises(ValidationError, match="Nobody here can decide"):
        asking.ask(wish(), actor=cast.maya)


def test_parents_and_visitors_do_not_ask(cast):
    other = make_person("Petra", "Other", "parent")
    policy = acceptable_use(cast)
    assert policy
    for person in (other, cast.viktor):
        with pytest.raises((ValidationError, NotAllowed)):
            asking.ask(wish(), actor=person)


def test_the_whole_record_holds(cast):
    row = approved(cast, cast.pia)
    access.suspend(row, actor=cast.maya, seen=row.version, because="Wait.")
    access.restore(row, actor=cast.maya, seen=stored(row).version)
    assert [one for one in verify() if "social" in one.where] == []
