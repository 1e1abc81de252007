"""Who holds an official account: by role or exception, taken away the day they leave, looked at each term."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts import actions as people
from notifications.models import Message
from social.actions import access, holders, recertifying, reminding, standing
from social.models import (
    AccessPermission,
    AccountHolder,
    AccountRemoval,
    HolderCheck,
    OfficialAccount,
    Recertification,
)
from social.selectors.checklist import missing
from social.selectors.holding import may_publish
from tests.cast import make_person
from tests.social.access_rows import approved
from tests.social.accounts import live, stored
from workflow import clock
from workflow.engine import NotAllowed
from workflow.models import CalendarPeriod, Deadline
from workflow.verification import verify

pytestmark = pytest.mark.django_db


def codes(account: OfficialAccount) -> list[str]:
    return [item.code for item in missing(stored(account))]


class TestHolding:
    def test_only_by_role_or_by_an_exception_of_the_owners(self, cast):
        account = live(cast)
        for person in (cast.pia, cast.olive):
            with pytest.raises(ValidationError, match="Only manager and deputy"):
                holders.add_holder(
                    account, actor=cast.maya, person=person, level="editor", second_factor=True
                )
        approved(cast, cast.pia, account=account, by=cast.olive)
        holders.add_holder(account, actor=cast.maya, person=cast.pia, level="editor", second_factor=True)
        with pytest.raises(ValidationError, match="already"):
            holders.add_holder(account, actor=cast.maya, person=cast.pia, level="editor", second_factor=True)

    def test_suspended_and_restored_never_by_oneself(self, cast):
        account = live(cast)
        of_dan, of_maya = account.holders.get(person=cast.dan), account.holders.get(person=cast.maya)
        with pytest.raises(NotAllowed):
            holders.suspend_holder(of_dan, actor=cast.dan, because="Me")
        holders.suspend_holder(of_dan, actor=cast.olive, because="Please wait.")
        holders.suspend_holder(of_maya, actor=cast.olive, because="Please wait.")
        assert not may_publish(cast.dan, account)
        assert not may_publish(cast.maya, account)
        assert "administrators" in codes(account)
        for holder, who in ((of_dan, cast.dan), (of_maya, cast.maya), (of_dan, cast.pia)):
            with pytest.raises(NotAllowed):
                holders.restore_holder(holder, actor=who)
        holders.restore_holder(of_maya, actor=cast.olive)
        holders.restore_holder(of_dan, actor=cast.maya)
        assert may_publish(cast.dan, account)

    def test_taken_away_only_when_both_are_done_and_by_another(self, cast):
        account = live(cast)
        holders.end_holder(account.holders.get(person=cast.dan), actor=cast.maya)
        task = AccountRemoval.objects.get()
        with pytest.raises(ValidationError) as refused:
            holders.take_away(task, actor=cast.maya, seen=0, right_removed=True, password_changed=False)
        assert set(refused.value.message_dict) == {"password_changed"}
        with pytest.raises(NotAllowed):
            holders.take_away(task, actor=cast.dan, seen=0, right_removed=True, password_changed=True)
        with pytest.raises(DatabaseError), transaction.atomic():
            AccountRemoval.objects.all()._move(state="done")
        holders.take_away(task, actor=cast.maya, seen=0, right_removed=True, password_changed=True)


class TestLeaving:
    def test_the_same_day_everything_of_theirs_rests_or_ends(self, cast, django_capture_on_commit_callbacks):
        account = live(cast)
        kept = approved(cast, cast.sam)
        row = approved(cast, cast.pia)
        exception = approved(cast, cast.pia, account=account, by=cast.olive)
        holders.add_holder(account, actor=cast.maya, person=cast.pia, level="editor", second_factor=True)
        yesterday = clock.today() - dt.timedelta(days=1)
        people.leave(cast.pia, actor=cast.maya, left_on=yesterday)
        people.leave(cast.dan, actor=cast.olive, left_on=yesterday)
        assert standing.reconcile() == 4
        states = {one.pk: one.state for one in AccessPermission.objects.all()}
        assert (states[row.pk], states[exception.pk], states[kept.pk]) == (
            "suspended",
            "suspended",
            "approved",
        )
        tasks = {task.person_id: task.cause for task in AccountRemoval.objects.all()}
        assert tasks == {cast.pia.pk: "left", cast.dan.pk: "left"}
        assert set(AccountHolder.objects.open().values_list("person_id", flat=True)) == {cast.maya.pk}
        assert standing.reconcile() == 0
        assert [one for one in verify() if "social.access" in one.where] == []

    def test_who_is_deputy_no_longer_is_taken_away_and_whoever_comes_back_is_restored_by_a_person(self, cast):
        account = live(cast)
        people.end_role(cast.dan.role_assignments.get(role="deputy_manager"), actor=cast.olive)
        standing.reconcile()
        assert AccountRemoval.objects.get().cause == AccountRemoval.Cause.ROLE
        row = approved(cast, cast.pia)
        people.leave(cast.pia, actor=cast.maya, left_on=clock.today() - dt.timedelta(days=1))
        standing.reconcile()
        people.leave(cast.pia, actor=cast.maya, left_on=None)
        standing.reconcile()
        assert AccessPermission.objects.get(pk=row.pk).state == AccessPermission.State.SUSPENDED
        fresh = AccessPermission.objects.get(pk=row.pk)
        access.restore(fresh, actor=cast.maya, seen=fresh.version)
        assert account.holders.open().count() == 1

    def test_expired_by_its_date_before_any_sweep(self, cast):
        account = live(cast)
        row = approved(cast, cast.pia, account=account, by=cast.olive, days=10)
        holders.add_holder(account, actor=cast.maya, person=cast.pia, level="editor", second_factor=True)
        with time_machine.travel(clock.now() + dt.timedelta(days=11)):
            assert not may_publish(cast.pia, account)
            assert standing.sweep_expired() == 1
            assert AccessPermission.objects.get(pk=row.pk).state == AccessPermission.State.EXPIRED
            assert AccountRemoval.objects.get().cause == AccountRemoval.Cause.ENDED
            assert standing.sweep_expired() == 0

    def test_reconciling_costs_the_same_for_many(self, cast):
        account = live(cast)
        standing.reconcile()

        def cost() -> int:
            with CaptureQueriesContext(
                connection,
            ) as caught:
                standing.reconcile()
            return len(caught)

        few = cost()
        for number in range(4):
            person = make_person(f"New{number}", "Deputy", "deputy_manager")
            holders.add_holder(account, actor=cast.maya, person=person, level="editor", second_factor=True)
        assert cost() == few


class TestTermlyCheck:
    def _term(self, title: str, starts: int) -> None:
        today = clock.today()
        CalendarPeriod.objects.create(
            calendar_id="setting", kind="term", title=title, starts_on=today - dt.timedelta(days=starts),
            ends_on=today + dt.timedelta(days=20),
        )  # fmt: skip

    def test_once_a_term_with_its_clock_and_never_twice(self, cast):
        account = live(cast)
        OfficialAccount.objects.filter(pk=account.pk).update(approved_at=clock.now() - dt.timedelta(days=90))
        self._term("Autumn term, first half", 60)
        self._term("Autumn term, second half", 5)
        live(cast, "facebook", name="New this term")
        assert recertifying.sweep_recertifications() == 1
        assert recertifying.sweep_recertifications() == 0
        check = Recertification.objects.get()
        assert (check.term, check.account) == ("Autumn term", account)
        assert Deadline.objects.open().of(check).get().rule_id == "account.recertify"
        with pytest.raises(ValidationError):
            recertifying.open_check(account, actor=cast.maya)

    def test_each_holder_by_another_and_what_was_found_holds_at_the_end(self, cast):
        account = live(cast)
        recertifying.open_check(account, actor=cast.maya)
        check = Recertification.objects.get()
        of_maya, of_dan = account.holders.get(person=cast.maya), account.holders.get(person=cast.dan)
        said = {"level": "administrator", "second_factor": True, "last_used_on": clock.today()}
        with pytest.raises(NotAllowed):
            recertifying.check_holder(check, of_maya, actor=cast.maya, keep=True, **said)
        with pytest.raises(ValidationError):
            recertifying.check_holder(check, of_dan, actor=cast.maya, keep=False, **said)
        recertifying.check_holder(check, of_dan, actor=cast.maya, keep=False, note="Does not post.", **said)
        with pytest.raises(ValidationError, match="Maya"):
            recertifying.finish(check, actor=cast.maya, seen=0)
        recertifying.check_holder(check, of_maya, actor=cast.dan, keep=True, **said | {"level": "editor"})
        assert account.holders.open().count() == 2
        recertifying.finish(check, actor=cast.maya, seen=0, note="All well.")
        assert [one.level for one in account.holders.open()] == ["editor"]
        assert AccountRemoval.objects.get().cause == AccountRemoval.Cause.NOT_KEPT
        assert not Deadline.objects.open().of(check).exists()
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            HolderCheck.objects.update(keep=True)

    def test_late_it_goes_to_the_owner_too(self, cast):
        account = live(cast)
        recertifying.open_check(account, actor=cast.maya)
        with time_machine.travel(clock.now() + dt.timedelta(days=15)):
            assert reminding.sweep_reminders() == 1
            assert reminding.sweep_reminders() == 0
        told = Message.objects.filter(kind="account-check").exclude(dedupe_key__contains=":opened:")
        assert {one.recipient_id for one in told} == {cast.olive.pk, cast.maya.pk, cast.dan.pk}


def test_reminders_before_access_ends_reach_holder_and_decider(cast):
    approved(cast, cast.pia, days=20)
    Message.objects.all().delete()
    assert reminding.sweep_reminders() == 1
    assert reminding.sweep_reminders() == 0
    assert {one.recipient_id for one in Message.objects.filter(kind="access-ends")} == {
        cast.pia.pk,
        cast.maya.pk,
    }
    with time_machine.travel(clock.now() + dt.timedelta(days=14)):
        assert reminding.sweep_reminders() == 1
