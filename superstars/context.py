"""What every page shows: navigation, the bell, and the banner about missing leaders."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.middleware import may_see_history
from accounts.models import LEADER_ROLES, Person, Role
from accounts.permissions import can_see_people
from accounts.selectors import missing_leaders
from accounts.selectors.once import asked_once
from consents.permissions import can_see_sheet
from incidents.permissions import can_see_queue, can_send_report
from notifications import selectors
from policies.permissions import can_see_dashboard
from social.permissions.access import can_ask

QUICK_EXIT_URL = "https://www.bbc.co.uk/weather"


def site(request: HttpRequest) -> dict[str, Any]:
    """Context of every template. Nothing is read from the database until a template asks."""
    common = {"quick_exit_url": QUICK_EXIT_URL, "demo": settings.DEMO}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return common
    person = user.person
    return common | {
        "nav": SimpleLazyObject(lambda: _navigation(request, person)),
        "bell_count": SimpleLazyObject(lambda: _bell_count(request, person)),
        "site_banners": SimpleLazyObject(lambda: _banners(person)),
    }


def _navigation(request: HttpRequest, person: Person) -> list[dict[str, Any]]:
    """The pages of this person. What is only their own stands in the menu beside their name."""
    common, own = [(_("Home"), "home")], [(_("My reports"), "my-reports")]
    if can_see_dashboard(person):
        common.append((_("Dashboard"), "dashboard"))
    if can_send_report(person):
        common.append((_("Report"), "report-start"))
    common.append((_("Policies"), "policies"))
    if can_see_sheet(person):
        common.append((_("Pictures"), "picture-sheet"))
    elif person.holds(Role.PARENT):
        common.append((_("Pictures"), "pictures"))
    if can_ask(person):
        common.append((_("Social media"), "social"))
    if can_see_queue(person):
        common.append((_("Cases"), "queue"))
    if can_see_people(person):
        common.append((_("People"), "people"))
    if person.is_staff_member:
        own.append((_("My actions"), "my-actions"))
    return [
        {"label": label, "url": url, "current": request.path == url, "own": is_own}
        for entries, is_own in ((common, False), (own, True))
        for label, url in ((label, reverse(name)) for label, name in entries)
    ]


def _bell_count(request: HttpRequest, person: Person) -> int:
    """A number tells of cases: without a second factor a leader sees none."""
    with asked_once():
        return len(selectors.bell(person)) if may_see_history(request) else 0


def _banners(person: Person) -> list[str]:
    """Without an owner, a DSL and a different deputy, conflicts cannot be routed; nobody is refused."""
    if person.roles.isdisjoint(LEADER_ROLES):
        return []
    missing = missing_leaders()
    if not missing:
        return []
    return [
        _(
            "Nobody holds this role: %(roles)s. Concerns are still taken, "
            "but conflicts of interest cannot be kept apart."
        )
        % {"roles": ", ".join(missing)}
    ]
