"""The permission rule of every URL, declared where the view is.

`rule` stands on the view; a system check refuses to start with a URL that has none.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
T = TypeVar("T", bound=Model)


def public(view: View) -> View:
    """Anybody, signed in or not."""
    return _with_rule(view, "public", second_factor=False)


def signed_in(view: View | None = None, *, second_factor: bool = True) -> Any:
    """Anybody with a sign-in. `second_factor=False`: leaders may come here without one (reporting)."""
    decorate = _require(lambda person: True, "signed in", second_factor)
    return decorate(view) if view else decorate


def allowed(predicate: Callable[[Any], bool], *, second_factor: bool = True) -> Callable[[View], View]:
    """Persons for whom `predicate(person)` holds; others see 403, which tells nothing about any row."""
    return _require(predicate, predicate.__name__, second_factor)


def checks_itself(view: View, rule: str) -> View:
    """For views that must answer without a session, such as a save after a time-out; `rule` says how."""
    return _with_rule(view, rule, second_factor=False)


def _require(predicate: Callable[[Any], bool], rule: str, second_factor: bool) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
            if not predicate(request.user.person):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        # The forms that are sent to it outlive their session (pages.timeouts).
        checked.needs_sign_in = True  # type: ignore[attr-defined]
        return _with_rule(checked, rule, second_factor=second_factor)

    return decorate


def _with_rule(view: View, rule: str, *, second_factor: bool) -> View:
    view.rule = rule  # type: ignore[attr-defined]
    view.second_factor = second_factor  # type: ignore[attr-defined]
    return view


def get_or_404(rows: "QuerySet[T]", **lookup: Any) -> T:
    """The one row of `rows` (already narrowed to what the person may see), or 404."""
    found = rows.filter(**lookup).first()
    if found is None:
        raise Http404
    return found
