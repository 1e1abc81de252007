"""The weekly look at the comments of each live account."""

import datetime as dt

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from incidents.models import Report
from notifications.models import Message
from policies.models import PlanAction
from social.actions import moderating
from social.models import CommentCheck, CommentWatch, OfficialAccount
from social.selectors import comments
from tests.social.families_scene import live_account
from workflow import clock
from workflow.engine import NotAllowed
from workflow.models import Deadline, DeadlineRule

LIST = "/social/comments/"
FOUND = moderating.Found(hidden=2, reported=1, note="The same words three times.")


@pytest.fixture
def watch(cast) -> CommentWatch:
    live_account(cast)
    moderating.sweep_watches()
    return CommentWatch.objects.get()


def running(watch) -> list[Deadline]:
    return list(Deadline.objects.open().of(watch))


def test_each_live_account_has_one_clock_and_no_other_has(cast, watch):
    assert DeadlineRule.objects.get(pk="social.comment-check").amount == 7
    assert len(running(watch)) == 1
    assert moderating.sweep_watches() == 0
    OfficialAccount.objects.filter(pk=watch.account_id)._move(state="dormant")
    assert moderating.sweep_watches() == 1
    assert running(watch) == []
    OfficialAccount.objects.filter(pk=watch.account_id)._move(state="live")
    assert moderating.sweep_watches() == 1
    assert len(running(watch)) == 1


def test_a_look_starts_the_week_anew(cast, watch, sign_in):
    before = running(watch)[0]
    with time_machine.travel(clock.now() + dt.timedelta(days=8), tick=True):
        client = sign_in(cast.dan)
        assert "Overdue" in client.get(LIST).content.decode()
        answer = client.post(f"{LIST}{watch.pk}/look/", {"hidden": 0, "removed": 0, "reported": 0})
        assert answer.url == LIST
        assert "Overdue" not in client.get(LIST).content.decode()
        after = running(watch)[0]
    assert after.due_at - before.due_at == dt.timedelta(days=8)
    row = CommentCheck.objects.get()
    assert (row.by, row.has_findings) == (cast.dan, False)


def test_findings_lead_to_the_plan_or_to_a_report_that_the_checker_sends(cast, watch, sign_in):
    client = sign_in(cast.maya)
    answer = client.post(
        f"{LIST}{watch.pk}/look/", {"hidden": 2, "removed": 0, "reported": 1, "note": "Twice."}
    )
    row = CommentCheck.objects.get()
    assert answer.url == f"{LIST}looks/{row.pk}/"
    assert 'href="/report/"' in client.get(answer.url).content.decode()
    plan = f"{answer.url}plan/"
    said = {"title": "Ask Kit’s mother", "owner": str(cast.dan.pk), "due_on": clock.today().isoformat()}
    cast.kit  # noqa: B018
    assert "This may name somebody" in client.post(plan, said).content.decode()
    assert not PlanAction.objects.exists()
    assert client.post(plan, said | {"title": "Hold comments back until we read them"}).status_code == 302
    action = PlanAction.objects.get()
    assert (action.origin, action.owner) == ("monitoring", cast.dan)
    assert action.title in client.get(answer.url).content.decode()
    assert not Report.objects.exists()


def test_only_those_who_hold_the_accounts_or_lead_safeguarding_look(cast, watch, sign_in):
    for person in (cast.pia, cast.olive):
        with pytest.raises(NotAllowed):
            moderating.check_comments(watch, actor=person, found=FOUND)
        assert sign_in(person).post(f"{LIST}{watch.pk}/look/", {}).status_code == 403
    assert not CommentCheck.objects.exists()
    row = moderating.check_comments(watch, actor=cast.maya, found=FOUND)
    said = {"title": "Do it", "owner": cast.dan, "due_on": clock.today()}
    with pytest.raises(NotAllowed):
        moderating.plan_from_check(row, actor=cast.pia, **said)


@pytest.mark.database
def test_a_look_is_never_changed(cast, watch):
    row = moderating.check_comments(watch, actor=cast.maya, found=FOUND)
    for attempt in (lambda rows: rows.update(hidden=0), lambda rows: rows.delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt(CommentCheck.objects.filter(pk=row.pk))


def test_what_is_due_is_told_once_a_day_and_stops_with_the_look(cast, watch):
    with time_machine.travel(clock.now() + dt.timedelta(days=8), tick=True):
        assert moderating.sweep_reminders() == 1
        assert moderating.sweep_reminders() == 0
        told = Message.objects.filter(kind="comment-check")
        assert {row.recipient_id for row in told} == {cast.maya.pk, cast.dan.pk}
        assert {row.in_digest for row in told} == {True}
        assert comments.due().exists()
        moderating.check_comments(watch, actor=cast.dan, found=FOUND)
        assert not comments.due().exists()


def test_the_page_costs_the_same_at_few_and_many(cast, watch, sign_in):
    client = sign_in(cast.maya)

    def cost() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(LIST).status_code == 200
        return len(asked)

    moderating.check_comments(watch, actor=cast.maya, found=FOUND)
    few = cost()
    for number in range(6):
        live_account(cast, "instagram", name=f"Room {number}")
    moderating.sweep_watches()
    CommentCheck.objects.bulk_create(CommentCheck(watch=watch, by=cast.dan) for _n in range(40))
    assert cost() == few <= 12
