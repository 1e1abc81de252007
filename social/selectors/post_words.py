"""The names of children and places in a post that nobody has explained yet."""

import dataclasses
from collections.abc import Iterable

from accounts.models import Child
from social.models import PlaceName, Post, PostEntry
from social.naming import Found, found_in


@dataclasses.dataclass(frozen=True)
class Unclear:
    """A word of the text or of a description, and whether it may be a child or a place."""

    text: str
    is_child: bool


def unclear_words(post: Post) -> list[Unclear]:
    """What must be changed, or explained by a leader, before anybody else sees it. Four queries."""
    texts = [post.text, post.objective, *post.pictures.shown().values_list("alt_text", flat=True)]
    found = found_everywhere(texts)
    cleared = _cleared(post, {one.text for one in found})
    return [Unclear(one.text, one.is_child) for one in found if one.text not in cleared]


def found_everywhere(texts: Iterable[str]) -> list[Found]:
    """Each word once, from all the texts, in their order."""
    children = [
        f"{given} {family}" for given, family in Child.objects.values_list("given_name", "family_name")
    ]
    places = list(PlaceName.objects.values_list("name", flat=True))
    return list(dict.fromkeys(one for text in texts for one in found_in(text, children, places)))


def _cleared(post: Post, words: set[str]) -> set[str]:
    """Explained for this post. What is written small all through is a word of every day, explained once for all."""
    if not words:
        return set()
    said = PostEntry.objects.filter(kind=PostEntry.Kind.NOT_A_NAME, word__in=words)
    return {word for word, pk in said.values_list("word", "post") if pk == post.pk or word == word.lower()}
