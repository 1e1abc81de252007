"""One child's pictures for those who ask and enter: who decides, what each said, what follows, and what was done."""

import dataclasses
import datetime as dt
import uuid
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from accounts.models import Child, ChildContact, Person, Tie
from consents.models import Answer, Block, ConsentRecord, Purpose, Signature, SignatureCheck
from consents.selectors import proofs, reasons
from consents.selectors.notices import translated
from consents.selectors.reasons import Facts, Reason, Why
from pages.templatetags.dates import nice_date
from workflow.models import AuditEvent

EVENTS_SHOWN = 50
# Verbs that only safeguarding leads may know of.
BLOCKING = ("block", "unblock")

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
DONE: dict[str, Any] = {
    "open": lazy("Record opened"),
    "sign": lazy("Signed"),
    "refuse": lazy("Said no to everything"),
    "withdraw": lazy("Withdrew"),
    "enter signature": lazy("A form was entered"),
    "check signature": lazy("A form was checked"),
    "add scan": lazy("A scan of a form was added"),
    "take out scan": lazy("A page of a scan was taken out"),
    "forget scans": lazy("Large copies of a scan were deleted, on their day"),
    "enter withdrawal": lazy("A No was entered"),
    "print form": lazy("A form was printed"),
    "hand over": lazy("The tablet was handed over"),
    "come in": lazy("Showed on the tablet that it is them"),
    "hand back": lazy("The tablet was handed back"),
    "forget traces": lazy("From where it came was deleted, on its day"),
    "block": lazy("Blocked by the safeguarding lead"),
    "unblock": lazy("Block ended"),
}


@dataclasses.dataclass(frozen=True)
class Use:
    """One purpose: yes or no, why in words, and what each person said last."""

    purpose: Purpose
    is_yes: bool
    why: list[str]
    answers: list[tuple[Person, Answer | None]]


@dataclasses.dataclass(frozen=True)
class Happening:
    """One line of the chronology."""

    title: Any
    happened_at: dt.datetime
    who: str
    body: str = ""


@dataclasses.dataclass(frozen=True)
class _Sealed:
    """The rows that events speak of, by their id."""

    answers: dict[str, Answer]
    checks: dict[str, SignatureCheck]
    blocks: dict[str, Block]


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
        "waiting": list(to_check().filter(child=child)),
        "events": _chronology(child, sees_blocks=sees_blocks),
    }


def contacts_of(child: Child) -> QuerySet[ChildContact]:
    """Whose No counts: everybody who has, or says they have, parental responsibility."""
    held = (
        ChildContact.objects.holding()
        .filter(child=child)
        .exclude(responsibility=ChildContact.Responsibility.NO)
    )
    return held.select_related("person").order_by("person__given_name", "person__family_name", "person")


def entered() -> QuerySet[Signature]:
    """Signatures that somebody else entered for the signer."""
    found = Signature.objects.filter(entered_by__isnull=False)
    return found.select_related("child", "person", "entered_by")


def to_check() -> QuerySet[Signature]:
    """Forms with a yes that a second person has not compared with the paper, the oldest first."""
    yes = Answer.objects.filter(kind=Answer.Kind.GRANTED).values("signature")
    return entered().filter(checked=None, pk__in=yes).order_by("at", "pk")


def to_check_by(person: Person) -> QuerySet[Signature]:
    """Those that `person` may check: neither entered nor signed by them, nor of a child of their family."""
    own = ChildContact.objects.holding().filter(person=person).values("child")
    tied = Tie.objects.in_force().filter(person=person, child__isnull=False).values("child")
    found = to_check().exclude(entered_by=person).exclude(person=person)
    return found.exclude(child__in=own).exclude(child__in=tied)


def check_of(signature: Signature) -> SignatureCheck | None:
    return SignatureCheck.objects.filter(signature=signature).select_related("by").first()


def lines_of(signature: Signature) -> list[Answer]:
    """What was entered, in the order of the form; a no that overtook a yes comes after it."""
    return list(signature.answers.select_related("purpose").order_by("purpose__position", "sequence"))


def _use(facts: Facts, purpose: Purpose) -> Use:
    verdict = reasons.reasons(facts, purpose.pk)
    names = {contact.person_id: contact.person.name for contact in facts.contacts}
    answers = [
        (contact.person, facts.entered.get((contact.person_id, purpose.pk))) for contact in facts.contacts
    ]
    return Use(purpose, verdict.is_yes, [in_words(one, names) for one in verdict.reasons], answers)


def in_words(reason: Reason, names: dict[uuid.UUID, str]) -> str:
    """A reason as staff read it."""
    who = names.get(reason.person_id, "") if reason.person_id else ""
    return str(WORDS[reason.why]) % {"who": who, "day": nice_date(reason.day)}


def _chronology(child: Child, *, sees_blocks: bool) -> list[Happening]:
    """What was done, the newest first. Six queries."""
    record = ConsentRecord.objects.filter(child=child).first()
    if record is None:
        return []
    chain = AuditEvent.objects.filter(object_type=record._meta.label_lower, object_id=record.pk)
    if not sees_blocks:
        chain = chain.exclude(verb__in=BLOCKING)
    found = list(chain.order_by("-sequence")[:EVENTS_SHOWN])
    people = {pk for event in found for pk in (event.actor_id, event.on_behalf_of_id) if pk}
    names = {row.pk: row.name for row in Person.objects.filter(pk__in=people)}
    sealed = _Sealed(
        {str(row.pk): row for row in _rows(Answer, found).select_related("purpose")},
        {str(row.pk): row for row in _rows(SignatureCheck, found)},
        {str(row.pk): row for row in _rows(Block, found)},
    )
    return [
        Happening(
            title=DONE.get(event.verb, event.verb),
            happened_at=event.at,
            who=_who(event, names),
            body=_body(event, sealed),
        )
        for event in found
    ]


def _who(event: AuditEvent, names: dict[uuid.UUID, str]) -> str:
    actor = names.get(event.actor_id, "") if event.actor_id else _("by rule")
    if not event.on_behalf_of_id:
        return actor
    said = {"actor": actor, "parent": names.get(event.on_behalf_of_id, "")}
    return _("%(actor)s for %(parent)s") % said


def _body(event: AuditEvent, rows: _Sealed) -> str:
    """What was said then, in a few lines: yes to these, no to those, and the note."""
    ids = [row["id"] for row in event.contents]
    blocks = [rows.blocks[pk] for pk in ids if pk in rows.blocks]
    if blocks:
        return "\n".join(row.reason if event.verb == "block" else row.ended_because for row in blocks)
    checks = [rows.checks[pk] for pk in ids if pk in rows.checks]
    lines = [_("It agrees with the form.") if row.agrees else row.note for row in checks]
    answers = sorted((rows.answers[pk] for pk in ids if pk in rows.answers), key=lambda row: row.sequence)
    for kind, label in Answer.Kind.choices:
        titles = [translated(row.purpose.title) for row in answers if row.kind == kind]
        lines += [f"{label}: {', '.join(titles)}"] if titles else []
    return "\n".join(dict.fromkeys([*lines, *(row.note for row in answers if row.note)]))


def _rows(model: type[Model], found: list[AuditEvent]) -> QuerySet[Any]:
    label = model._meta.label_lower
    ids = [row["id"] for event in found for row in event.contents if row["schema"].partition("@")[0] == label]
    return model._base_manager.filter(pk__in=ids)
