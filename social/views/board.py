"""The board of posts, the month, and what a colleague must read today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from pages.access import allowed
from pages.lists import window
from social.forms.board import BoardFilter
from social.permissions.board import can_see_board
from social.selectors import board as selectors
from social.selectors import off
from social.selectors.last_look import missed

PAGE_SIZE = 25


@allowed(can_see_board)
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Every group with its first posts, or one group page by page."""
    person, chosen = request.user.person, BoardFilter(request.GET)
    account, code = chosen.said.get("account"), chosen.said.get("group")
    context = {
        "filter": chosen,
        "account": account,
        "off": off.lines(person, account),
        "missed": missed(person),
    }
    if not code:
        groups = selectors.board(person, account)
        return render(request, "social/board.html", context | {"groups": groups})
    group = selectors.GROUPS[code]
    page = window(group.narrow(selectors.posts(person, account)), request.GET.get("page"), PAGE_SIZE)
    return render(request, "social/board.html", context | {"group": group, "code": code, "page": page})


@allowed(can_see_board)
@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """A month of posts: as weeks on a wide screen and on paper, as a list everywhere."""
    chosen = BoardFilter(request.GET)
    del chosen.fields["group"]
    account = chosen.said.get("account")
    first = selectors.asked_month(request.GET.get("month"))
    context = {
        "filter": chosen,
        "account": account,
        "month": selectors.month(request.user.person, first, account),
    }
    return render(request, "social/board_month.html", context)


@allowed(can_see_board)
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """One screen of a phone: what waits for this colleague now."""
    person = request.user.person
    context = {"today": selectors.today(person), "off": off.lines(person), "missed": missed(person)}
    return render(request, "social/board_today.html", context)
