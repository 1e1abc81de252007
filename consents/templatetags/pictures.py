"""The drawing of a use of pictures, and its title in the reader's language."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def drawings(code: str) -> list[str]:
    """Templates of the drawing: that of the purpose, or of any, for a purpose that a setting added itself."""
    return [f"consents/pictures/{code}.svg.html", "consents/pictures/other.svg.html"]


@register.filter
def translated(words: str) -> str:
    """Words of the data in the reader's language, where the catalogue has them."""
    return _(words) if words else ""


@register.filter
def beside(shown: Sequence[bool], purposes: Sequence[Any]) -> Iterator[tuple[str, bool]]:
    """Each yes or no of a line with the title of its purpose. ValueError when they do not fit."""
    return zip((translated(purpose.title) for purpose in purposes), shown, strict=True)
