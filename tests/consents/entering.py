"""Forms that somebody enters for a parent of Kit."""

import datetime as dt

from accounts.models import Child, Person
from consents.actions import answering
from consents.models import Purpose, Signature
from consents.selectors import notices


def enter(child: Child, signer: Person, *yes: str, by: Person, signed_on: dt.date | None = None) -> Signature:
    """A paper form with yes to the named purposes and no to all others, entered by `by`."""
    asked = [purpose.code for purpose in Purpose.objects.asked()]
    sitting = answering.Sitting(
        answers={code: code in yes for code in asked},
        notices={code: notice.pk for code, notice in notices.current().items()},
        typed_name=str(signer),
        declared=True,
        seen=answering.last_answer(child.pk),
        means="paper",
        signed_on=signed_on,
    )
    return answering.enter_signature(child, actor=by, signer=signer, sitting=sitting, note="In the file")
