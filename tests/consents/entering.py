"""Forms that somebody enters for a parent of Kit."""

import datetime as dt

from accounts.models import Child, Person
from consents.actions import answering
from consents.models import Purpose, Signature
from consents.selectors import notices
from documents.pictures import Drawn


def enter(
    child: Child,
    signer: Person,
    *yes: str,
    by: Person,
    signed_on: dt.date | None = None,
    scan: tuple[Drawn, ...] = (),
    means: str = "paper",
) -> Signature:
    """A paper form with yes to the named purposes and no to all others, entered by `by`, with its `scan`."""
    asked = [purpose.code for purpose in Purpose.objects.asked()]
    sitting = answering.Sitting(
        answers={code: code in yes for code in asked},
        notices={code: notice.pk for code, notice in notices.current().items()},
        typed_name=str(signer),
        declared=True,
        seen=answering.last_answer(child.pk),
        means=means,
        signed_on=signed_on,
        scan=scan,
    )
    return answering.enter_signature(child, actor=by, signer=signer, sitting=sitting, note="In the file")
