"""Who is at the parents' pages: somebody signed in, a guest by link and code, or at the setting's tablet.

A guest's session is bound to one person and knows nothing else: no sign-in, no other page. It ends
half an hour after its last use, and two hours after it began. What was chosen is kept when it ends,
for the person who chose it and nobody else: the form carries a signed token that names both.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.models import Child, Person
from consents import tablet
from consents.models import Invitation, Means
from pages.access import checks_itself
from pages.languages import in_readers_language
from pages.timeouts import outlives_sign_in
from workflow import clock

GUEST, LINK = "pictures_guest", "pictures_link"
IDLE, LONGEST = dt.timedelta(minutes=30), dt.timedelta(hours=2)
SALT, FIELD = "consents.answers", "keep_for"
BELIEVED = dt.timedelta(hours=24)

View = Callable[..., HttpResponse]


@dataclasses.dataclass(frozen=True)
class Visitor:
    """Whoever is at the page, and how they came in."""

    person: Person
    means: str
    link: uuid.UUID | None = None

    @property
    def is_guest(self) -> bool:
        """Not signed in: they see what is their own, whatever else they are here."""
        return self.means in (Means.LINK, Means.TABLET)

    @property
    def is_at_tablet(self) -> bool:
        return self.means == Means.TABLET

    @property
    def goes_after_seconds(self) -> int:
        """After which the page leaves the tablet by itself; 0 elsewhere."""
        return tablet.GOES_AFTER_SECONDS if self.is_at_tablet else 0


def visitor_of(request: HttpRequest) -> Visitor | None:
    """A sign-in goes before a guest's session; None without either, or when the guest's time is over."""
    if request.user.is_authenticated:
        return Visitor(request.user.person, Means.ACCOUNT)
    if tablet.is_handed_over(request):
        handover = tablet.handover_of(request)
        checked = handover is not None and handover.checked_at is not None
        return Visitor(handover.person, Means.TABLET, handover.pk) if handover and checked else None
    said = request.session.get(GUEST)
    moment = clock.now().timestamp()
    if not said or moment > said["until"] or moment > said["last"]:
        return None
    person = Person.objects.filter(pk=said["person"]).first()
    if person is None or (person.left_on and person.left_on < clock.today()):
        return None
    return Visitor(person, Means.LINK, uuid.UUID(said["link"]))


def let_in(request: HttpRequest, invitation: Invitation) -> None:
    """Begin a guest's session with a new key; whatever this browser's session held before is gone."""
    request.session.flush()
    moment = clock.now()
    request.session[GUEST] = {
        "person": str(invitation.person_id),
        "link": str(invitation.pk),
        "until": (moment + IDLE).timestamp(),
        "last": (moment + LONGEST).timestamp(),
    }
    request.session.set_expiry(int(LONGEST.total_seconds()))


def for_families(view: View) -> View:
    """Views that take a `visitor`; anybody else is led to where they can come in."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        visitor = visitor_of(request)
        if visitor is None:
            return come_in_first(request)
        if visitor.is_at_tablet:
            tablet.renew(request)
        elif visitor.is_guest:
            _renew(request)
        response = view(request, visitor, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return _for_both(in_readers_language(checked))


def come_in_first(request: HttpRequest, *, is_kept: bool = False) -> HttpResponse:
    """To the page that offers both ways in. A guest's session whose time is over is gone for good."""
    ended = request.session.pop(GUEST, None)
    if ended:
        request.session.flush()
    return redirect(reverse("pictures-enter") + ("?ended=1" if ended or is_kept else ""))


def _for_both(view: View) -> View:
    checks_itself(view, "account or link")
    # Leaders are parents too: their account shows nothing without its second factor.
    view.second_factor = True  # type: ignore[attr-defined]
    return view


def _renew(request: HttpRequest) -> None:
    said = request.session[GUEST]
    request.session[GUEST] = {**said, "until": (clock.now() + IDLE).timestamp()}


@dataclasses.dataclass(frozen=True)
class Drawn:
    """What a page of questions was drawn from; its token proves it."""

    person_id: uuid.UUID
    child_id: uuid.UUID
    seen: int
    notices: dict[str, str]


def token_of(drawn: Drawn) -> str:
    said = [str(drawn.person_id), str(drawn.child_id), drawn.seen, drawn.notices]
    return signing.dumps(said, salt=SALT, compress=True)


def drawn_from(request: HttpRequest, child_id: uuid.UUID) -> Drawn | None:
    """What the form that was sent was drawn from; None without a token of this site for this child."""
    try:
        person, child, seen, notices = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=BELIEVED)
    except (signing.BadSignature, ValueError):
        return None
    return Drawn(uuid.UUID(person), uuid.UUID(child), seen, notices) if child == str(child_id) else None


def _is_own(request: HttpRequest, pk: uuid.UUID) -> bool:
    return drawn_from(request, pk) is not None


# For the forms of these pages: a guest's other token changes at every coming in.
outlives_session = outlives_sign_in(_is_own)


def drawn_for(person: Person, child: Child, seen: int, notices: dict[str, Any]) -> Drawn:
    return Drawn(person.pk, child.pk, seen, {code: str(row.pk) for code, row in notices.items()})
