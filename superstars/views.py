"""The home page: what this person can do, and what waits for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.middleware import may_see_history
from accounts.selectors.once import asked_once
from incidents.permissions import can_send_report
from incidents.report_types import REPORT_TYPES
from pages.access import signed_in
from superstars.home import cards


@signed_in(second_factor=False)
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Everybody may report from here; what waits for a leader is shown with a second factor only."""
    person = request.user.person
    types = REPORT_TYPES.values() if can_send_report(person) else ()
    with asked_once():
        waiting = cards(person) if may_see_history(request) else ()
        ways = [card for card in waiting if card.is_way]
        context = {"types": types, "cards": [card for card in waiting if not card.is_way], "ways": ways}
        return render(request, "superstars/home.html", context)
