"""Signing: every purpose answered, on words that were shown, by somebody who may decide (domain §3.6)."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Child, ChildContact, Person
from consents import drawing
from consents import notices as messages
from consents.actions import scanning
from consents.actions.locking import lock_children
from consents.actions.proving import Origin, evidence_of
from consents.actions.requesting import settle
from consents.models import Answer, ConsentRecord, Means, Notice, PaperForm, Purpose, RenewalRule, Signature
from consents.models.answers import ON_PAPER, OWN_MEANS
from consents.permissions import contact_of
from consents.selectors import notices as shown_notices
from consents.selectors import repeated
from consents.signals import permission_lost
from documents.pictures import Drawn
from workflow import audit, clock, engine

Kind = Answer.Kind


@dataclasses.dataclass(frozen=True)
class Sitting:
    """What somebody said in one sitting about one child.

    `answers`: purpose code → yes or no, each asked purpose once. `notices`: purpose code → id of
    the notice that was shown. `seen`: the child's last answer when the page was drawn.
    `signed_on`: the day on a form that is entered by somebody else; without it, today. `form`: the
    printed form that came back: its words count, whatever is told by now. `origin`: from where it came.
    `drawn`: the lines of a drawn signature as they arrived; nothing is as good. `scan`: the pages of what
    came on paper.
    """

    answers: Mapping[str, bool]
    notices: Mapping[str, uuid.UUID]
    typed_name: str
    declared: bool
    seen: int
    means: str = Means.ACCOUNT
    signed_on: dt.date | None = None
    form: PaperForm | None = None
    origin: Origin | None = None
    drawn: str = ""
    scan: tuple[Drawn, ...] = ()

    @property
    def day(self) -> dt.date:
        return self.signed_on or clock.today()

    def problems(self, asked: list[Purpose]) -> dict[str, str]:
        """What is missing, by field. Nothing is preset, and nothing may be left out."""
        found = {
            purpose.code: _("Choose yes or no.") for purpose in asked if purpose.code not in self.answers
        }
        if set(self.answers) - {purpose.code for purpose in asked}:
            found["__all__"] = _("This form asks about something else. Open it again.")
        if not self.typed_name.strip():
            found["typed_name"] = _("Type your name to sign.")
        if not self.declared:
            found["declared"] = _("Say that you may decide for this child.")
        if self.day > clock.today():
            found["signed_on"] = _("Enter the day on which it was signed: today or an earlier day.")
        if self.scan and self.means not in ON_PAPER:
            found["scan"] = _("Only what came on paper or by letter has a scan.")
        try:
            drawing.canonical(self.drawn)
        except ValueError:
            found["drawn"] = _(
                "Your drawing cannot be read, and is gone. Draw it again, or leave it: your typed name signs as well."
            )
        return found


def sign(child: Child, *, actor: Person, sitting: Sitting) -> Signature:
    """Answer for a child oneself. Somebody who is not verified may say no, and no yes is taken from them.

    Raises NotAllowed; ValidationError when something is missing, or a notice changed meanwhile.
    A yes signed while a no of the same person arrived is kept, and so is the no, which wins.
    """
    return _sign(child, actor, sitting, signed_by=actor)


def enter_signature(child: Child, *, actor: Person, signer: Person, sitting: Sitting, note: str) -> Signature:
    """Enter what somebody signed on paper, or said by telephone. Raises as `sign`.

    A no counts at once. A yes counts once a second person has checked it (`checking.check_signature`),
    and never against a no of the same person from the day of the form or later.
    """
    if sitting.means in OWN_MEANS or signer.pk == actor.pk:
        raise ValidationError(_("Enter here only what came on paper, by telephone or in person from others."))
    if not note.strip():
        raise ValidationError({"note": _("Say how it was obtained, and where the form is.")})
    return _sign(child, actor, sitting, signed_by=signer, note=note)


def _sign(child: Child, actor: Person, sitting: Sitting, *, signed_by: Person, note: str = "") -> Signature:
    problems = sitting.problems(_asked(child, sitting.form))
    if problems:
        raise ValidationError(problems)
    with scanning.filed(sitting.scan) as pictures, transaction.atomic(durable=True):
        record = lock_children([child.pk])[child.pk]
        contact = contact_of(signed_by, child)
        notices = shown_notices.on_form(sitting.form) if sitting.form else shown_notices.current()
        _check_shown(sitting, notices)
        says_yes = any(sitting.answers.values())
        if contact is None or (says_yes and contact.responsibility not in ChildContact.DECIDING):
            raise engine.NotAllowed(actor, record, "sign")
        done = _entered_already(child, actor, sitting, signed_by)
        if done:
            return done
        signature = _signature(contact, sitting, notices, actor)
        answers = _answers(signature, sitting, notices, note, overtaken_by=_late_noes(signature, sitting))
        scan = scanning.pages_of(signature, pictures, actor=actor)
        evidence = evidence_of(signature, answers, sitting.origin, sitting.form, scan)
        verb = "enter signature" if actor.pk != signed_by.pk else ("sign" if says_yes else "refuse")
        engine.record(
            record,
            verb,
            actor=actor,
            contents=[signature, *answers, *evidence.contents],
            on_behalf_of=signed_by if actor.pk != signed_by.pk else None,
            obtained=sitting.means,
        )
        signature.save(force_insert=True)
        Answer.objects.bulk_create(answers)
        evidence.keep()
        settle(signature.child_id, signature.person_id)
        announce_loss(record, answers)
        messages.signature_stored(signed_by, record, occasion=str(signature.pk))
    return signature


def _entered_already(child: Child, actor: Person, sitting: Sitting, signed_by: Person) -> Signature | None:
    """The same form, which the same member of staff has stored from the same page: they pressed twice."""
    if actor.pk == signed_by.pk:
        return None
    return repeated.signature(
        child,
        signed_by,
        by=actor,
        said=sitting.answers,
        seen=sitting.seen,
        typed_name=sitting.typed_name.strip(),
        means=sitting.means,
        signed_on=sitting.signed_on,
    )


def _asked(child: Child, form: PaperForm | None) -> list[Purpose]:
    """What must be answered: what stands on the printed form of this child, or what is asked now."""
    if form is None:
        return list(Purpose.objects.asked())
    if form.child_id != child.pk:
        raise ValidationError(_("This form was printed for another child."))
    return list(Purpose.objects.filter(pk__in=form.notices))


def _check_shown(sitting: Sitting, notices: Mapping[str, Notice]) -> None:
    changed = [
        code
        for code in sitting.answers
        if sitting.notices.get(code) != notices[code].pk or notices[code].begins_on > sitting.day
    ]
    if changed:
        raise ValidationError(
            _("The words have changed since you opened the form. Read them again, then answer.")
        )


def _signature(
    contact: ChildContact, sitting: Sitting, notices: Mapping[str, Notice], actor: Person
) -> Signature:
    read = audit.canonical([shown_notices.words_read(notices[code]) for code in sorted(sitting.answers)])
    # Of a printed form exactly the words that stood on the paper, and every use on it was answered.
    shown = sitting.form.shown if sitting.form else read
    return Signature(
        child_id=contact.child_id,
        person_id=contact.person_id,
        capacity=contact.capacity,
        responsibility=contact.responsibility,
        declared=sitting.declared,
        typed_name=sitting.typed_name.strip(),
        shown=shown,
        shown_sha256=audit.sha256(shown),
        means=sitting.means,
        at=clock.now(),
        entered_by=actor if actor.pk != contact.person_id else None,
        signed_on=sitting.signed_on,
        language=shown_notices.reading_language(),
        drawn=drawing.canonical(sitting.drawn),
    )


def _answers(
    signature: Signature,
    sitting: Sitting,
    notices: Mapping[str, Notice],
    note: str,
    overtaken_by: set[str],
) -> list[Answer]:
    """One row per purpose; after a yes that a no overtook, the no once more, so that it is the last."""
    until = RenewalRule.objects.get(pk="yearly").valid_until(sitting.day)
    rows = []
    for code, is_yes in sorted(sitting.answers.items()):
        kind = Kind.GRANTED if is_yes else Kind.REFUSED
        common: dict[str, Any] = {"purpose_id": code, "notice": notices[code]}
        rows.append(
            answer_of(signature, kind=kind, valid_until=until if is_yes else None, note=note, **common)
        )
        if is_yes and code in overtaken_by:
            why = _("A no arrived while this yes was being signed. The no counts.")
            rows.append(answer_of(signature, kind=Kind.WITHDRAWN, note=why, **common))
    return numbered(signature.child_id, rows)


def _late_noes(signature: Signature, sitting: Sitting) -> set[str]:
    """The purposes to which the same person said no after this page was drawn, or since the form was signed."""
    since = Q(sequence__gt=sitting.seen)
    if sitting.signed_on:
        since |= Q(at__gte=timezone.make_aware(dt.datetime.combine(sitting.signed_on, dt.time.min)))
    later = Answer.objects.filter(
        since, child=signature.child_id, person=signature.person_id, kind__in=Answer.NO
    )
    return set(later.values_list("purpose_id", flat=True))


def answer_of(signature: Signature, **said: Any) -> Answer:
    """An answer given in the sitting of `signature`, not stored yet."""
    return Answer(
        child_id=signature.child_id,
        person_id=signature.person_id,
        signature=signature,
        at=signature.at,
        means=signature.means,
        entered_by_id=signature.entered_by_id,
        **said,
    )


def numbered(child_id: uuid.UUID, rows: list[Answer]) -> list[Answer]:
    """Give each row its place after the child's last answer. With the child locked."""
    last = last_answer(child_id)
    for number, row in enumerate(rows, start=last + 1):
        row.sequence = number
    return rows


def last_answer(child_id: uuid.UUID) -> int:
    """The number of the child's last answer: what a page was drawn from."""
    return Answer.objects.filter(child=child_id).aggregate(last=Max("sequence"))["last"] or 0


def announce_loss(record: ConsentRecord, answers: list[Answer]) -> None:
    """On commit, tell those above that something may be shown no longer."""
    if any(row.kind in Answer.NO for row in answers):
        transaction.on_commit(
            partial(permission_lost.send_robust, sender=ConsentRecord, child_ids=[record.child_id])
        )
