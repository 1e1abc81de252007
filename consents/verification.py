"""Recompute all that proves an answer, and name what is broken. Reads only.

What `verify_audit` proves of each row, this proves of what the rows say together: seals, words that were
shown, notices, the order of answers, and that "may be shown" follows from them and nothing else.
"""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.utils import timezone

from accounts.models import Child
from consents.models import (
    Answer,
    Notice,
    PaperForm,
    Purpose,
    ScanPage,
    Seal,
    Signature,
    SignatureCheck,
    Withdrawal,
)
from consents.selectors import notices, proofs
from consents.selectors.reasons import facts_of, reasons
from consents.selectors.showing import showing
from documents import pictures
from documents.models import Picture
from workflow import audit, clock
from workflow.verification import UNREADABLE, Problem

# So many children are asked at once.
BATCH = 200
Found = Iterator[Problem]
Size = Picture.Size


def verify() -> list[Problem]:
    """Every problem of the evidence."""
    found = [*_notices(), *_words(), *_seals(), *_answers(), *_checks(), *_forms(), *_scans(), *_showing()]
    return sorted(set(found), key=str)


def summary() -> dict[str, int]:
    """How much was looked at, for the command's last line."""
    return {
        "signatures": Signature.objects.count(),
        "withdrawals": Withdrawal.objects.count(),
        "answers": Answer.objects.count(),
        "notices": Notice.objects.count(),
        "scanned_pages": ScanPage.objects.kept().count(),
        "children": Child.objects.count(),
    }


def _name(row: Model) -> str:
    return f"{row._meta.label_lower} {row.pk}"


def _notices() -> Found:
    """Each notice has the fingerprint of its words; none of a purpose is missing."""
    last: dict[str, int] = defaultdict(int)
    for row in Notice.objects.order_by("purpose", "number"):
        if audit.sha256(audit.canonical(notices.words(row))) != row.text_hash:
            yield Problem("notice-changed", _name(row), "its fingerprint is not that of its words")
        if row.number != last[row.purpose_id] + 1:
            yield Problem("notice-missing", _name(row), f"follows notice {last[row.purpose_id]}")
        last[row.purpose_id] = row.number


def _words() -> Found:
    """What was shown has its fingerprint, and is what the notices say to which the answers point."""
    told = {row.pk: notices.words(row) for row in Notice.objects.all()}
    answered: dict[uuid.UUID, dict[str, Any]] = defaultdict(dict)
    for signature_id, purpose, notice in _signed_answers().values_list("signature", "purpose", "notice"):
        answered[signature_id][purpose] = told.get(notice)
    for row in Signature.objects.order_by("pk").iterator():
        yield from _shown(row)
        if _by_purpose(row.shown) != answered[row.pk]:
            yield Problem(
                "shown-differs", _name(row), "the words shown are not those of its answers' notices"
            )
    for withdrawal in Withdrawal.objects.order_by("pk").iterator():
        yield from _shown(withdrawal)


def _shown(row: Signature | Withdrawal) -> Found:
    if audit.sha256(row.shown) != row.shown_sha256:
        yield Problem("shown-changed", _name(row), "its fingerprint is not that of the words shown")


def _by_purpose(shown: str) -> dict[str, Any] | None:
    """What the notices themselves say: beside it stand title, language, and the words as they were translated."""
    try:
        return {said["purpose"]: {name: said[name] for name in notices.TOLD} for said in json.loads(shown)}
    except UNREADABLE:
        return None


def _signed_answers() -> Any:
    return Answer.objects.exclude(signature=None)


def _seals() -> Found:
    """Each signature and withdrawal has a seal that the recipe gives again; of a child none is missing."""
    answers: dict[uuid.UUID | None, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.exclude(signature=None, withdrawal=None).select_related("notice"):
        answers[answer.signature_id or answer.withdrawal_id].append(answer)
    for unsealed in (*Signature.objects.filter(seal=None), *Withdrawal.objects.filter(seal=None)):
        yield Problem("seal-missing", _name(unsealed), "no seal proves it")
    last: dict[uuid.UUID, Seal] = {}
    for seal in Seal.objects.select_related("signature", "withdrawal").order_by("child", "number"):
        about = seal.signature or seal.withdrawal
        if about is None:
            yield Problem("sealed-gone", _name(seal), "what it seals is gone")
        elif seal.child_id != about.child_id or not proofs.holds(seal, answers[about.pk]):
            yield Problem("seal-broken", _name(about), "the recipe does not give its seal")
        before = last.get(seal.child_id)
        number, value = (before.number, before.value) if before else (0, "")
        if (seal.number, seal.previous) != (number + 1, value):
            yield Problem("signature-missing", _name(about or seal), f"does not follow seal {number}")
        last[seal.child_id] = seal


def _answers() -> Found:
    """The order of a child's answers has no gap, and every yes was signed, on words, for a time."""
    last: dict[uuid.UUID, int] = defaultdict(int)
    rows = Answer.objects.select_related("signature", "withdrawal", "notice").order_by("child", "sequence")
    for row in rows.iterator():
        if row.sequence != last[row.child_id] + 1:
            yield Problem("answer-missing", _name(row), f"follows answer {last[row.child_id]}")
        last[row.child_id] = row.sequence
        if row.kind == Answer.Kind.GRANTED and not (row.signature and row.notice and row.valid_until):
            yield Problem("yes-unproved", _name(row), "a yes without signature, notice or last day")
        if row.notice and row.notice.purpose_id != row.purpose_id:
            yield Problem("answer-differs", _name(row), "its notice is about another use")
        yield from _given_otherwise(row)


def _given_otherwise(row: Answer) -> Found:
    """An answer says the same as the signature or the withdrawal by which it was given."""
    given = row.signature or row.withdrawal
    if given is None:
        return
    if (given.child_id, given.person_id) != (row.child_id, row.person_id):
        yield Problem("answer-differs", _name(row), "it was given about another child, or by another person")
    if (given.at, given.means, given.entered_by_id) != (row.at, row.means, row.entered_by_id):
        yield Problem("answer-differs", _name(row), "it was given otherwise")


def _checks() -> Found:
    """What was entered for somebody is checked by a third."""
    for row in SignatureCheck.objects.select_related("signature"):
        signed = row.signature
        named = (row.signer_id, row.entered_by_id) == (signed.person_id, signed.entered_by_id)
        if not named or row.by_id in (signed.person_id, signed.entered_by_id):
            yield Problem("check-not-apart", _name(row), "not checked by a second person")


def _forms() -> Found:
    """A printed form has the fingerprint of its words."""
    for row in PaperForm.objects.all():
        if audit.sha256(row.shown) != row.shown_sha256:
            yield Problem("form-changed", _name(row), "its fingerprint is not that of its words")


def _scans() -> Found:
    """Each page that nobody took out is there, byte for byte as it was stored; the large copy until its day."""
    rows = ScanPage.objects.kept().select_related("picture", "signature").order_by("pk")
    for row in rows.iterator():
        if row.signature.entered_by_id is None:
            yield Problem("scan-unexplained", _name(row), "nobody entered the form that it shows")
        picture = row.picture
        gone = picture.original_deleted_at
        if picture.deleted_at or (gone and timezone.localdate(gone) <= picture.original_until):
            yield Problem("scan-missing", _name(row), "its picture was deleted before its day")
        for size, fingerprint in ((Size.ORIGINAL, picture.sha256), (Size.WEB, picture.web_sha256)):
            if picture.has(size):
                yield from _file(row, size, fingerprint)


def _file(row: ScanPage, size: str, fingerprint: str) -> Found:
    try:
        content = pictures.content(row.picture, size)
    except FileNotFoundError:
        yield Problem("scan-missing", _name(row), f"its {size} file is gone")
        return
    if hashlib.sha256(content).hexdigest() != fingerprint:
        yield Problem("scan-changed", _name(row), f"its {size} file is not the one that was stored")


def _showing() -> Found:
    """What the one query says, which everybody acts on, is what the rows say when read one by one."""
    codes = [purpose.pk for purpose in Purpose.objects.asked()]
    moment = clock.now()
    children = list(Child.objects.order_by("pk"))
    for start in range(0, len(children), BATCH):
        batch = children[start : start + BATCH]
        shown = showing([child.pk for child in batch], codes, moment)
        for child in batch:
            facts = facts_of(child, moment)
            yield from _differing(
                child, shown[child.pk], {code: reasons(facts, code).is_yes for code in codes}
            )


def _differing(child: Child, shown: dict[str, bool], follows: dict[str, bool]) -> Iterable[Problem]:
    for code, is_yes in follows.items():
        if shown[code] != is_yes:
            said = f"{code} says {_word(shown[code])}, its rows say {_word(is_yes)}"
            yield Problem("showing-differs", _name(child), said)


def _word(is_yes: bool) -> str:
    return "yes" if is_yes else "no"
