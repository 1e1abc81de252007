"""The words of a clause as a page draws them."""

from django import template
from django.utils.safestring import SafeString

from policies.outline import plain
from policies.rendering import to_html

register = template.Library()


@register.filter
def clause_html(text: str) -> SafeString:
    """Its words with their emphasis and links."""
    return to_html(text)


@register.filter
def clause_words(text: str) -> str:
    """Its words alone: for labels, and for what is a link already."""
    return plain(text)
