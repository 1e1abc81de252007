"""Messages of families on our accounts: noted, redirected, and never answered."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts import actions as people
from incidents.models import Draft, Report
from notifications.models import Message
from pages.templatetags.dates import nice_date
from social.actions import moderating
from social.forms.families import MessageForm, RedirectForm
from social.models import FamilyMessage
from tests.cast import SET_UP, SINCE
from tests.social.families_scene import live_account
from workflow import clock
from workflow.engine import NotAllowed, StaleState, WrongState
from workflow.models import Deadline

LIST, ADD = "/social/messages/", "/social/messages/note/"
WORDS = "Is the party on Friday?"


@pytest.fixture
def account(cast):
    return live_account(cast)


def note(account, actor, **said) -> FamilyMessage:
    given = {"received_at": clock.now(), "sender": "parent", "form": "dm", "content": WORDS, **said}
    return moderating.note_message(account, actor=actor, received=moderating.Received(**given))


def typed(account, **said) -> dict:
    day = clock.today().isoformat()
    return {
        "worries": "ordinary", "account": str(account.pk), "received_on": day, "form": "comment",
        "sender": "parent", "content": WORDS, **said,
    }  # fmt: skip


def url(message) -> str:
    return f"{LIST}{message.pk}/"


def test_noted_by_whoever_sees_it_and_redirected_with_the_settings_words(cast, account, sign_in):
    pia, maya = sign_in(cast.pia), sign_in(cast.maya)
    answer = pia.post(ADD, typed(account))
    message = FamilyMessage.objects.get()
    assert answer.url == url(message)
    page = maya.get(url(message)).content.decode()
    assert "We do not answer questions in comments." in page
    assert "{setting}" not in page
    assert "{phone}" not in page
    answer = maya.post(url(message), {"version": message.version, "how": "words"})
    assert answer.status_code == 302
    message.refresh_from_db()
    assert (message.state, message.redirected_how, message.redirected_by) == (
        "redirected",
        "words",
        cast.maya,
    )
    assert "<form" not in maya.get(url(message)).content.decode().split("<main")[1].split("</main")[0]


def test_there_is_no_field_for_a_reply_anywhere(cast, account):
    assert set(RedirectForm.base_fields) == {"version", "how"}
    names = {field.name for field in FamilyMessage._meta.get_fields()}
    assert not {name for name in names if "reply" in name or "answer" in name}
    assert "reply" not in set(MessageForm.base_fields)


def test_redirecting_takes_a_leader_and_happens_once(cast, account, sign_in):
    message = note(account, cast.pia)
    with pytest.raises(NotAllowed):
        moderating.redirect_message(message, actor=cast.pia, seen=0, how="words")
    assert sign_in(cast.pia).post(url(message), {"version": 0, "how": "words"}).status_code == 403
    with pytest.raises(ValidationError):
        moderating.redirect_message(message, actor=cast.maya, seen=0, how="chat")
    moderating.redirect_message(message, actor=cast.maya, seen=0, how="telephone")
    for actor, seen, error in ((cast.dan, 0, StaleState), (cast.dan, 1, WrongState)):
        fresh = FamilyMessage.objects.get(pk=message.pk)
        with pytest.raises(error):
            moderating.redirect_message(fresh, actor=actor, seen=seen, how="words")


def test_others_do_not_see_what_they_did_not_note(cast, account, sign_in):
    message = note(account, cast.sam)
    client = sign_in(cast.pia)
    assert client.get(url(message)).status_code == 404
    assert client.post(url(message), {"version": 0, "how": "words"}).status_code == 404
    assert "Facebook" not in client.get(LIST).content.decode().split("<tbody")[-1].split("</main")[0]
    assert sign_in(cast.petra).get(LIST).status_code == 403


def test_a_leader_sees_nothing_of_their_own_family(cast, account, sign_in):
    """Petra is Dan's partner: he neither sees nor redirects it, and is not told."""
    people.tie(cast.dan, cast.petra, "partner", actor=SET_UP, source="Staff file", starts_on=SINCE)
    message = note(account, cast.pia, person=cast.petra)
    assert not Message.objects.filter(object_id=message.pk, recipient_id=cast.dan.pk).exists()
    assert Message.objects.filter(object_id=message.pk, recipient_id=cast.maya.pk).exists()
    assert sign_in(cast.dan).get(url(message)).status_code == 404
    # Even where he noted it himself he does not end it.
    own = note(account, cast.dan, person=cast.petra)
    assert sign_in(cast.dan).get(url(own)).status_code == 200
    with pytest.raises(NotAllowed):
        moderating.redirect_message(own, actor=cast.dan, seen=0, how="words")


def test_what_worries_is_not_kept_here_and_no_report_is_sent_for_anybody(cast, account, sign_in):
    client = sign_in(cast.pia)
    page = client.post(ADD, typed(account, worries="worries"))
    assert "Take this out here, and write it in your report" in page.content.decode()
    assert WORDS in page.content.decode()
    assert not FamilyMessage.objects.exists()
    page = client.post(ADD, typed(account, worries="worries", content=""))
    assert 'href="/report/"' in page.content.decode()
    assert FamilyMessage.objects.get().content == ""
    assert not Report.objects.exists()
    assert not Draft.objects.exists()
    # Nothing in the row, or in what others see of it, tells that it worried anybody.
    assert "worr" not in sign_in(cast.maya).get(LIST).content.decode().split("<table")[1]


def test_a_child_is_told_to_the_safeguarding_leads_at_once_without_a_name(cast, account):
    message = note(account, cast.pia, sender="child", child=cast.kit)
    told = Message.objects.filter(kind="family-message-child")
    assert {row.recipient_id for row in told} == {cast.maya.pk, cast.dan.pk}
    assert all("Kit" not in row.title and not row.in_digest for row in told)
    assert Deadline.objects.open().of(message).get().rule_id == "social.redirect"


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"received_at": dt.datetime(2999, 1, 1, tzinfo=dt.UTC)}, "received_at"),
        ({"sender": "unknown", "person": "petra"}, "person"),
        ({"sender": "child", "person": "petra"}, "person"),
        ({"sender": "unknown", "child": "kit"}, "child"),
        ({"content": "x" * 501}, "content"),
        ({"sender": "stranger"}, "sender"),
        ({"form": "letter"}, "form"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast, account, said, field):
    given = {key: getattr(cast, value) if value in ("petra", "kit") else value for key, value in said.items()}
    with pytest.raises(ValidationError) as error:
        note(account, cast.pia, **given)
    assert field in error.value.message_dict


@pytest.mark.database
def test_the_database_refuses_what_no_action_does(cast, account):
    message, petra = note(account, cast.pia), cast.petra
    rows = FamilyMessage.objects.filter(pk=message.pk)
    tries = (
        lambda: rows.update(content="Something else."),
        rows.delete,
        lambda: rows.update(redirected_how="words"),
        lambda: rows._move(state="redirected"),
        lambda: FamilyMessage.objects.create(
            account=account, received_at=clock.now(), sender="unknown", person=petra, form="dm",
            noted_by=cast.pia,
        ),
    )  # fmt: skip
    for attempt in tries:
        with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
            attempt()


def test_a_late_one_is_in_the_digest_and_stops_when_it_is_redirected(cast, account):
    message = note(account, cast.pia)
    with time_machine.travel(clock.now() + dt.timedelta(days=8), tick=True):
        assert moderating.sweep_reminders() == 1
        told = Message.objects.filter(kind="family-message", object_id=message.pk, recipient_id=cast.olive.pk)
        assert told.exists()
        moderating.redirect_message(message, actor=cast.maya, seen=0, how="spoken")
    with time_machine.travel(clock.now() + dt.timedelta(days=30), tick=True):
        assert moderating.sweep_reminders() == 0


def test_the_list_costs_the_same_at_few_and_many(cast, account, sign_in):
    client = sign_in(cast.maya)

    def cost() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"{LIST}?state=noted").status_code == 200
        return len(asked)

    for _n in range(2):
        note(account, cast.pia)
    few = cost()
    FamilyMessage.objects.bulk_create(
        FamilyMessage(account=account, received_at=clock.now(), sender="parent", form="dm", noted_by=cast.pia)
        for _n in range(60)
    )
    assert cost() == few <= 12


def test_no_hour_is_made_up_where_nobody_knows_it(cast, account, sign_in):
    maya = sign_in(cast.maya)
    maya.post(ADD, typed(account))
    message = FamilyMessage.objects.get()
    for page in (maya.get(LIST), maya.get(url(message))):
        shown = page.content.decode()
        assert nice_date(clock.today()) in shown
        assert "12:00am" not in shown
