"""Evidence of what was signed or withdrawn: a seal in the same transaction, and a trace that soon goes (§3.6)."""

import dataclasses
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from consents import sealing
from consents.actions import scanning
from consents.models import (
    Answer,
    ConsentRecord,
    Means,
    PaperForm,
    ScanPage,
    Seal,
    Signature,
    SignatureTrace,
    Withdrawal,
)
from consents.selectors import proofs
from consents.wording import DECLARATION, INTRODUCTION, MEANS_SAID
from pages.templatetags.dates import nice_datetime
from workflow import engine
from workflow.actors import System
from workflow.models import Audited
from workflow.sweeps import sweep

KEEPER = System("signature traces")
BROWSER_LETTERS = 300


@dataclasses.dataclass(frozen=True)
class Origin:
    """From where a signature came: the link, and the network address and browser, which are soon deleted."""

    link: uuid.UUID | None = None
    ip: str = ""
    browser: str = ""


@dataclasses.dataclass(frozen=True)
class Evidence:
    """What is stored beside a signature."""

    seal: Seal
    trace: SignatureTrace | None
    scan: tuple[ScanPage, ...] = ()

    @property
    def contents(self) -> list[Audited]:
        """What the event of the signature seals: traces go, so they are none of it."""
        return [self.seal, *self.scan, *(page.picture for page in self.scan)]

    def keep(self) -> None:
        """Behind the signature and its answers, to which these rows point."""
        self.seal.save(force_insert=True)
        scanning.keep(self.scan)
        if self.trace:
            self.trace.save(force_insert=True)


def evidence_of(
    signature: Signature,
    answers: Iterable[Answer],
    origin: Origin | None,
    form: PaperForm | None = None,
    scan: Iterable[ScanPage] = (),
) -> Evidence:
    """The seal of a signature that is about to be stored, with the child locked; its trace, and its scan."""
    came = origin or Origin()
    seal = Seal(
        signature=signature,
        recipe=sealing.SIGNED,
        introduction="" if signature.entered_by_id else str(INTRODUCTION),
        declaration=form.declaration if form else str(DECLARATION),
        link_id=came.link,
        form=form,
    )
    return Evidence(_made(seal, answers), _trace(signature, came), tuple(scan))


def seal_of(withdrawal: Withdrawal, answers: Iterable[Answer], link: uuid.UUID | None) -> Seal:
    """The seal of a withdrawal that is about to be stored, with the child locked."""
    return _made(Seal(withdrawal=withdrawal, recipe=sealing.WITHDRAWN, link_id=link), answers)


def _made(seal: Seal, answers: Iterable[Answer]) -> Seal:
    """In the language of the moment. The seal before it is part of it: nobody else may seal meanwhile."""
    about = seal.about
    last = Seal.objects.filter(child=about.child_id).order_by("-number").first()
    seal.child_id = about.child_id
    seal.number, seal.previous = (last.number + 1, last.value) if last else (1, "")
    seal.means_said = str(MEANS_SAID[about.means])
    seal.local_time = _("%(moment)s in London") % {"moment": nice_datetime(about.at)}
    seal.address = _address(about)
    seal.value = sealing.seal(sealing.text(proofs.sealed(seal, answers)))
    seal.code = sealing.code_of(seal.value)
    return seal


def _address(about: Signature | Withdrawal) -> str:
    """Of those who came in by themselves: what came on paper was sent nowhere."""
    if about.means not in (Means.ACCOUNT, Means.LINK):
        return ""
    return proofs.address_of(about.person_id)


def _trace(signature: Signature, came: Origin) -> SignatureTrace | None:
    if not came.ip and not came.browser:
        return None
    return SignatureTrace(signature=signature, ip=came.ip, browser=came.browser[:BROWSER_LETTERS])


def sweep_traces() -> int:
    """Delete the traces whose day has come; each child's record says that it was done. Returns how many."""
    due = SignatureTrace.objects.expired().values_list("signature__child", flat=True).distinct()
    return sum(sweep("signature traces", list(due), _forget))


def _forget(child_id: uuid.UUID) -> int:
    with transaction.atomic(durable=True):
        record = ConsentRecord.objects.get(child=child_id)
        engine.record(record, "forget traces", actor=KEEPER)
        return SignatureTrace.objects.expired().filter(signature__child=child_id).delete()[0]
