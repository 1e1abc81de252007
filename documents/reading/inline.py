"""Inline Markdown: what stands for itself is escaped, and links that lead nowhere become words."""

import re

_MEANS_SOMETHING = re.compile(
    r"""\\(?=[\\`*_{}\[\]()\#+.!>-])   # a backslash that would be taken for an escape
      | `
      | \*(?=\S) | (?<=\S)\*
      | (?<!\w)_(?=[^\s_]) | (?<=[^\s_])_(?!\w)
      | \[(?=[^\]]*\]\s?[(\[])
      | <(?=[A-Za-z/!?])
      | &(?=\#?\w+;)""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"\\([\\`*_\[<&])")
_LINK = re.compile(r"(?<![!\\])\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\(\s*(?:<\s*>|\#)?\s*\)")
_DEFINITION = re.compile(
    r" {0,3}\[(?P<name>[^\]]+)\]:[ \t]*(?P<address>\S*)(?:[ \t]+(?:\"[^\"]*\"|'[^']*'))?[ \t]*"
)
_REFERENCE = re.compile(r"(?<![!\\])\[(?P<words>(?:[^\[\]\\]|\\.)+)\]\s?\[(?P<name>[^\]]*)\]")


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it stands."""
    places = to_escape(text)
    return "".join("\\" * (at in places) + letter for at, letter in enumerate(text))


def to_escape(text: str) -> set[int]:
    """Where in `text` a backslash is needed before a character."""
    return {found.start() for found in _MEANS_SOMETHING.finditer(text)}


def unescape(text: str) -> str:
    """The words that `escape` was given."""
    return _ESCAPED.sub(r"\1", text)


def without_empty_links(text: str) -> str:
    """[words]() and [words](#) → words; other links stay."""
    return _LINK.sub(lambda found: found["words"], text)


def definitions(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines without Markdown's link definitions ("[name]: address"), and the addresses by name."""
    text = "\n".join(lines)
    targets = {
        found["name"].casefold(): found["address"]
        for found in map(_DEFINITION.fullmatch, lines)
        if found and _reference(found["name"]).search(text)
    }
    kept = [
        line
        for line in lines
        if not ((found := _DEFINITION.fullmatch(line)) and found["name"].casefold() in targets)
    ]
    return kept, targets


def with_targets(line: str, targets: dict[str, str]) -> str:
    """`[words][name]` → `[words](address)`, for the names that are defined."""

    def linked(found: re.Match[str]) -> str:
        name = (found["name"] or found["words"]).casefold()
        return f"[{found['words']}]({targets[name]})" if name in targets else found[0]

    return _REFERENCE.sub(linked, line) if targets else line


def _reference(name: str) -> re.Pattern[str]:
    quoted = re.escape(name)
    return re.compile(rf"\]\s?\[{quoted}\]|\[{quoted}\]\[\]", re.IGNORECASE)
