"""What a lead does first: acknowledge, triage, start work."""

import dataclasses

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from incidents.actions import accounts, clauses
from incidents.actions.naming import NOTHING_CHOSEN, Chosen
from incidents.actions.routing import refresh_due
from incidents.lifecycle import LADO
from incidents.models import Case, CaseAccount, CaseClause, Category, Entry
from incidents.models.reference import FourC
from incidents.selectors.accounts import Answer
from policies.models import ClauseText
from workflow import clock, engine


@dataclasses.dataclass(frozen=True)
class Triage:
    """A lead's first decision (domain §6.1): what, how urgent, and either need or harm.

    For a child the Kent support level (1 to 4); for an adult the four harm questions,
    each yes, no or unsure. And which clauses of which policies it may break, and which accounts it is about.
    """

    category: Category
    four_c: str
    urgency: str
    rationale: str
    support_level: int | None = None
    harm: dict[str, str] = dataclasses.field(default_factory=dict)
    clauses: Chosen[ClauseText] = NOTHING_CHOSEN
    accounts: Chosen[Answer] = NOTHING_CHOSEN

    def problems(self) -> dict[str, str]:
        """What is missing, by field; empty when nothing is."""
        found = {}
        answered = [self.harm.get(name) for name in Case.HARM_QUESTIONS]
        if self.category.asks_harm_questions and not all(answered):
            found["harmed"] = _("Answer all four questions: this category is about an adult.")
        elif any(answered) and not all(answered):
            found["harmed"] = _("Answer all four questions, or none.")
        elif not any(answered) and self.support_level is None:
            found["support_level"] = _("Choose a support level, or answer the four questions.")
        if not self.rationale.strip():
            found["rationale"] = _("Say why you decide so.")
        return found

    @property
    def text(self) -> str:
        """The entry's body: reasons and what was decided. A later triage changes the case, not this."""
        decided = [str(self.category), str(FourC(self.four_c).label), str(Case.Urgency(self.urgency).label)]
        if self.support_level is not None:
            decided.append(str(dict(Case.SUPPORT_LEVELS)[self.support_level]))
        if any(self.harm.values()):
            answers = ", ".join(str(Case.Answer(self.harm[name]).label) for name in Case.HARM_QUESTIONS)
            decided.append(_("the four harm questions: %(answers)s") % {"answers": answers})
        return f"{self.rationale}\n\n{_('Decided:')} {'; '.join(decided)}."


def acknowledge(case: Case, *, actor: Person, version: int) -> None:
    """A lead has read it and takes it on; the author sees that somebody does."""
    with transaction.atomic(durable=True):
        engine.advance(case, "acknowledge", actor=actor, version=version)
        refresh_due(case)


def triage(case: Case, *, actor: Person, version: int, decision: Triage) -> None:
    """Decide category, urgency and level, and why. Raises ValidationError when something is missing.

    A yes or an unsure to a harm question starts the LADO clock from when the concern
    first arrived; four times no ends it.
    """
    problems = decision.problems()
    if problems:
        raise ValidationError(problems)
    harm = {name: decision.harm.get(name, "") for name in Case.HARM_QUESTIONS}
    with transaction.atomic(durable=True):
        broken, meant = _decide_named(case, actor, decision)
        said = [decision.text, clauses.in_words(broken), accounts.in_words(meant)]
        entry = _decision(case, actor, " ".join(filter(None, said)))
        engine.advance(
            case,
            "triage",
            actor=actor,
            version=version,
            changes={
                "category": decision.category,
                "four_c": decision.four_c,
                "urgency": decision.urgency,
                "support_level": decision.support_level,
                **harm,
            },
            contents=[entry, *broken, *meant],
            opens=[LADO] if {"yes", "unsure"} & set(harm.values()) else [],
            meets=[LADO] if set(harm.values()) == {"no"} else [],
            since=case.opened_at,
        )
        entry.save(force_insert=True)
        refresh_due(case)


def _decide_named(case: Case, actor: Person, decision: Triage) -> tuple[list[CaseClause], list[CaseAccount]]:
    """Behind the case's lock: nobody may merge another into it between this look and the step."""
    if not (decision.clauses or decision.accounts):
        return [], []
    locked = engine.lock(Case, case.pk)
    return (
        clauses.decide(locked, decision.clauses, actor=actor),
        accounts.decide(locked, decision.accounts, actor=actor),
    )


def start_work(case: Case, *, actor: Person, version: int) -> None:
    """From deciding to doing."""
    with transaction.atomic(durable=True):
        engine.advance(case, "start", actor=actor, version=version)


def _decision(case: Case, actor: Person, body: str) -> Entry:
    return Entry(case=case, kind=Entry.Kind.DECISION, author=actor, body=body, recorded_at=clock.now())
