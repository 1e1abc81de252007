"""A policy in force, and reports and cases that name a clause of it. Shared by the tests of policies in cases."""

import datetime as dt

from accounts.models import Person
from incidents.actions import handling, reporting
from incidents.actions.naming import Chosen
from incidents.models import Case, Category
from incidents.selectors import accounts, clauses
from policies.actions import agreeing, drafting, keeping
from policies.models import ClauseText, Policy
from policies.outline import Block, Outline
from social.models import OfficialAccount
from tests.cast import Cast
from workflow import clock

BLOCKS = [
    Block("section", 0, "Official use"),
    Block("clause", 0, "Accounts are made with an address of the setting."),
    Block("clause", 0, "Nobody writes to families from a **personal** account."),
    Block("section", 0, "Cameras"),
    Block("clause", 0, "Only cameras of the setting are used."),
]


def policy_in_force(cast: Cast, title: str = "Social media", *, code: str = "social-media") -> Policy:
    """Recorded by Maya as in force since a year and a month, and reviewed then."""
    policy = keeping.add_policy(actor=cast.maya, code=code, title=title)
    draft = drafting.start_draft(policy, actor=cast.maya, outline=Outline(title, BLOCKS))
    since = clock.today() - dt.timedelta(days=400)
    adoption = agreeing.Adoption(in_force_since=since, approved_by="The committee", reviewed_on=since)
    agreeing.adopt(draft, actor=cast.maya, seen=draft.version, adoption=adoption)
    return Policy.objects.get(pk=policy.pk)


def clause(policy: Policy, number: str = "S1.2") -> ClauseText:
    """A clause in force, by its number."""
    return clauses.in_force().get(version__policy=policy, number=number)


def case_naming(
    text: ClauseText, author: Person, *, about: str = "child", account: OfficialAccount | None = None
) -> Case:
    """A breach that names a clause, and perhaps an account of ours, and its case."""
    answers = {"clause": clauses.answer(text)}
    if account:
        answers["our_account"] = accounts.for_report(account)
    details = reporting.Details(answers=answers)
    report = reporting.submit_report(
        actor=author, report_type="breach", about=[about], body="What was done.", details=details
    )
    return report.cases.get()


def triage(case: Case, lead: Person, chosen: Chosen | None = None, meant: Chosen | None = None) -> Case:
    """Routine, level 1; with what was decided about clauses and accounts."""
    fresh = Case.objects.get(pk=case.pk)
    row = Category.objects.get(code="other")
    decision = handling.Triage(
        category=row, four_c=row.four_c, urgency="3-routine", rationale="Small.", support_level=1,
        clauses=chosen or Chosen(), accounts=meant or Chosen(),
    )  # fmt: skip
    handling.triage(fresh, actor=lead, version=fresh.version, decision=decision)
    return fresh


def confirm(case: Case, lead: Person) -> Case:
    """Triage that confirms whatever was named."""
    return triage(case, lead, Chosen(confirmed=frozenset(case.clauses.values_list("pk", flat=True))))
