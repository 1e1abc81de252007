"""Two at once about access or an official account: one of them wins, there is one event, and nothing half done."""

import datetime as dt
from collections import Counter

import pytest

from accounts import actions as people
from accounts.models import Person
from social.actions import accounts, holders, recertifying
from social.models import (
    AccessPermission,
    AccountHolder,
    AccountRemoval,
    OfficialAccount,
    Recertification,
)
from social.selectors.checklist import missing
from social.selectors.holding import holds_access
from tests.cast import make_person
from tests.database.racing import DONE, ROUNDS, race
from tests.social import access_rows, risk_rows
from tests.social.accounts import live, opened, proposed
from workflow import clock
from workflow.models import AuditEvent
from workflow.verification import verify

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("real_commits"), pytest.mark.timeout(300)]
State = AccessPermission.State


@pytest.fixture
def mina(cast) -> Person:
    """A second manager."""
    return make_person("Mina", "Second", "manager")


def unexplained() -> list:
    """What the record cannot explain; an account that tests make live in one blow has no chain for it."""
    return [one for one in verify() if one.where.startswith("social.access")]


def verbs(row) -> list[str]:
    found = AuditEvent.objects.filter(object_id=row.pk).order_by("sequence")
    return list(found.values_list("verb", flat=True))


def approves(row, person):
    return "approve_access", {"permission": str(row.pk), "actor": str(person.pk)}


def steps(row, person, verb):
    return "step_access", {"permission": str(row.pk), "actor": str(person.pk), "verb": verb}


class TestAccess:
    @pytest.mark.parametrize("turn", ROUNDS)
    def test_two_who_decide_approve_once(self, cast, mina, turn):
        row = access_rows.asked(cast, cast.pia)
        said = race(approves(row, cast.maya), approves(row, mina))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        row = access_rows.stored(row)
        assert (row.state, verbs(row)) == (State.APPROVED, ["ask", "approve"])
        assert row.decided_by == (cast.maya if said[0] == DONE else mina)
        assert unexplained() == []

    @pytest.mark.parametrize("turn", ROUNDS)
    def test_one_approves_and_another_refuses(self, cast, mina, turn):
        row = access_rows.asked(cast, cast.pia)
        said = race(approves(row, cast.maya), steps(row, mina, "refuse"))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        row, won = access_rows.stored(row), said[0] == DONE
        assert row.state == (State.APPROVED if won else State.REFUSED)
        assert verbs(row) == ["ask", "approve" if won else "refuse"]
        assert (row.refused_because == "", bool(row.expires_on)) == (won, won)
        assert unexplained() == []

    @pytest.mark.parametrize("turn", ROUNDS)
    def test_it_is_decided_while_it_is_taken_back(self, cast, turn):
        row = access_rows.asked(cast, cast.pia)
        said = race(approves(row, cast.maya), steps(row, cast.pia, "withdraw"))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert len(verbs(row)) == 2
        assert unexplained() == []

    @pytest.mark.parametrize(("one", "other"), [("suspend", "surrender"), ("suspend", "suspend")])
    def test_it_rests_or_is_given_back_and_never_both(self, cast, one, other):
        row = access_rows.approved(cast, cast.pia)
        second = cast.pia if other == "surrender" else cast.maya
        said = race(steps(row, cast.dan, one), steps(row, second, other))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        row = access_rows.stored(row)
        assert len(verbs(row)) == 3
        assert row.suspensions.count() == int(row.state == State.SUSPENDED)
        assert not holds_access(cast.pia, row.platform)
        assert unexplained() == []

    def test_it_is_restored_or_ended(self, cast, mina):
        row = access_rows.approved(cast, cast.pia)
        assert race(steps(row, cast.dan, "suspend")) == [DONE]
        row = access_rows.stored(row)
        said = race(steps(row, cast.maya, "restore"), steps(row, mina, "revoke"))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert access_rows.stored(row).state == (State.APPROVED if said[0] == DONE else State.REVOKED)
        assert unexplained() == []

    @pytest.mark.parametrize("turn", ROUNDS)
    def test_asked_twice_on_two_pages_is_asked_once(self, cast, turn):
        access_rows.signed(cast, cast.pia)
        said = race(*[("ask_access", {"actor": str(cast.pia.pk)})] * 2)
        assert Counter(said) == {DONE: 1, "ValidationError": 1}
        assert AccessPermission.objects.count() == 1
        assert unexplained() == []

    @pytest.mark.parametrize("turn", ROUNDS)
    def test_whoever_leaves_while_it_is_approved_has_nothing(self, cast, turn):
        row = access_rows.asked(cast, cast.pia)
        people.leave(cast.pia, actor=cast.maya, left_on=clock.today() - dt.timedelta(days=1))
        said = race(approves(row, cast.maya), ("sweep_standing", {}))
        assert said[1] == DONE
        assert said[0] in ("StaleState", "WrongState", "ValidationError")
        assert access_rows.stored(row).state == State.WITHDRAWN
        assert not holds_access(Person.objects.get(pk=cast.pia.pk), row.platform)
        assert unexplained() == []


def acts(name, actor, **rows):
    return name, {"actor": str(actor.pk), **{key: str(one.pk) for key, one in rows.items()}}


class TestAccounts:
    @pytest.fixture
    def assessed(self, cast) -> OfficialAccount:
        account = proposed(cast)
        risk_rows.approved(account, cast)
        accounts.assess(account, actor=cast.dan, seen=account.version)
        return OfficialAccount.objects.get(pk=account.pk)

    @pytest.mark.parametrize("turn", ROUNDS)
    def test_two_approve_it_once(self, cast, mina, assessed, turn):
        said = race(acts("go_live", cast.maya, account=assessed), acts("go_live", mina, account=assessed))
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert verbs(assessed).count("go live") == 1
        account = OfficialAccount.objects.get()
        assert account.approved_by == (cast.maya if said[0] == DONE else mina)
        assert verify() == []

    @pytest.mark.parametrize("turn", ROUNDS)
    def test_it_is_never_live_without_what_is_taken_away_at_that_moment(self, cast, assessed, turn):
        said = race(
            acts("go_live", cast.maya, account=assessed),
            acts("take_from_account", cast.dan, account=assessed),
        )
        # Live first: what it needs stays. Taken first: it is not live.
        assert said in ([DONE, "StaleState"], ["ValidationError", DONE], ["StaleState", DONE])
        account = OfficialAccount.objects.get()
        assert (account.state == "live") == (account.second_factor != "") == (missing(account) == [])
        assert verify() == []

    @pytest.mark.parametrize(("one", "other"), [("raise alarm", "raise alarm"), ("rest", "close")])
    def test_one_step_of_two(self, cast, one, other):
        account = opened(cast)
        said = race(
            *(
                ("step_account", {"account": str(account.pk), "actor": str(who.pk), "verb": verb})
                for who, verb in ((cast.dan, one), (cast.maya, other))
            )
        )
        assert Counter(said) == {DONE: 1, "StaleState": 1}
        assert len(set(verbs(account)) & {one, other}) == 1
        assert verify() == []

    def test_two_write_down_the_same_holder_once(self, cast, mina):
        account = live(cast)
        entry = acts("add_holder", cast.maya, account=account, person=mina)
        assert Counter(race(entry, entry)) == {DONE: 1, "ValidationError": 1}
        assert AccountHolder.objects.open().filter(person=mina).count() == 1

    def test_somebody_is_taken_away_once_by_hand_and_by_sweeps(self, cast):
        account = live(cast)
        holder = account.holders.get(person=cast.dan)
        people.leave(cast.dan, actor=cast.olive, left_on=clock.today() - dt.timedelta(days=1))
        said = race(
            ("sweep_standing", {}), ("sweep_standing", {}), acts("end_holder", cast.maya, holder=holder)
        )
        assert said[:2] == [DONE, DONE]
        assert said[2] in (DONE, "ValidationError")
        removal = AccountRemoval.objects.get()
        assert removal.person == cast.dan
        assert verbs(account).count("end holder") == 1
        entry = acts("take_away", cast.maya, removal=removal)
        assert Counter(race(entry, entry)) == {DONE: 1, "StaleState": 1}
        assert verbs(removal) == ["open", "do"]

    def test_one_check_is_opened_and_finished_once(self, cast, mina):
        account = live(cast)
        entries = [acts("open_check", who, account=account) for who in (cast.maya, cast.dan)]
        assert Counter(race(*entries)) == {DONE: 1, "ValidationError": 1}
        check = Recertification.objects.get()
        holders.add_holder(account, actor=cast.maya, person=mina, level="editor", second_factor=True)
        for holder in account.holders.open():
            looker = cast.maya if holder.person_id != cast.maya.pk else cast.dan
            recertifying.check_holder(
                check, holder, actor=looker, level=holder.level, second_factor=True,
                last_used_on=None, keep=holder.person_id != mina.pk, note="Not needed.",
            )  # fmt: skip
        entries = [acts("finish_check", who, check=check) for who in (cast.maya, cast.dan)]
        assert Counter(race(*entries)) == {DONE: 1, "StaleState": 1}
        assert AccountRemoval.objects.get().person == mina
        assert verbs(check).count("finish") == 1
