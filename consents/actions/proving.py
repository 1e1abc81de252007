"""Evidence of a signature: its seal, made in the same transaction, and a trace that is soon deleted (domain §3.6)."""

import dataclasses
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from consents import sealing
from consents.models import Answer, ConsentRecord, Means, PaperForm, Seal, Signature, SignatureTrace
from consents.selectors import proofs
from consents.wording import DECLARATION, MEANS_SAID
from notifications.recipients import find
from pages.templatetags.dates import nice_datetime
from workflow import engine
from workflow.actors import System
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

    def keep(self) -> None:
        """Behind the signature and its answers, to which these rows point."""
        self.seal.save(force_insert=True)
        if self.trace:
            self.trace.save(force_insert=True)


def evidence_of(
    signature: Signature, answers: Iterable[Answer], origin: Origin | None, form: PaperForm | None = None
) -> Evidence:
    """The seal of what is about to be stored. With the child locked: the seal before it is part of it."""
    came = origin or Origin()
    last = Seal.objects.filter(child=signature.child_id).order_by("-number").first()
    seal = Seal(
        signature=signature,
        child_id=signature.child_id,
        number=last.number + 1 if last else 1,
        recipe=sealing.RECIPE,
        declaration=form.declaration if form else str(DECLARATION),
        means_said=str(MEANS_SAID[signature.means]),
        local_time=_("%(moment)s in London") % {"moment": nice_datetime(signature.at)},
        address=_address(signature),
        link_id=came.link,
        form=form,
        previous=last.value if last else "",
    )
    seal.value = sealing.seal(sealing.text(proofs.sealed(seal, answers)))
    seal.code = sealing.code_of(seal.value)
    return Evidence(seal, _trace(signature, came))


def _address(signature: Signature) -> str:
    """Of those who came in by themselves: what came on paper was sent nowhere."""
    if signature.means not in (Means.ACCOUNT, Means.LINK):
        return ""
    found = find([signature.person_id]).get(signature.person_id)
    return found.address if found else ""


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
