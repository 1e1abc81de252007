"""Question pages: keep what was typed as it was typed, and bind a form to it again."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

# A draft keeps so much per page; a form may refuse less, and then says so at the field.
TYPED_LIMIT = 200_000

Typed = dict[str, list[str]]


def typed_in(post: QueryDict, form: forms.BaseForm) -> Typed | None:
    """What was typed into `form`'s fields, right or wrong, fit to be stored as JSON.

    None when it is more than a draft keeps; the page itself still shows it.

    NUL cannot be stored by PostgreSQL and cannot be typed by people: it is left out.
    """
    names = {form.add_prefix(name) for name in form.fields}
    kept = {name: [v.replace("\0", "") for v in post.getlist(name)] for name in names if name in post}
    size = sum(len(value) for values in kept.values() for value in values)
    return kept if size <= TYPED_LIMIT else None


def as_data(typed: Mapping[str, Any]) -> MultiValueDict:
    """What `typed_in` kept, as data for a form."""
    return MultiValueDict({name: list(values) for name, values in typed.items()})


def after(pages: Sequence[str], page: str) -> str | None:
    """The page that follows `page`; None after the last."""
    position = pages.index(page) + 1
    return pages[position] if position < len(pages) else None


def before(pages: Sequence[str], page: str) -> str | None:
    """The page before `page`; None before the first."""
    position = pages.index(page)
    return pages[position - 1] if position else None
