"""What somebody chose and has not signed yet, as far as it still fits what is asked."""

from collections.abc import Mapping

from accounts.models import Child, Person
from consents.models import Answer, AnswerDraft, Notice


def of(person: Person, child: Child) -> AnswerDraft | None:
    """Their own; None once they have said anything about the child since it was drawn."""
    draft = AnswerDraft.objects.filter(person=person, child=child).first()
    if draft is None:
        return None
    later = Answer.objects.filter(person=person, child=child, sequence__gt=draft.seen)
    return None if later.exists() else draft


def fitting(draft: AnswerDraft | None, current: Mapping[str, Notice]) -> dict[str, bool]:
    """The choices that were made on the words of today; the others are to be made anew."""
    if draft is None:
        return {}
    return {
        code: is_yes
        for code, is_yes in draft.answers.items()
        if code in current and draft.notices.get(code) == str(current[code].pk)
    }
