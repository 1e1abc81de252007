"""The setting's tablet in a parent's hands: a session that knows one handover and nothing else.

It begins by ending the session of whoever hands the tablet over, so that nothing of theirs is left on the
device. It ends ten minutes after its last use, an hour after it began, or when it is handed back; then
whoever works here signs in again. `consents.middleware` keeps it off every other page.
"""

import datetime as dt

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from consents.models import Handover
from workflow import clock

KEY = "pictures_tablet"
IDLE = dt.timedelta(minutes=10)
# The page goes by itself a little after the session is over, so that it cannot be read by whoever comes next.
GOES_AFTER_SECONDS = int(IDLE.total_seconds()) + 5
# Names of the URLs that can be reached from the tablet; a new one has to be added on purpose.
BEFORE_THE_CHECK = frozenset({"pictures-tablet", "pictures-tablet-back"})
PAGES = BEFORE_THE_CHECK | {
    "pictures",
    "pictures-answer",
    "pictures-check",
    "pictures-leave",
    "pictures-signed",
    "pictures-withdraw",
    "pictures-withdrawn",
}


def begin(request: HttpRequest, handover: Handover) -> None:
    """Sign the member of staff out on this device, and begin the parent's session with a new key."""
    logout(request)
    request.session[KEY] = {"handover": str(handover.pk), "until": _until()}
    request.session.set_expiry(GOES_AFTER_SECONDS)


def is_handed_over(request: HttpRequest) -> bool:
    """Whether this device was handed over and has not been handed back, be its time over or not."""
    return KEY in request.session


def handover_of(request: HttpRequest) -> Handover | None:
    """The handover of this session; None without one, or when its time is over. One query."""
    said = request.session.get(KEY)
    if not said or clock.now().timestamp() > said["until"]:
        return None
    found = Handover.objects.open().filter(pk=said["handover"]).select_related("person", "child").first()
    if found is None or (found.person.left_on and found.person.left_on < clock.today()):
        return None
    return found


def renew(request: HttpRequest) -> None:
    """Ten minutes more."""
    request.session[KEY] = {**request.session[KEY], "until": _until()}
    request.session.set_expiry(GOES_AFTER_SECONDS)


def end(request: HttpRequest) -> None:
    """Nothing of the session is left."""
    request.session.flush()


def leave_nothing(response: HttpResponse) -> HttpResponse:
    """What a browser might still hold of the pages before is not shown again by "back", nor to whoever is next."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["Clear-Site-Data"] = '"cache"'
    for name in (settings.LANGUAGE_COOKIE_NAME, "messages"):
        response.delete_cookie(name, samesite="Lax")
    return response


def _until() -> float:
    return (clock.now() + IDLE).timestamp()
