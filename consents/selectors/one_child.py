"""One child's pictures for those who ask and enter: who decides, what each said, and what follows."""

import dataclasses
import uuid
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Child, ChildContact, Person
from consents.models import Answer, Block, Purpose
from consents.selectors import checks, child_story, proofs, reasons
from consents.selectors.reasons import Facts, Reason, Why
from pages.templatetags.dates import nice_date

WORDS: dict[Why, Any] = {
    Why.AGREED: lazy("%(who)s says yes, until %(day)s"),
    Why.BLOCKED: lazy("Do not show. To ask why, ask the safeguarding lead."),
    Why.NOT_HERE_YET: lazy("Starts on %(day)s"),
    Why.LEFT: lazy("Left on %(day)s, and nobody agreed to going on"),
    Why.NOT_TOLD: lazy("Parents have not been told about this use yet"),
    Why.NOBODY: lazy("Nobody is known who may decide"),
    Why.NO_ANSWER: lazy("%(who)s has not answered"),
    Why.REFUSED: lazy("%(who)s said no on %(day)s"),
    Why.WITHDRAWN: lazy("%(who)s withdrew on %(day)s"),
    Why.LAPSED: lazy("The yes of %(who)s ended on %(day)s"),
    Why.NOTICE_CHANGED: lazy("What we tell parents has changed since %(who)s said yes"),
    Why.NOT_CHECKED: lazy("The yes of %(who)s was entered on %(day)s, and nobody has checked it yet"),
    Why.DIFFERS: lazy("What was entered for %(who)s on %(day)s differs from the form"),
    Why.NOT_VERIFIED: lazy("The right of %(who)s to decide is not verified"),
    Why.CARE_ORDER: lazy("Under a care order the local authority decides, not %(who)s"),
    Why.NO_CARE_ORDER: lazy("There is no care order: %(who)s does not decide"),
}


@dataclasses.dataclass(frozen=True)
class Said:
    """What one person said last, and in a few words why it does not count, if it does not."""

    person: Person
    answer: Answer | None
    but: Any = ""


@dataclasses.dataclass(frozen=True)
class Use:
    """One purpose: yes or no, why in words, and what each person said last."""

    purpose: Purpose
    is_yes: bool
    why: list[str]
    answers: list[Said]


def page(child: Child, *, sees_blocks: bool) -> dict[str, Any]:
    """A constant number of queries. Nothing of a block but its effect, unless `sees_blocks`."""
    facts = reasons.facts_of(child)
    purposes = list(Purpose.objects.asked())
    blocks = Block.objects.filter(child=child).select_related("by", "ended_by").order_by("-begins_at")
    return {
        "child": child,
        "contacts": facts.contacts,
        "under_order": facts.under_order,
        "uses": [_use(facts, purpose) for purpose in purposes],
        "blocks": list(blocks) if sees_blocks else [],
        "seals": proofs.of_child(child),
        "waiting": list(checks.to_check().filter(child=child)),
        "events": child_story.story(child, sees_blocks=sees_blocks),
    }


def contacts_of(child: Child) -> QuerySet[ChildContact]:
    """Whose No counts: everybody who has, or says they have, parental responsibility."""
    held = (
        ChildContact.objects.holding()
        .filter(child=child)
        .exclude(responsibility=ChildContact.Responsibility.NO)
    )
    return held.select_related("person").order_by("person__given_name", "person__family_name", "person")


def _use(facts: Facts, purpose: Purpose) -> Use:
    verdict = reasons.reasons(facts, purpose.pk)
    names = {contact.person_id: contact.person.name for contact in facts.contacts}
    answers = [
        Said(
            contact.person,
            facts.entered.get((contact.person_id, purpose.pk)),
            checks.BUT[reasons.not_counting(facts, contact.person_id, purpose.pk)],
        )
        for contact in facts.contacts
    ]
    return Use(purpose, verdict.is_yes, [in_words(one, names) for one in verdict.reasons], answers)


def in_words(reason: Reason, names: dict[uuid.UUID, str]) -> str:
    """A reason as staff read it."""
    who = names.get(reason.person_id, "") if reason.person_id else ""
    return str(WORDS[reason.why]) % {"who": who, "day": nice_date(reason.day)}
