"""Accounts in a case: a report names ours or another, triage confirms, drops or adds, merging carries, and no more."""

import re
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from incidents.actions import closing, handling, reporting
from incidents.actions.naming import Chosen
from incidents.models import Case, CaseAccount, Category, Report
from incidents.selectors import accounts
from notifications.models import Message
from social.models import OfficialAccount
from tests.incidents.reporting import WORDS, begin, fill, page, send
from tests.incidents.stages import TRIAGE
from tests.social.families_scene import live_account
from workflow import engine
from workflow.models import AuditEvent
from workflow.verification import verify

IMITATION = "A page called “Stars”"


@pytest.fixture
def account(cast) -> OfficialAccount:
    return live_account(cast)


def naming(author, account=None, other="", about="child") -> Case:
    """A breach about one of our accounts, another, or both, and its case."""
    answers = {"account": other} if other else {}
    if account:
        answers["our_account"] = accounts.for_report(account)
    return reporting.submit_report(
        actor=author, report_type="breach", about=[about], body="What was done.",
        details=reporting.Details(answers=answers),
    ).cases.get()  # fmt: skip


@pytest.fixture
def named(cast, account) -> Case:
    return naming(cast.pia, account, IMITATION)


def decided(case: Case, lead, version: int | None = None, **chosen) -> None:
    """A triage of what was named."""
    fresh, row = Case.objects.get(pk=case.pk), Category.objects.get(code="other")
    decision = handling.Triage(
        row, row.four_c, "3-routine", "Why.", support_level=1, accounts=Chosen(**chosen)
    )
    handling.triage(
        fresh, actor=lead, version=fresh.version if version is None else version, decision=decision
    )


def decisions(case: Case) -> dict[str, str]:
    return dict(case.accounts.values_list("name", "decision"))


def broken() -> list[str]:
    """What verification finds, but for the account, which is made live by hand."""
    return [one.code for one in verify() if not one.where.startswith("social.officialaccount")]


def ids(case: Case) -> frozenset[uuid.UUID]:
    return frozenset(case.accounts.values_list("pk", flat=True))


def test_a_report_names_ours_and_another_and_both_are_kept_as_shown(cast, sign_in, account):
    pia = sign_in(cast.pia)
    draft = begin(pia, "breach", about="staff")
    fill(pia, draft, "what", body=WORDS)
    fill(pia, draft, "breach", our_account=str(account.pk), account=IMITATION)
    check = pia.get(reverse("report-check", args=[draft.pk])).content.decode()
    send(pia, draft)
    report = Report.objects.get(pk=draft.pk)
    shown = {"account": str(account.pk), "name": "Super Stars, Facebook"}
    assert report.answers == {"our_account": shown, "account": IMITATION}
    OfficialAccount.objects.filter(pk=account.pk).update(name="Renamed")
    own = pia.get(reverse("report", args=[report.pk])).content.decode()
    case = report.cases.get()
    lead = sign_in(cast.maya).get(reverse("case", args=[case.pk])).content.decode()
    for html in (check, own, lead):
        assert "Super Stars, Facebook" in html
        assert IMITATION in html
    assert "Named: Super Stars, Facebook" in lead
    assert "to be confirmed" in lead
    assert set(case.accounts.values_list("account", "name", "decision", "report")) == {
        (account.pk, "Super Stars, Facebook", "", report.pk),
        (None, IMITATION, "", report.pk),
    }
    assert "Super Stars, Facebook" not in " ".join(map(str, Message.objects.values_list()))
    OfficialAccount.objects.filter(pk=account.pk).update(name=account.name)
    assert broken() == []


def test_closed_accounts_are_not_offered_unless_chosen_before(cast, sign_in, account):
    """It closes while the report is being written: sending is never refused (R3)."""
    pia = sign_in(cast.pia)
    draft = begin(pia, "breach")
    option = f'<option value="{account.pk}"'
    assert option in pia.get(page(draft, "breach")).content.decode()
    fill(pia, draft, "breach", our_account=str(account.pk))
    OfficialAccount.objects.filter(pk=account.pk)._move(state=OfficialAccount.State.CLOSED)
    assert f"{option} selected" in pia.get(page(draft, "breach")).content.decode()
    assert option not in pia.get(page(begin(pia, "breach"), "breach")).content.decode()
    send(pia, draft)
    assert CaseAccount.objects.get().account == account


def test_what_is_only_planned_is_the_staffs_business(cast, sign_in, account):
    OfficialAccount.objects.filter(pk=account.pk)._move(state=OfficialAccount.State.PROPOSED)
    OfficialAccount.objects.filter(pk=account.pk).update(approved_by=None, approved_at=None)
    pia, petra = sign_in(cast.pia), sign_in(cast.petra)
    assert account.name + ", Facebook" in pia.get(page(begin(pia, "breach"), "breach")).content.decode()
    draft = begin(petra, "breach")
    assert account.name + ", Facebook" not in petra.get(page(draft, "breach")).content.decode()
    answer = fill(petra, draft, "breach", our_account=str(account.pk))
    assert "Choose one of the answers on this page." in answer.content.decode()
    assert account.name + ", Facebook" not in answer.content.decode()


@pytest.mark.parametrize("value", ["nonsense", "00000000-0000-4000-8000-000000000000", "a\0b"])
def test_what_is_no_account_is_asked_again(cast, sign_in, account, value):
    pia = sign_in(cast.pia)
    answer = fill(pia, begin(pia, "breach"), "breach", our_account=value)
    assert answer.status_code == 200
    assert "Choose one of the answers on this page." in answer.content.decode()


@pytest.mark.parametrize(
    "answers",
    [
        {"our_account": "x", "account": ""},
        {"our_account": {"account": "x", "name": "Y"}},
        {"our_account": {"account": "00000000-0000-4000-8000-000000000000", "name": "Y"}},
        {"our_account": {}},
    ],
)
def test_whatever_stands_in_the_answers_the_case_opens(cast, answers):
    details = reporting.Details(answers=answers)
    report = reporting.submit_report(
        actor=cast.pia, report_type="breach", about=["child"], body="Words.", details=details
    )
    assert report.cases.get().accounts.count() == 0


def test_triage_confirms_drops_and_adds_on_its_page(lead, named, take, cast):
    second = live_account(cast, "instagram")
    drawn = lead.get(reverse("case-step", args=[named.pk, "triage"])).context["form"]
    ours, other = named.accounts.get(name="Super Stars, Facebook"), named.accounts.get(account=None)
    assert set(drawn["accounts"].initial) == {str(ours.pk), str(other.pk)}
    shown = {"accounts": str(other.pk), "accounts_shown": f"{ours.pk} {other.pk} nonsense"}
    take(lead, named, "triage", our_account=str(second.pk), another_account="a phone", **shown, **TRIAGE)
    assert decisions(named) == {
        "Super Stars, Facebook": "dropped", IMITATION: "confirmed",
        "Super Stars, Instagram": "confirmed", "a phone": "confirmed",
    }  # fmt: skip
    added = named.accounts.get(account=second)
    assert (added.named_by, added.report, added.decided_by) == (cast.maya, None, cast.maya)
    html = lead.get(reverse("case", args=[named.pk])).content.decode()
    assert "Accounts dropped: Super Stars, Facebook." in html
    assert broken() == []


def test_a_triage_that_says_nothing_of_accounts_changes_none(lead, named, take):
    take(lead, named, "triage", **TRIAGE)
    assert set(decisions(named).values()) == {""}


def test_rows_of_another_case_are_not_decided_here(lead, named, take, cast):
    other = naming(cast.sam, other="elsewhere").accounts.get()
    said = {"accounts": str(other.pk), "accounts_shown": str(other.pk)}
    response = take(lead, named, "triage", **said, **TRIAGE)
    assert "accounts" in response.context["form"].errors
    decided(named, cast.maya, dropped=frozenset({other.pk}))
    other.refresh_from_db()
    assert other.decision == ""


def test_only_who_may_triage_decides_and_only_the_quickest(named, cast):
    seen = Case.objects.get(pk=named.pk).version
    for person in (cast.olive, cast.pia):
        with pytest.raises(engine.NotAllowed):
            decided(named, person, confirmed=ids(named))
    decided(named, cast.dan)
    with pytest.raises(engine.StaleState):
        decided(named, cast.maya, seen, confirmed=ids(named))
    assert set(decisions(named).values()) == {""}


def test_the_same_decision_twice_is_one(named, cast):
    decided(named, cast.maya, confirmed=ids(named), added=(accounts.another(IMITATION),))
    decided(named, cast.dan, confirmed=ids(named))
    assert set(named.accounts.values_list("decided_by", flat=True)) == {cast.maya.pk}
    said = [row["schema"] for event in AuditEvent.objects.filter(verb="triage") for row in event.contents]
    assert said.count("incidents.caseaccount@1") == 2


def test_merging_carries_accounts_with_who_named_and_decided_them(named, cast, account):
    target = naming(cast.sam, account)
    decided(named, cast.maya, confirmed=ids(named))
    case = Case.objects.get(pk=named.pk)
    closing.merge(case, actor=cast.maya, version=case.version, into=target, rationale="The same.")
    assert decisions(target) == {"Super Stars, Facebook": "confirmed", IMITATION: "confirmed"}
    assert target.accounts.get(account=account).report == target.reports.get(author=cast.sam)
    assert target.accounts.get(account=None).report == case.reports.get()
    assert broken() == []


def test_the_account_knows_of_no_case_and_nothing_happens_to_it(lead, cast, account):
    path, rows = reverse("account-official", args=[account.pk]), OfficialAccount.objects.filter(pk=account.pk)
    before, row = _plain(lead.get(path)), rows.values().get()
    events = AuditEvent.objects.filter(object_id=account.pk).count()
    case = naming(cast.pia, account)
    decided(case, cast.maya, confirmed=ids(case))
    assert _plain(lead.get(path)) == before
    assert rows.values().get() == row
    assert AuditEvent.objects.filter(object_id=account.pk).count() == events


def _plain(response) -> str:
    """The account's own part of the page, without what is new each time."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL)[0]
    return re.sub(r'(nonce|value)="[^"]*"', "", main)


@pytest.mark.database
def test_the_database_knows_an_account_once_and_a_decision_with_its_decider(named, cast, account):
    ours = named.accounts.get(account=account)
    twice = {"case": named, "report": ours.report}
    for wrong in (
        lambda: CaseAccount.objects.create(account=account, name="Anything", **twice),
        lambda: CaseAccount.objects.create(name=IMITATION, **twice),
        lambda: CaseAccount.objects.create(name="", **twice),
        lambda: CaseAccount.objects.create(name="new", case=named),
        lambda: CaseAccount.objects.filter(pk=ours.pk).update(decision="confirmed"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_what_nobody_sealed_is_named_by_verification(named, cast):
    CaseAccount.objects.update(decision="confirmed", decided_by=cast.dan, decided_at=named.opened_at)
    assert set(broken()) == {"row-changed"}
