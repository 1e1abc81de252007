"""The certificate of a signature: a tagged PDF under this site's seal; and telling it from a changed one.

What it says is what was agreed then. Whether it still counts is another question, which `may_show` answers.
"""

import dataclasses
import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organisation
from consents import sealing
from consents.models import Answer, Purpose, Seal
from consents.selectors import proofs
from consents.wording import ANSWERS
from documents import pdf, seal
from pages.templatetags.dates import nice_date
from workflow.models import Checkpoint

# What the seal of the file is for; the code follows.
REASON = "Certificate "


@dataclasses.dataclass(frozen=True)
class Line:
    """One use: what was answered, and the very words that were shown."""

    title: str
    answer: str
    is_yes: bool
    valid_until: dt.date | None
    notice: int
    fingerprint: str
    words: dict[str, Any]


def certificate_pdf(of: Seal, at: dt.datetime) -> bytes:
    """The certificate, sealed at `at`. Two are the same byte for byte but for the seal of the file."""
    return seal.seal(unsealed_pdf(of), reason=REASON + of.code, at=at)


def unsealed_pdf(of: Seal) -> bytes:
    """The words of the certificate; about a second."""
    answers = proofs.answers_of(of)
    sealed_text = sealing.text(proofs.sealed(of, answers))
    code = sealing.grouped(of.code)
    last = Checkpoint.objects.order_by("-sequence").first()
    context = {
        "seal": of,
        "signature": of.signature,
        "lines": _lines(of, answers),
        "setting": Organisation.objects.first(),
        "utc": f"{of.signature.at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC",
        "code": code,
        "sealed_text": sealed_text,
        "steps": sealing.STEPS,
        "fields": sealing.FIELDS,
        "checkpoint": last,
        "pictures_url": settings.SITE_URL + reverse("pictures"),
        "check_url": settings.SITE_URL + reverse("certificate-check"),
        "version": _("Certificate %(code)s") % {"code": code},
        "hash": of.value,
        "foot": _("Record sealed on %(day)s: %(root)s") % {"day": nice_date(last.at), "root": last.root}
        if last
        else "",
    }
    return pdf.render(
        "consents/certificate_pdf.html",
        context,
        title=_("Certificate %(code)s: answers about pictures") % {"code": code},
        created=of.signature.at,
        attached={"sealed.json": sealed_text, "shown.json": of.signature.shown},
    )


def file_name(of: Seal) -> str:
    """Without anybody's name."""
    return f"certificate-{of.code}.pdf"


def _lines(of: Seal, answers: list[Answer]) -> list[Line]:
    """In the order of the form; of two answers to one use the last counts."""
    words = {said["purpose"]: said for said in json.loads(of.signature.shown)}
    last = {row.purpose_id: row for row in answers}
    titles = dict(Purpose.objects.filter(pk__in=last).order_by("position").values_list("pk", "title"))
    return [
        Line(
            title=_(title),
            answer=str(ANSWERS[row.kind]),
            is_yes=row.kind == Answer.Kind.GRANTED,
            valid_until=row.valid_until,
            notice=row.notice.number,
            fingerprint=row.notice.text_hash,
            words=words[code],
        )
        for code, title in titles.items()
        if (row := last[code]).notice is not None
    ]


def is_genuine_file(content: bytes) -> bool:
    """Whether this site made the file, nobody changed a byte of it, and the record still agrees with it.

    Raises:
        documents.seal.Unreadable: it is no PDF with a seal.
    """
    reason = seal.reason_of(content)
    return reason is not None and reason.startswith(REASON) and is_genuine_code(reason.removeprefix(REASON))


def is_genuine_code(typed: str) -> bool:
    """Whether there is a certificate of this code, and the rows that it seals are unchanged.

    Asks the same questions for every code.
    """
    found = proofs.by_code(sealing.tidy(typed))
    answers = proofs.answers_of(found)
    return found is not None and proofs.holds(found, answers)
