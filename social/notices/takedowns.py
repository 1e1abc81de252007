"""Who is told that a post must come down, that it is late, and that it is gone. Never why, and never who said No."""

import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import SAFEGUARDING_ROLES, Person, Role
from accounts.notices import still
from accounts.selectors import holders, recipients
from notifications import kinds, outbox
from notifications.kinds import Audience, Kind
from notifications.models import Message
from social.models.takedowns import TakeDown, TakeDownWord
from social.notices.parents import in_every_language
from social.selectors import takedowns


def _open_to(person: Person) -> Any:
    return TakeDown.objects.open().visible_to(person)


def _told_to(person: Person, messages: list[Message]) -> set[uuid.UUID]:
    rows = TakeDownWord.objects.filter(person=person, pk__in=[one.object_id for one in messages])
    found = set(rows.values_list("pk", flat=True))
    return {message.pk for message in messages if message.object_id in found}


TO_DO = kinds.register(
    Kind(
        code="takedown",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("A post must be taken down"),
        path=lambda message: reverse("takedown", args=[message.object_id]),
        still_wanted=still(_open_to),
        note=gettext_lazy(
            "Something in it may no longer be shown. Take it down, and note how one can see it:"
        ),
    )
)
LATE = kinds.register(
    Kind(
        code="takedown-late",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("A post should be down by now, and is not"),
        path=lambda message: reverse("takedown", args=[message.object_id]),
        still_wanted=still(_open_to),
        note=gettext_lazy(
            "See that it comes down today. Ask whether it is a breach of personal data: "
            "the Information Commissioner must be told of some within 72 hours."
        ),
    )
)
TELL = kinds.register(
    Kind(
        code="takedown-tell",
        audience=Audience.DUTY,
        title=lambda message: gettext_lazy("A parent without e-mail is to be told that a post is down"),
        path=lambda message: reverse("takedowns-to-tell"),
        still_wanted=still(takedowns.to_tell),
        in_digest=True,
    )
)
TOLD = kinds.register(
    Kind(
        code="takedown-told",
        audience=Audience.PERSONAL,
        title=lambda message: gettext_lazy("It has been taken down"),
        path=lambda message: reverse("takedown-told", args=[message.object_id]),
        still_wanted=_told_to,
    )
)


def to_do(takedown: TakeDown) -> None:
    """One message for each post, whatever its causes: two would tell that there are two."""
    others = TakeDown.objects.open().filter(post=takedown.post_id).exclude(pk=takedown.pk)
    if not others.exists():
        outbox.queue(TO_DO.code, _who_take_down(), about=takedown, dedupe=f"open {takedown.version}")


def late(takedown: TakeDown, *, occasion: str) -> None:
    """The owner, and those who should have done it; once for each post."""
    earlier = TakeDown.objects.open().filter(post=takedown.post_id, pk__lt=takedown.pk)
    if takedowns.late_ones(earlier).exists():
        return
    told = holders()[Role.OWNER] | _who_take_down()
    outbox.queue(LATE.code, told, about=takedown, dedupe=occasion)


def gone(row: TakeDownWord) -> None:
    """A parent who said No is told by mail, or by a safeguarding lead where there is no address."""
    if not row.by_mail:
        held = holders()
        leads = set().union(*(held[role] for role in SAFEGUARDING_ROLES))
        outbox.queue(TELL.code, leads, about=row, dedupe="tell")
        return
    url = settings.SITE_URL + reverse("takedown-told", args=[row.pk])

    def text() -> str:
        begins = _(
            "You said No to a use of pictures. What was on our own page is taken down. Read more here:"
        )
        return f"{begins}\n\n{url}"

    secret = in_every_language(lambda: _("It has been taken down"), text)
    outbox.queue(TOLD.code, [row.person_id], about=row, dedupe="gone", secret=secret)


def can_be_mailed(person_id: uuid.UUID) -> bool:
    found = recipients([person_id]).get(person_id)
    return found is not None and bool(found.address)


def _who_take_down() -> set[uuid.UUID]:
    """Manager and deputy; the owner where there is neither."""
    held = holders()
    return held[Role.MANAGER] | held[Role.DEPUTY_MANAGER] or held[Role.OWNER]
