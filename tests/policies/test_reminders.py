"""Reminders of signatures: on which days, to whom, why, and not one too many."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import actions
from accounts.models import Person, Role
from notifications import kinds, sweeps
from notifications.models import Message
from notifications.selectors import bell
from policies.actions import keeping, registering, reminding, signing
from policies.models import AcknowledgementRequest
from tests.cast import make_person
from tests.policies.signatures import make_policy, request_of, shown, sign
from workflow import clock
from workflow.models import AuditEvent
from workflow.verification import verify
from workflow.working_days import LONDON

# A Monday without a bank holiday in the weeks after it.
MONDAY = dt.date(2026, 1, 12)


def at(day: int, hour: int = 7, minute: int = 20):
    """So many days after the policy came into force, before the digest goes out."""
    moment = dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time(hour, minute), tzinfo=LONDON)
    return clock.at(moment)


@pytest.fixture
def policy(cast):
    with at(0, 9):
        return make_policy(cast, "practitioner")


def told(kind="policy-sign") -> list[str]:
    """Whom messages were queued for, in the order of time."""
    names = {person.pk: person.given_name for person in Person.objects.all()}
    rows = Message.objects.filter(kind=kind).order_by("created_at")
    return [names[pk] for pk in rows.values_list("recipient_id", flat=True)]


def days_told(kind: str, until: int) -> list[int]:
    """The days after the beginning on which a message of `kind` was queued, sweeping each morning."""
    found, before = [], Message.objects.filter(kind=kind).count()
    for day in range(until + 1):
        with at(day):
            reminding.sweep_reminders()
            now = Message.objects.filter(kind=kind).count()
        if now > before:
            found.append(day)
        before = now
    return found


def test_after_7_14_and_21_days_and_then_their_manager_each_week(policy, cast):
    assert days_told("policy-sign", 60) == [7, 14, 21]
    assert Message.objects.filter(kind="policy-unsigned").count() == 5
    assert set(told("policy-unsigned")) == {"Maya"}


def test_the_manager_is_told_from_28_days_each_week(policy, cast):
    assert days_told("policy-unsigned", 60) == [28, 35, 42, 49, 56]


def test_swept_many_times_a_day_tells_once(policy, cast):
    for hour in range(6, 19):
        with at(7, hour):
            reminding.sweep_reminders()
    assert told() == ["Pia"]


def test_after_a_long_absence_only_the_last_one_is_told(policy, cast):
    with at(40):
        assert reminding.sweep_reminders() == 1
        assert reminding.sweep_reminders() == 0
    assert told() == []
    assert told("policy-unsigned") == ["Maya"]


def test_before_its_day_nobody_is_told(policy, cast):
    with at(6, 23):
        assert reminding.sweep_reminders() == 0
    with at(7, 5, 59):
        assert reminding.sweep_reminders() == 0
    with at(7, 6, 0):
        assert reminding.sweep_reminders() == 1


def test_the_digest_says_which_policy_and_why(policy, cast):
    with at(7):
        reminding.sweep_reminders()
    with at(7, 7, 30):
        assert sweeps.send_digests() == 1
    (sent,) = mail.outbox
    assert sent.to == ["pia@example.org"]
    assert "Read and sign: Social media" in sent.body
    assert "have not signed the words in force" in sent.body
    assert request_of(cast.pia, policy).pk.hex not in sent.subject
    assert "Social media" not in sent.subject


def test_the_managers_digest_names_the_policy_and_nobody(policy, cast):
    with at(28):
        reminding.sweep_reminders()
        sweeps.send_digests()
    (sent,) = mail.outbox
    assert sent.to == ["maya@example.org"]
    assert "Signatures are missing: Social media" in sent.body
    assert "Pia" not in sent.body
    assert "Novak" not in sent.body


STOPS = {
    "signed": lambda request, cast: sign(cast.pia, request.version.policy),
    "paper": lambda request, cast: registering.record_paper(
        request, actor=cast.maya, seen=0, signed_on=clock.today(), how="In the folder."
    ),
    "exempt": lambda request, cast: registering.exempt(request, actor=cast.maya, seen=0, why="On leave."),
    "retired": lambda request, cast: keeping.retire(
        request.version.policy, actor=cast.maya, retired_on=clock.today()
    ),
}


@pytest.mark.parametrize("stop", STOPS.values(), ids=list(STOPS))
def test_it_stops_at_once_when_met(policy, cast, stop):
    """Queued at 7:20, met at 7:25: the digest of 7:30 says nothing of it, nor does the bell, nor any later day."""
    request = request_of(cast.pia, policy)
    with at(7):
        reminding.sweep_reminders()
        assert len(bell(cast.pia)) == 1
    with at(7, 7, 25):
        stop(request, cast)
        assert bell(cast.pia) == []
    with at(7, 7, 30):
        assert sweeps.send_digests() == 0
    assert days_told("policy-sign", 60) == []
    assert days_told("policy-unsigned", 60) == []
    assert mail.outbox == []


def test_whoever_left_is_told_no_more_though_no_sweep_has_noted_it(policy, cast):
    with at(7):
        reminding.sweep_reminders()
        actions.leave(cast.pia, actor=cast.maya, left_on=clock.today())
    with at(8, 7, 30):
        assert sweeps.send_digests() == 0
    assert mail.outbox == []


def test_a_new_manager_is_told_and_the_old_one_no_more(policy, cast):
    with at(28):
        reminding.sweep_reminders()
        assert len(bell(cast.maya)) == 1
        nora = make_person("Nora", "Bell", Role.MANAGER)
        assignment = cast.maya.role_assignments.get(role=Role.MANAGER)
        actions.end_role(assignment, actor=cast.olive, ends_on=clock.today())
    with at(29):
        assert bell(Person.objects.get(pk=cast.maya.pk)) == []
    with at(35):
        reminding.sweep_reminders()
        assert [message.kind for message in bell(nora)] == ["policy-unsigned"]


def test_the_managers_own_signature_is_the_owners_to_ask_for(cast):
    with at(0, 9):
        make_policy(cast, "manager")
    with at(28):
        reminding.sweep_reminders()
    assert told("policy-unsigned") == ["Olive"]
    with at(28, 8):
        assert [message.kind for message in bell(cast.olive)] == ["policy-unsigned"]


def test_without_a_manager_the_owner_is_told(policy, cast):
    with at(1):
        assignment = cast.maya.role_assignments.get(role=Role.MANAGER)
        actions.end_role(assignment, actor=cast.olive, ends_on=clock.today())
    with at(28):
        reminding.sweep_reminders()
    assert told("policy-unsigned") == ["Olive"]


class TestWhoWaits:
    """A question or a refusal waits for the manager: nobody is pressed for what is not theirs to do."""

    @pytest.fixture
    def asked(self, policy, cast) -> AcknowledgementRequest:
        request = request_of(cast.pia, policy)
        with at(1):
            signing.ask_question(request, actor=cast.pia, shown=shown(request), note="Why?")
        return request

    def test_the_manager_is_told_in_their_place(self, asked, cast):
        assert days_told("policy-sign", 30) == []
        assert told("policy-answer") == ["Maya"] * 5

    def test_the_answer_stops_it_and_they_are_reminded_again(self, asked, cast):
        with at(8):
            reminding.sweep_reminders()
            assert {message.kind for message in bell(cast.maya)} == {"policy-answer"}
            registering.reply(asked, actor=cast.dan, seen=1, note="Because.")
            assert bell(cast.maya) == []
        assert days_told("policy-sign", 25) == [14, 21]

    def test_the_digest_does_not_say_who_asked_nor_what(self, asked, cast):
        with at(1, 7, 30):
            sweeps.send_digests()
        (sent,) = mail.outbox
        assert sent.to == ["maya@example.org"]
        assert "Social media" in sent.body
        assert "Pia" not in sent.body
        assert "Why?" not in sent.body

    def test_the_managers_own_question_is_the_owners(self, cast):
        with at(0, 9):
            policy = make_policy(cast, "manager")
            request = request_of(cast.maya, policy)
            signing.ask_question(request, actor=cast.maya, shown=shown(request), note="Why?")
        assert told("policy-answer") == ["Olive"]


def test_a_row_that_fails_holds_up_no_other(policy, cast, monkeypatch):
    with at(0, 9):
        make_policy(cast, code="other", title="Another")
    broken = policy.versions.get().pk
    whole = reminding.notices.signatures_due

    def fails(version, claimed):
        if version.pk == broken:
            raise RuntimeError("broken")
        whole(version, claimed)

    monkeypatch.setattr(reminding.notices, "signatures_due", fails)
    with at(7):
        assert reminding.sweep_reminders() == 1
    monkeypatch.undo()
    with at(7, 8):
        assert reminding.sweep_reminders() == 1
    assert told() == ["Pia", "Pia"]
    assert Message.objects.values("object_id").distinct().count() == 2


def test_all_of_one_version_are_one_event_and_cost_the_same(cast):
    def due(people: int, role: str) -> int:
        for number in range(people):
            make_person(f"{role}{number}", "Q", role)
        with at(0, 9):
            make_policy(cast, role, code=role, title=role)
        with at(7), CaptureQueriesContext(connection) as asked:
            reminding.sweep_reminders()
        return len(asked)

    reminding.sweep_reminders()
    few = due(1, Role.VOLUNTEER)
    many = due(40, Role.SUPPORT)
    assert many == few
    assert AuditEvent.objects.filter(verb="remind").count() == 2


def test_the_record_stays_whole(policy, cast):
    days_told("policy-sign", 40)
    assert verify() == []


def test_bell_and_digest_cost_the_same_whatever_the_number_of_policies(cast, sign_in):
    """Titles name the policy: one question for all messages of a kind, not one each."""

    def cost(policies: range) -> tuple[int, int]:
        with at(0, 9):
            for number in policies:
                make_policy(cast, "practitioner", code=f"p{number}", title=f"Policy {number}")
        with at(7):
            reminding.sweep_reminders()
            client = sign_in(cast.pia)
            client.get("/bell/")
            with CaptureQueriesContext(connection) as bell_asks:
                page = client.get("/bell/").content.decode()
            assert all(f"Read and sign: Policy {number}" in page for number in policies)
            waiting = list(Message.objects.filter(recipient_id=cast.pia.pk))
            with CaptureQueriesContext(connection) as titles_ask:
                kinds.name(waiting)
                assert len({message.title for message in waiting}) == len(waiting)
        return len(bell_asks), len(titles_ask)

    assert cost(range(2)) == cost(range(2, 12))
    assert cost(range(12, 13))[1] == 1
