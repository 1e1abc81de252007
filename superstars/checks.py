"""System checks of the whole: no demo in public, no URL without a permission rule, a key that seals certificates."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register
from django.core.checks import Warning as Caution
from django.urls import URLPattern, URLResolver, get_resolver

from documents import keys


@register
def demo_stays_at_home(**kwargs: Any) -> list[CheckMessage]:
    """The demo signs anybody in as anybody: never on a host that others can reach."""
    if settings.DEMO and not settings.IS_LOCAL:
        return [
            Error(
                "DEMO is on and ALLOWED_HOSTS names a public host.",
                hint="Unset DEMO, or serve on localhost only.",
                id="superstars.E001",
            )
        ]
    return []


@register
def every_url_has_a_rule(**kwargs: Any) -> list[CheckMessage]:
    """Each view says who may come in (`pages.access`)."""
    return [
        Error(f"The URL {route} has no permission rule.", id="superstars.E002")
        for route, pattern in url_patterns()
        if not hasattr(pattern.callback, "rule")
    ]


@register
def certificates_can_be_sealed(**kwargs: Any) -> list[CheckMessage]:
    """Without its key the site gives nobody a certificate and knows none again; concerns are taken all the same.

    A key that is not there yet is no fault of a first start, which makes it.
    """
    lost = "Nobody is given a certificate about pictures, and none can be checked by its file."
    try:
        keys.known()
    except keys.Missing as error:
        return [Info(f"{error} {lost}", hint="Restore it, if there was one.", id="superstars.I001")]
    except keys.NoKey as error:
        return [Caution(f"{error} {lost}", hint="See docs/running.md.", id="superstars.W001")]
    return []


def url_patterns(resolver: URLResolver | None = None, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every route of the URLconf with its pattern, as the tables of the tests enumerate them too."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from url_patterns(entry, route)
        else:
            yield route, entry
