"""Question pages: keep what was typed as it was typed, and bind a form to it again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

# A draft keeps so much per page; a form may refuse less, and then says so at the field.
TYPED_LIMIT = 200_000

Typed = dict[str, list[str]]


class QuestionForm(forms.Form):
    """One question page. The template draws `rows`; the check page reads `groups`."""

    title: Any = ""
    # Where everything may stay empty, the page says so once, not at each field.
    marks_optional = False
    # Field → value of an option → name of the field that this option brings with it.
    revealed_fields: Mapping[str, Mapping[str, str]] = {}

    @property
    def groups(self) -> list[tuple[Any, list[str]]]:
        """Names of fields that stand side by side, with the legend that a group of its own needs."""
        return [("", [name]) for name in self.fields]

    @property
    def rows(self) -> Iterator[tuple[Any, list[BoundField]]]:
        """The same as fields to draw, without those that an option brings with it."""
        revealed = {name for names in self.revealed_fields.values() for name in names.values()}
        for legend, names in self.groups:
            drawn = [self[name] for name in names if name not in revealed]
            if drawn:
                yield legend, drawn


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
