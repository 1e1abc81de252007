"""The drawing of a use of pictures, and its title in the reader's language."""

from collections.abc import Iterator, Sequence
from typing import Any

from django import template
from django.conf import settings

from consents.models import FamiliesContact
from consents.selectors import families
from consents.selectors.notices import translated

register = template.Library()
register.filter(translated)


@register.filter
def drawings(code: str) -> list[str]:
    """Templates of the drawing: that of the purpose, or of any, for a purpose that a setting added itself."""
    return [f"consents/pictures/{code}.svg.html", "consents/pictures/other.svg.html"]


@register.simple_tag
def languages() -> list[tuple[str, str]]:
    """Code and name of each language, in its own words; Django's tag translates the names."""
    return list(settings.LANGUAGES)


@register.filter
def beside(shown: Sequence[bool], purposes: Sequence[Any]) -> Iterator[tuple[str, bool]]:
    """Each yes or no of a line with the title of its purpose. ValueError when they do not fit."""
    return zip((translated(purpose.title) for purpose in purposes), shown, strict=True)


@register.filter
def of(words: Any, code: str) -> Any:
    """What stands for `code` in a table of words."""
    return words[code]


@register.simple_tag
def families_contact() -> FamiliesContact | None:
    """What stands at the foot of every page of parents."""
    return families.contact()
