"""The demo after `load_demo`. Settings differ with DEMO on: test_demo.py runs this file by itself."""

import re
import uuid

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person, User
from incidents.models import Access, Case, CaseAction, Draft, Entry, Report
from notifications.models import Attempt, Message
from superstars.demo.models import DemoMail, Telling
from workflow.models import AuditEvent, Calendar, Checkpoint
from workflow.reads import readers_of
from workflow.verification import verify


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test starts from the loaded demo, with mail going where the demo's mail goes."""
    settings.EMAIL_BACKEND = "superstars.demo.mail.MailboxBackend"
    with django_db_blocker.unblock():
        call_command("load_demo")


pytestmark = pytest.mark.django_db


def person(given_name):
    return Person.objects.get(given_name=given_name)


def sign_in(given_name):
    client = Client()
    user = User.objects.get(person__given_name=given_name)
    assert client.post(reverse("demo-sign-in"), {"user": user.pk}).status_code == 302
    return client


def test_every_state_and_both_types_are_there():
    assert set(Case.objects.values_list("state", flat=True)) == set(Case.State.values)
    assert set(Report.objects.values_list("state", flat=True)) == {Report.State.ROUTED, Report.State.SEALED}
    assert set(Report.objects.values_list("report_type", flat=True)) == {"concern", "contact"}
    assert set(Entry.objects.values_list("kind", flat=True)) == set(Entry.Kind.values)


def test_the_record_is_whole_and_sealed_each_night():
    assert verify() == []
    nights = {timezone.localdate(moment) for moment in Checkpoint.objects.values_list("at", flat=True)}
    assert len(nights) == Checkpoint.objects.count() >= 40


def test_nothing_happens_in_the_future():
    told_at = Telling.objects.get().told_at
    for model, moment in ((AuditEvent, "at"), (DemoMail, "at"), (Entry, "recorded_at"), (Report, "sent_at")):
        assert not model.objects.filter(**{f"{moment}__gt": told_at}).exists()


def test_a_second_loading_changes_nothing(capsys):
    before = AuditEvent.objects.count(), DemoMail.objects.count()
    call_command("load_demo")
    assert (AuditEvent.objects.count(), DemoMail.objects.count()) == before
    assert "already" in capsys.readouterr().out


def test_a_database_with_other_people_is_left_alone():
    Telling.objects.all().delete()
    with pytest.raises(CommandError, match="has people"):
        call_command("load_demo")


def test_leaders_do_not_see_what_is_about_them():
    about_manager = Case.objects.get(subjects__person=person("Hannah"))
    about_deputy = Case.objects.get(subjects__person=person("Marcus"))
    about_his_sister = Case.objects.get(subjects__person=person("Leah"))
    assert about_manager not in Case.objects.visible_to(person("Hannah"))
    assert about_manager in Case.objects.visible_to(person("Rosalind"))
    assert about_deputy not in Case.objects.visible_to(person("Marcus"))
    assert about_his_sister not in Case.objects.visible_to(person("Marcus"))
    assert Access.objects.get(case=about_his_sister, person=person("Marcus")).revoked_at


def test_a_missed_deadline_was_escalated_and_met_in_the_morning():
    escalations = AuditEvent.objects.filter(verb="escalate", rule="case.acknowledge", reason="level 2")
    case = Case.objects.get(pk=escalations.get().object_id)
    assert case.state == Case.State.IN_PROGRESS
    assert Access.objects.filter(case=case, person=person("Rosalind"), rule="escalation").exists()


def test_actions_are_done_open_and_late():
    assert CaseAction.objects.filter(state=CaseAction.State.DONE).exists()
    assert any(action.is_overdue for action in CaseAction.objects.open())
    assert any(not action.is_overdue for action in CaseAction.objects.open())


def test_cases_were_read_and_the_newest_are_unread():
    newest = Case.objects.filter(state=Case.State.RECEIVED)
    assert newest.count() == 2
    assert set(Access.objects.filter(case__in=newest).values_list("is_unread", flat=True)) == {True}
    assert readers_of(Case.objects.get(state=Case.State.REOPENED)).exists()


def test_whoever_has_news_of_a_case_finds_it_unread():
    """Opening a case looks at `is_unread` alone to know whether the bell must be told too."""
    told = Message.objects.filter(kind="case-item", seen_at=None).values_list("object_id", "recipient_id")
    unread = Access.objects.filter(is_unread=True).values_list("case_id", "person_id")
    in_force = Access.objects.filter(revoked_at=None).values_list("case_id", "person_id")
    assert set(told) & set(in_force)
    assert set(told) & set(in_force) <= set(unread)


def test_a_draft_is_its_authors_alone():
    assert list(Draft.objects.visible_to(person("Priya"))) == list(Draft.objects.all())
    assert not Draft.objects.visible_to(person("Hannah")).exists()


def test_every_message_reached_the_mailbox_and_says_nothing_of_anybody():
    assert not Message.objects.undelivered().exists()
    assert set(Attempt.objects.values_list("outcome", flat=True)) == {Attempt.Outcome.SENT}
    names = [one.given_name for one in Person.objects.all()]
    for mail in DemoMail.objects.exclude(subject__startswith="Your sign-in"):
        assert not any(re.search(rf"\b{name}\b", mail.subject + mail.text) for name in names)


def test_the_setting_knows_its_year():
    kinds = Calendar.objects.get(code="setting").periods.values_list("kind", flat=True)
    assert set(kinds) == {"term", "closure"}


def test_nobody_has_a_password_and_every_address_is_reserved():
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert all(user.email.endswith(".example") for user in User.objects.all())


def test_the_people_page_offers_everybody_with_a_sign_in(client):
    page = client.get(reverse("demo")).content.decode()
    assert all(f'value="{user.pk}"' in page for user in User.objects.all())


@pytest.mark.parametrize("given_name", ["Rosalind", "Hannah", "Marcus", "Tom", "Sophie", "Ingrid", "Jonas"])
def test_one_click_signs_in_with_the_second_factor(given_name):
    client = sign_in(given_name)
    home = client.get(reverse("home"))
    assert home.status_code == 200
    assert home.wsgi_request.user.person.given_name == given_name
    assert client.get(reverse("my-reports")).status_code in ((200,) if given_name != "Ingrid" else (200, 403))


def test_signing_in_takes_a_post_and_a_known_person(client):
    assert client.get(reverse("demo-sign-in")).status_code == 405
    for wrong in ("", "x", "0" * 32):
        answer = client.post(reverse("demo-sign-in"), {"user": wrong})
        assert answer.url == reverse("demo")
    assert "_auth_user_id" not in client.session


def test_the_mailbox_lists_and_narrows_to_one_person(client):
    everybody = client.get(reverse("demo-mailbox"))
    assert everybody.status_code == 200
    assert everybody.context["page"].has_next()
    user = User.objects.get(person__given_name="Tom")
    toms = client.get(reverse("demo-mailbox"), {"user": user.pk})
    assert {mail.to for mail in toms.context["page"]} == {user.email}
    assert client.get(reverse("demo-mailbox"), {"user": "x", "page": "x"}).status_code == 200


def test_the_mailbox_costs_the_same_for_one_mail_and_for_many(client, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get(reverse("demo-mailbox"))
    keep = DemoMail.objects.values_list("pk", flat=True)[0]
    DemoMail.objects.exclude(pk=keep).delete()
    with django_assert_num_queries(4):
        client.get(reverse("demo-mailbox"))


def test_a_mail_shows_its_words_and_its_picture_under_a_policy_of_its_own(client):
    mail = DemoMail.objects.exclude(html="")[0]
    page = client.get(reverse("demo-mail", args=[mail.pk]))
    assert mail.subject in page.content.decode()
    picture = client.get(reverse("demo-mail-html", args=[mail.pk]))
    policy = picture["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "unsafe" not in policy
    assert client.get(reverse("demo-mail", args=[uuid.uuid4()])).status_code == 404


def test_hostile_markup_in_a_mail_is_shown_as_words(client):
    mail = DemoMail.objects.create(to="a@b.example", subject="<b>x</b>", text="<script>alert(1)</script>")
    page = client.get(reverse("demo-mail", args=[mail.pk])).content.decode()
    assert "<script>alert(1)" not in page
    assert "<b>x</b>" not in page
    assert client.get(reverse("demo-mail-html", args=[mail.pk])).status_code == 404
