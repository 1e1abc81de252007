"""Contact with families that have left: only if they ask, and only by official means (S4.2.5)."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from social.models.families import LeaverContact
from social.selectors import leavers
from workflow import clock, engine


def note_request(
    child: Child, *, actor: Person, person: Person, asked_on: dt.date, asked_how: str, means: str
) -> LeaverContact:
    """Note that the family of a child that left asked for contact, and by which official means it has it.

    Raises NotAllowed, or ValidationError: for a child that is still here, for somebody who is not of
    its family, without the family's request, or for any other means.
    """
    if child.left_on is None or child.left_on >= clock.today():
        raise ValidationError(_("This child has not left: the ordinary ways of the setting are for them."))
    if asked_on > clock.today():
        raise ValidationError({"asked_on": _("Enter the day on which they asked.")})
    if not asked_how.strip():
        raise ValidationError(
            {"asked_how": _("Say how they asked. Without their request there is no contact.")}
        )
    if means not in LeaverContact.Means.values:
        raise ValidationError({"means": _("Choose one of the setting’s own ways.")})
    if not leavers.family_of(child).filter(pk=person.pk).exists():
        raise ValidationError({"person": _("Choose somebody of the child’s family.")})
    row = LeaverContact(
        child=child, person=person, left_on=child.left_on, asked_on=asked_on, asked_how=asked_how.strip(),
        means=means, by=actor, noted_on=clock.today(),
    )  # fmt: skip
    row.clean_fields(exclude=["child", "person", "by"])
    with transaction.atomic(durable=True):
        engine.create(row, "note", actor=actor)
    return row
