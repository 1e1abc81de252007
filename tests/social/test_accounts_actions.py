"""Official accounts: live only complete, covered, and approved by another."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from notifications.models import Message
from social.actions import accounts, closing, holders, recertifying
from social.models import (
    AccountHolder,
    OfficialAccount,
    Platform,
    Recertification,
)
from social.selectors.checklist import checklist, missing
from tests.social import risk_rows
from tests.social.accounts import SAID, live, opened, proposed, stored
from workflow import clock
from workflow.actors import System
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.models import Deadline
from workflow.verification import verify

pytestmark = pytest.mark.django_db
State = OfficialAccount.State


def codes(account: OfficialAccount) -> list[str]:
    return [item.code for item in missing(stored(account))]


class TestComingLive:
    def test_by_every_step(self, cast):
        account = opened(cast)
        assert account.state == State.LIVE
        assert account.approved_by == cast.maya
        assert [one for one in verify() if "social" in one.where] == []

    def test_without_holders_nobody_is_said_to_sign_in_carelessly(self, cast):
        account = proposed(cast)
        account.holders.update(suspended_at=clock.now())
        said = {item.code: item.missing for item in missing(stored(account))}["factors"]
        assert said == "Nobody is written down who can sign in there now."

    def test_each_item_that_is_missing_keeps_it_back_and_says_so(self, cast):
        account = proposed(cast)
        risk_rows.approved(account, cast)
        accounts.assess(account, actor=cast.maya, seen=0)
        assert codes(account) == []
        takes_away = {
            "purpose": {"objectives": ""}, "dedicated": {"is_dedicated": False},
            "email": {"email": "hannah@gmail.example"},
            "second-factor": {"second_factor": ""}, "recovery": {"recovery_is_ours": False},
            "settings": {"direct_messages": ""}, "website": {"website_url": ""},
        }  # fmt: skip
        for code, said in takes_away.items():
            before = {name: getattr(stored(account), name) for name in said}
            OfficialAccount.objects.filter(pk=account.pk).update(**said)
            assert codes(account) == [code]
            with pytest.raises(ValidationError):
                accounts.go_live(account, actor=cast.maya, seen=1)
            OfficialAccount.objects.filter(pk=account.pk).update(**before)
        AccountHolder.objects.filter(person=cast.dan).update(second_factor=False)
        assert codes(account) == ["factors"]
        AccountHolder.objects.filter(person=cast.dan).update(level="editor", second_factor=True)
        assert codes(account) == ["administrators"]
        assert all(item.missing and item.label for item in checklist(account))

    def test_the_proposer_never_approves_nor_anybody_else_but_the_manager(self, cast):
        account = proposed(cast)
        risk_rows.approved(account, cast)
        accounts.assess(account, actor=cast.dan, seen=0)
        for person in (cast.dan, cast.olive, cast.pia, System("anything")):
            with pytest.raises(NotAllowed):
                accounts.go_live(account, actor=person, seen=1)
        with pytest.raises(StaleState):
            accounts.go_live(account, actor=cast.maya, seen=0)
        accounts.go_live(account, actor=cast.maya, seen=1)

    def test_what_the_manager_proposed_the_owner_approves(self, cast):
        account = accounts.propose(
            actor=cast.maya, platform=Platform.objects.get(pk="facebook"), name="Us",
            **SAID | {"url": "https://www.facebook.com/us"},
        )  # fmt: skip
        for person in (cast.maya, cast.dan):
            holders.add_holder(
                account, actor=cast.dan, person=person, level="administrator", second_factor=True
            )
        live(cast)  # Our domain is known.
        risk_rows.approved(account, cast)
        accounts.assess(account, actor=cast.dan, seen=0)
        with pytest.raises(NotAllowed):
            accounts.go_live(account, actor=cast.maya, seen=1)
        accounts.go_live(account, actor=cast.olive, seen=1)

    def test_without_cover_it_is_neither_assessed_nor_live(self, cast):
        account = proposed(cast)
        with pytest.raises(ValidationError, match="No risk assessment"):
            accounts.assess(account, actor=cast.maya, seen=0)
        risk_rows.approved(account, cast, days=5)
        accounts.assess(account, actor=cast.maya, seen=0)
        with time_machine.travel(clock.now() + dt.timedelta(days=6)), pytest.raises(ValidationError):
            accounts.go_live(account, actor=cast.maya, seen=1)

    def test_a_new_channel_needs_the_owner_too(self, cast):
        account = proposed(cast, "youtube")
        risk_rows.approved(account, cast)
        accounts.assess(account, actor=cast.maya, seen=0)
        with pytest.raises(ValidationError, match="owner must agree"):
            accounts.go_live(account, actor=cast.maya, seen=1)
        with pytest.raises(NotAllowed):
            accounts.agree_channel(account, actor=cast.maya)
        accounts.agree_channel(account, actor=cast.olive)
        accounts.go_live(account, actor=cast.maya, seen=1)
        assert Platform.objects.get(pk="youtube").is_channel

    def test_nothing_moves_it_but_the_engine(self, cast):
        account = proposed(cast, second_factor="")
        with pytest.raises(TypeError):
            OfficialAccount.objects.update(state=State.LIVE)
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE social_officialaccount SET state = 'live'")
        account.state = State.LIVE
        account.save()
        assert stored(account).state == State.PROPOSED


class TestBeingLive:
    def test_nothing_that_it_needs_is_taken_away_by_a_change(self, cast):
        account = opened(cast)
        with pytest.raises(ValidationError, match="domain"):
            accounts.change(
                account, actor=cast.dan, drawn=accounts.as_drawn(account), email="dan@gmail.example"
            )
        why = {"email": "dan@gmail.example", "email_exception": "Meta takes no other."}
        accounts.change(account, actor=cast.dan, drawn=accounts.as_drawn(account), **why)
        with pytest.raises(StaleState):
            accounts.change(account, actor=cast.maya, drawn=accounts.as_drawn(account), name="Other")
        with pytest.raises(NotAllowed):
            accounts.change(
                stored(account), actor=cast.pia, drawn=accounts.as_drawn(stored(account)), name="Mine"
            )

    def test_taken_over_then_ours_again_and_live_only_by_the_list(self, cast):
        account = opened(cast)
        with pytest.raises(NotAllowed):
            accounts.raise_alarm(account, actor=cast.pia, seen=account.version)
        accounts.raise_alarm(account, actor=cast.dan, seen=account.version)
        told = Message.objects.filter(kind="account-alarm", in_digest=False).values_list(
            "recipient_id", flat=True
        )
        assert set(told) == {cast.olive.pk, cast.maya.pk, cast.dan.pk}
        assert Deadline.objects.open().of(account).get().rule_id == "account.secure"
        with pytest.raises(WrongState):
            accounts.change(
                stored(account), actor=cast.dan, drawn=accounts.as_drawn(stored(account)), name="X"
            )
        accounts.secure(account, actor=cast.dan, seen=stored(account).version)
        assert stored(account).state == State.ASSESSED
        assert not Deadline.objects.open().of(account).exists()

    def test_rest_wake_and_close(self, cast):
        account = opened(cast)
        accounts.rest(account, actor=cast.dan, seen=account.version)
        accounts.go_live(account, actor=cast.maya, seen=stored(account).version)
        recertifying.open_check(account, actor=cast.maya)
        with pytest.raises(NotAllowed):
            closing.close(account, actor=cast.dan, seen=stored(account).version)
        closing.close(account, actor=cast.maya, seen=stored(account).version)
        assert Recertification.objects.get().state == Recertification.State.OVERTAKEN
        with pytest.raises(ValidationError):
            holders.add_holder(account, actor=cast.maya, person=cast.dan, level="editor", second_factor=True)
