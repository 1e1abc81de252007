"""The scan of a form that came back: kept beside what was entered, for whoever compares the two (domain §3.6)."""

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from consents.actions.locking import lock_children
from consents.lifecycle import SCAN
from consents.models import ConsentRecord, ScanPage, Signature, SignatureCheck
from consents.models.answers import ON_PAPER
from documents import pictures, scans
from documents.models import Picture
from documents.pictures import Drawn
from workflow import clock, engine, working_days
from workflow.actors import System
from workflow.models import DeadlineRule
from workflow.sweeps import sweep

KEEPER = System("large copies of scans")


def read(files: Sequence[tuple[str, bytes]]) -> tuple[Drawn, ...]:
    """The pages in files that somebody sent, each of a name and what is in it. Nothing is stored.

    Raises ValidationError for what is no scan, with the reason.
    """
    try:
        return tuple(scans.prepare(files))
    except scans.Unacceptable as error:
        raise ValidationError({"scan": str(error)}) from error


@contextmanager
def filed(drawn: Sequence[Drawn]) -> Iterator[list[Picture]]:
    """Their files, with the rows for the caller to store inside; gone again when the caller's transaction fails."""
    if not drawn:
        yield []
        return
    until = _until()
    with ExitStack() as stack:
        yield [stack.enter_context(pictures.filed(one, original_until=until)) for one in drawn]


def pages_of(
    signature: Signature, found: Iterable[Picture], *, actor: Person, after: int = 0
) -> list[ScanPage]:
    """The rows of these pictures, not stored yet."""
    return [
        ScanPage(
            signature=signature,
            picture=picture,
            position=position,
            added_by_id=actor.pk,
            added_at=clock.now(),
        )
        for position, picture in enumerate(found, start=after + 1)
    ]


def keep(pages: Iterable[ScanPage]) -> None:
    """Store the rows, in the transaction of the event that seals them."""
    for page in pages:
        page.picture.save(force_insert=True)
        page.save(force_insert=True)


def add_scan(signature: Signature, *, actor: Person, drawn: Sequence[Drawn]) -> list[ScanPage]:
    """Keep more pages of a form that was entered before; what is kept already is not kept twice.

    Raises NotAllowed, or ValidationError.
    """
    if not drawn:
        raise ValidationError({"scan": _("Choose the scan, or take a photograph of each page.")})
    if signature.entered_by_id is None or signature.means not in ON_PAPER:
        raise ValidationError(_("Only what came on paper or by letter has a scan."))
    known = set(signature.scan.kept().values_list("picture__sha256", flat=True))
    new = [one for one in drawn if one.sha256(Picture.Size.ORIGINAL) not in known]
    if not new:
        return []
    with filed(new) as found, transaction.atomic(durable=True):
        record = lock_children([signature.child_id])[signature.child_id]
        last = ScanPage.objects.filter(signature=signature).order_by("-position").first()
        if ScanPage.objects.kept().filter(signature=signature).count() + len(found) > scans.MOST_PAGES:
            said = _("A scan has %(most)s pages at most.")
            raise ValidationError({"scan": said % {"most": scans.MOST_PAGES}})
        pages = pages_of(signature, found, actor=actor, after=last.position if last else 0)
        engine.record(record, "add scan", actor=actor, contents=[*pages, *found])
        keep(pages)
    return pages


def take_out(page: ScanPage, *, actor: Person) -> None:
    """Delete a page that is of something else. What somebody has compared stays.

    Raises NotAllowed, or ValidationError once the form is checked, or when somebody was quicker.
    """
    with transaction.atomic(durable=True):
        child_id = page.signature.child_id
        record = lock_children([child_id])[child_id]
        mine = ScanPage.objects.kept().select_related("picture").filter(pk=page.pk).first()
        if mine is None:
            raise ValidationError(_("Somebody has taken it out already."))
        if SignatureCheck.objects.filter(signature=mine.signature_id).exists():
            raise ValidationError(_("The form has been checked: its scan stays as it is."))
        mine.removed_by, mine.removed_at = actor, clock.now()
        engine.record(record, "take out scan", actor=actor, contents=[mine])
        mine.save(update_fields=["removed_by", "removed_at"])
        pictures.delete(mine.picture)


def _until() -> dt.date:
    """The last day of the large copies, by the setting's rule."""
    rule = DeadlineRule.objects.select_related("calendar").get(pk=SCAN)
    return timezone.localdate(working_days.due(rule, clock.now()))


def sweep_large() -> int:
    """Delete the large copies whose day has passed; each child's record says that it was done. Returns how many."""
    due = ScanPage.objects.filter(picture__in=Picture.objects.original_due())
    children = due.values_list("signature__child", flat=True).distinct()
    return sum(sweep("large copies of scans", list(children), _forget))


def _forget(child_id: uuid.UUID) -> int:
    with transaction.atomic(durable=True):
        record = ConsentRecord.objects.get(child=child_id)
        engine.record(record, "forget scans", actor=KEEPER)
        due = Picture.objects.original_due()
        pages = ScanPage.objects.filter(picture__in=due, signature__child=child_id).select_related("picture")
        for page in pages:
            pictures.delete_original(page.picture)
    return 1
