"""Pages that are complete in several languages: the reader's own, by their choice or their browser's.

All other pages stay in English, whatever a browser prefers: half a page in each language helps nobody.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

View = Callable[..., HttpResponse]
PARAMETER = "language"
YEAR = 365 * 24 * 3600


def in_readers_language(view: View) -> View:
    """`?language=pl` chooses, and is remembered by the browser; without a choice, the browser's languages decide."""

    @wraps(view)
    def translated(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = request.GET.get(PARAMETER, "")
        is_known = chosen in dict(settings.LANGUAGES)
        language = chosen if is_known else translation.get_language_from_request(request)
        # Everything is rendered inside: no response here is written later.
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if is_known:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                chosen,
                max_age=YEAR,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return translated
