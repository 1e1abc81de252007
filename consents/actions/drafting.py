"""What somebody chose and has not signed: kept for them alone, never audited, gone at signing or on its day."""

import uuid
from collections.abc import Mapping

from accounts.models import Child, Person
from consents.models import AnswerDraft
from consents.models.requests import draft_expiry
from consents.selectors import families
from workflow import clock


def keep(
    child_id: uuid.UUID,
    *,
    actor: Person,
    answers: Mapping[str, bool],
    notices: Mapping[str, str],
    seen: int,
) -> None:
    """Keep the choices of one page in place of earlier ones. Nothing is kept for a child that is not theirs."""
    if not families.children_of(actor).filter(pk=child_id).exists():
        return
    AnswerDraft.objects.update_or_create(
        person=actor,
        child_id=child_id,
        defaults={
            "answers": dict(answers),
            "notices": dict(notices),
            "seen": seen,
            "updated_at": clock.now(),
            "delete_on": draft_expiry(),
        },
    )


def discard(child: Child, *, actor: Person) -> None:
    """They have said something else since."""
    AnswerDraft.objects.filter(person=actor, child=child).delete()
