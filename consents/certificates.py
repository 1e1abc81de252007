"""The certificate of a signature, the receipt of a withdrawal: tagged PDFs under this site's seal; and the check.

Each says what was agreed or withdrawn then, in the language in which it was read. Whether it still counts is
another question, which `may_show` answers.
"""

import base64
import dataclasses
import datetime as dt
import json
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import Organisation
from consents import drawing, sealing
from consents.models import Answer, Purpose, Seal, Signature
from consents.selectors import proofs
from consents.wording import ANSWERS
from documents import pdf, seal
from pages.templatetags.dates import nice_date
from workflow.models import Checkpoint

# What the seal of the file is for; the code follows.
REASON = "Certificate "
# A PDF names its language in full, also for whoever hears it read.
PDF_LANGUAGES = {"en-gb": "en-GB"}


@dataclasses.dataclass(frozen=True)
class Line:
    """One use: what was answered, and the very words that were shown; `original`, where they were translated."""

    title: str
    answer: str
    is_yes: bool
    valid_until: dt.date | None
    notice: int
    fingerprint: str
    words: dict[str, Any]
    original: dict[str, Any] | None


def certificate_pdf(of: Seal, at: dt.datetime) -> bytes:
    """The certificate or receipt, sealed at `at`. Two are the same byte for byte but for the seal of the file."""
    return seal.seal(unsealed_pdf(of), reason=REASON + of.code, at=at)


def unsealed_pdf(of: Seal) -> bytes:
    """Its words; about a second."""
    answers = proofs.answers_of(of)
    sealed_text = sealing.text(proofs.sealed(of, answers))
    attached = {"sealed.json": sealed_text, "shown.json": of.about.shown}
    with override(language_of(of)):
        common = _proof(of, sealed_text)
        if isinstance(of.about, Signature):
            template, title = (
                "consents/certificate_pdf.html",
                _("Certificate %(code)s: answers about pictures"),
            )
            context = _of_signature(of, of.about, answers)
            attached |= {"drawn.json": of.about.drawn} if of.about.drawn else {}
        else:
            template, title = "consents/receipt_pdf.html", _("Receipt %(code)s: a No about pictures")
            context = {"withdrawal": of.about, "told": json.loads(of.about.shown)}
        return pdf.render(
            template,
            common | context,
            title=title % {"code": common["code"]},
            language=PDF_LANGUAGES.get(language_of(of), language_of(of)),
            created=of.about.at,
            attached=attached,
        )


def language_of(of: Seal) -> str:
    """The language in which it was read, as far as this site still speaks it."""
    said = of.about.language or _language_within(of.about.shown)
    return said if said in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _language_within(shown: str) -> str:
    """Signatures by the first recipe name their language among the words only, and only if it was another."""
    rows = json.loads(shown)
    return str(rows[0].get("language", "")) if rows else ""


def _proof(of: Seal, sealed_text: str) -> dict[str, Any]:
    """How anybody can prove it: the same on a certificate and on a receipt."""
    code, last = sealing.grouped(of.code), Checkpoint.objects.order_by("-sequence").first()
    root = {"day": nice_date(last.at), "root": last.root} if last else {}
    return {
        "seal": of,
        "about": of.about,
        "setting": Organisation.objects.first(),
        "utc": f"{of.about.at.astimezone(dt.UTC):%Y-%m-%d %H:%M:%S} UTC",
        "code": code,
        "sealed_text": sealed_text,
        "steps": _steps(of),
        "fields": sealing.FIELDS[of.recipe],
        "checkpoint": last,
        "pictures_url": settings.SITE_URL + reverse("pictures"),
        "check_url": settings.SITE_URL + reverse("certificate-check"),
        "version": (_("Certificate %(code)s") if of.signature_id else _("Receipt %(code)s")) % {"code": code},
        "hash": of.value,
        "foot": _("Record sealed on %(day)s: %(root)s") % root if last else "",
    }


def _steps(of: Seal) -> list[Any]:
    is_drawn = isinstance(of.about, Signature) and of.about.drawn
    return [*sealing.STEPS, *([sealing.DRAWN_STEP] if is_drawn else [])]


def _of_signature(of: Seal, signature: Signature, answers: list[Answer]) -> dict[str, Any]:
    return {
        "signature": signature,
        "lines": _lines(signature, answers),
        "drawn": _picture(signature.drawn),
        "language_name": dict(settings.LANGUAGES).get(language_of(of)),
    }


def _picture(drawn: str) -> str:
    """The drawn signature as an address that holds the whole picture; nothing without one."""
    if not drawn:
        return ""
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.svg(drawn).encode()).decode()}"


def file_name(of: Seal) -> str:
    """Without anybody's name."""
    kind = "certificate" if of.signature_id else "receipt"
    return f"{kind}-{of.code}.pdf"


def _lines(signature: Signature, answers: list[Answer]) -> list[Line]:
    """In the order of the form; of two answers to one use the last counts."""
    words = {said["purpose"]: said for said in json.loads(signature.shown)}
    last = {row.purpose_id: row for row in answers}
    titles = dict(Purpose.objects.filter(pk__in=last).order_by("position").values_list("pk", "title"))
    return [
        Line(
            title=_read(words[code]).get("title") or _(title),
            answer=str(ANSWERS[row.kind]),
            is_yes=row.kind == Answer.Kind.GRANTED,
            valid_until=row.valid_until,
            notice=row.notice.number,
            fingerprint=row.notice.text_hash,
            words=_read(words[code]),
            original=words[code] if "read" in words[code] else None,
        )
        for code, title in titles.items()
        if (row := last[code]).notice is not None
    ]


def _read(said: dict[str, Any]) -> dict[str, Any]:
    """The words of one use as they were read."""
    read: dict[str, Any] = said.get("read", said)
    return read


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
