"""A form on paper, of equal standing: printed for one child, with words that stay bound to what comes back."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Child, Person
from consents.actions.locking import lock_children
from consents.models import PaperForm, Purpose
from consents.selectors import notices
from consents.wording import DECLARATION
from workflow import audit, clock, engine


def print_form(child: Child, *, actor: Person) -> PaperForm:
    """The form with the words of today; the same one as long as nothing on it has changed.

    Raises NotAllowed, or ValidationError while a use has no words yet.
    """
    asked, current = list(Purpose.objects.asked()), notices.current()
    if notices.unknown_to(current):
        raise ValidationError(_("Some uses have no notice yet. Publish the words first."))
    with transaction.atomic(durable=True):
        record = lock_children([child.pk])[child.pk]
        told = {purpose.pk: str(current[purpose.pk].pk) for purpose in asked}
        form = PaperForm(
            child=child,
            notices=told,
            shown=audit.canonical([notices.words(current[code]) for code in sorted(told)]),
            declaration=str(DECLARATION),
            printed_at=clock.now(),
            printed_by=actor,
        )
        form.shown_sha256 = audit.sha256(form.shown)
        last = PaperForm.objects.filter(child=child).order_by("-printed_at").first()
        if last and (last.shown_sha256, last.declaration) == (form.shown_sha256, form.declaration):
            return last
        engine.record(record, "print form", actor=actor, contents=[form])
        form.save(force_insert=True)
    return form
