"""The words of a clause as a page draws them."""

from django import template

from policies.outline import plain

register = template.Library()


@register.filter
def clause_words(text: str) -> str:
    """Its words without the marks of Markdown."""
    return plain(text)
