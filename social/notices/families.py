"""Who is told of a family's message, of a check that is due, and how families are told of our accounts."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import LEADER_ROLES, SAFEGUARDING_ROLES, Person, Role
from accounts.notices import still
from accounts.selectors import holders
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from social.models.families import FamilyWord, WordDelivery
from social.models.moderation import CommentWatch, FamilyMessage
from social.notices.parents import in_every_language
from social.selectors import comments, word
from workflow.deadlines import Reminded

ROLES = {"manager": Role.MANAGER, "deputy": Role.DEPUTY_MANAGER, "owner": Role.OWNER}


def _to_redirect(person: Person) -> Any:
    """Messages that wait, for leaders who may know of them today."""
    rows = FamilyMessage.objects.waiting()
    return rows.visible_to(person) if person.is_leader else rows.none()


def _for_leaders(rows: Any) -> Any:
    return lambda person: rows() if person.holds(*LEADER_ROLES) else rows().none()


MESSAGE = kinds.register(
    Kind(
        code="family-message",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("A message on one of our accounts waits to be redirected"),
        path=lambda message: reverse("families-message", args=[message.object_id]),
        still_wanted=still(_to_redirect),
        in_digest=True,
        note=gettext_lazy(
            "Send the setting’s words, or telephone. There is no conversation on the accounts."
        ),
    )
)
CHILD = kinds.register(
    Kind(
        code="family-message-child",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("A message on one of our accounts may be from a child"),
        path=lambda message: reverse("families-message", args=[message.object_id]),
        still_wanted=still(_to_redirect),
    )
)
CHECK = kinds.register(
    Kind(
        code="comment-check",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("Look at the comments of an account"),
        path=lambda message: reverse("families-checks"),
        still_wanted=still(_for_leaders(comments.due)),
        in_digest=True,
        note=gettext_lazy("Once a week somebody looks at what others wrote below our posts."),
    )
)
PAPER = kinds.register(
    Kind(
        code="family-word-paper",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("Families are to be told something on paper"),
        path=lambda message: reverse("families-word", args=[message.object_id]),
        still_wanted=still(_for_leaders(word.with_paper_waiting)),
        in_digest=True,
        note=gettext_lazy("They have no e-mail address. Hand it over, and note the day."),
    )
)
WORD = kinds.register(
    Kind(
        code=word.MAIL,
        audience=Audience.PERSONAL,
        title=lambda message: gettext_lazy("How we use social media: please read"),
        path=lambda message: reverse("families-told", args=[message.object_id]),
        still_wanted=word.still_told,
    )
)


def message_noted(message: FamilyMessage) -> None:
    """Those who redirect are told with their digest; of a child, the safeguarding leads at once (S5.10h)."""
    outbox.queue(MESSAGE.code, _may_know(message, ("manager", "deputy")), about=message, dedupe="noted")
    if message.sender == FamilyMessage.Sender.CHILD:
        held = holders()
        leads = set().union(*(held[role] for role in SAFEGUARDING_ROLES))
        outbox.queue(CHILD.code, _without_family(message, leads), about=message, dedupe="child")


def message_due(message: FamilyMessage, said: Reminded, *, occasion: str) -> None:
    outbox.queue(MESSAGE.code, _may_know(message, said.audiences), about=message, dedupe=occasion)


def check_due(watch: CommentWatch, said: Reminded, *, occasion: str) -> None:
    outbox.queue(CHECK.code, _holding(said.audiences), about=watch, dedupe=occasion)


def paper_due(about: FamilyWord, said: Reminded, *, occasion: str) -> None:
    """One line for each version, whatever the number of families."""
    outbox.queue(PAPER.code, _holding(said.audiences), about=about, dedupe=occasion)


def tell(delivery: WordDelivery) -> None:
    """The mail itself, in every language of the parents' pages: a title, a link, and nobody's name."""
    told = delivery.word
    url = settings.SITE_URL + reverse("families-told", args=[told.pk])
    secret = in_every_language(lambda: _("How we use social media: please read"), lambda: _text(told, url))
    outbox.queue(WORD.code, [delivery.person_id], about=told, dedupe="told", secret=secret)


def _text(told: FamilyWord, url: str) -> str:
    if told.number > 1:
        begins = _("What we tell families about our pages on social media has changed. Please read it:")
    else:
        begins = _("We have pages on social media. Please read what is shown there, and what never is:")
    ends = _("You need no account on social media: you hear everything from us in other ways too.")
    return f"{begins}\n\n{url}\n\n{ends}"


def _may_know(message: FamilyMessage, audiences: Any) -> set[Any]:
    """Without those whose own family it is; the owner where nobody else is left."""
    found = _without_family(message, _holding(audiences))
    return found or _without_family(message, _holding(["owner"]))


def _without_family(message: FamilyMessage, ids: set[Any]) -> set[Any]:
    rows = FamilyMessage.objects.filter(pk=message.pk)
    return {person.pk for person in Person.objects.filter(pk__in=ids) if rows.apart_from(person).exists()}


def _holding(audiences: Any) -> set[Any]:
    held = holders()
    return set().union(*(held[ROLES[code]] for code in audiences if code in ROLES))
