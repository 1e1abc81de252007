"""What parents are told of a use beside its notice."""

from django import template

from consents.models import Purpose
from consents.selectors.notices import basis_in, reading_language

register = template.Library()


@register.filter
def lawful_basis(purpose: Purpose) -> str:
    """Why a use of pictures is lawful, in the reader's language."""
    return basis_in(reading_language(), purpose)
