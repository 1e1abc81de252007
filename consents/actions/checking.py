"""The second person: what was entered for a parent is compared with the form before a yes counts (domain §3.6)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from consents.actions.locking import lock_children
from consents.models import Signature, SignatureCheck
from workflow import clock, engine


def check_signature(signature: Signature, *, actor: Person, agrees: bool, note: str = "") -> SignatureCheck:
    """Say that the entry agrees with the form, or how it differs. One that differs never becomes a yes.

    Raises NotAllowed for whoever signed or entered it; ValidationError when somebody has checked it,
    or where nothing says how it differs.
    """
    if not agrees and not note.strip():
        raise ValidationError({"note": _("Say what is different on the form.")})
    with transaction.atomic(durable=True):
        record = lock_children([signature.child_id])[signature.child_id]
        if signature.entered_by_id is None:
            raise ValidationError(_("They signed this themselves. There is nothing to check."))
        if actor.pk in (signature.entered_by_id, signature.person_id):
            raise engine.NotAllowed(actor, record, "check signature")
        if SignatureCheck.objects.filter(signature=signature).exists():
            raise ValidationError(_("Somebody has checked this already."))
        row = SignatureCheck(
            signature=signature,
            signer_id=signature.person_id,
            entered_by_id=signature.entered_by_id,
            by=actor,
            at=clock.now(),
            agrees=agrees,
            note=note.strip(),
        )
        reason = "agrees" if agrees else "differs"
        engine.record(record, "check signature", actor=actor, contents=[row], reason=reason)
        row.save(force_insert=True)
    return row
