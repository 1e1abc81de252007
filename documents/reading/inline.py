"""Inline Markdown: what stands for itself is escaped, and links that lead nowhere become words."""

import html
import re

_MEANS_SOMETHING = re.compile(
    r"""\\(?=[\\`*_{}\[\]()\#+.!<>&-])   # a backslash that would be taken for an escape
      | `
      | \*(?=\S) | (?<=\S)\*
      | \](?=\s?[(\[])
      | <(?=[A-Za-z/!?])
      | &(?=\#?\w+;)""",
    re.VERBOSE,
)
_UNDERSCORES = re.compile(r"_+")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<&])")
_LINK = re.compile(r"(?<![!\\])\[(?P<words>(?:[^\[\]\\]|\\.)*)\]\(\s*(?:(?:<\s*>|\#)\s*)?\)")
_DEFINITION = re.compile(
    r" {0,3}\[(?P<name>[^\]]+)\]:[ \t]*(?P<address>\S*)(?:[ \t]+(?:\"[^\"]*\"|'[^']*'))?[ \t]*"
)
_REFERENCE = re.compile(r"(?<![!\\])\[(?P<words>(?:[^\[\]\\]|\\.)+)\]\s?\[(?P<name>[^\]]*)\]")
_LONGEST_DEFINITION = 2000
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPECIAL = re.compile(r"[\\`*_\]<]")


def escape(text: str) -> str:
    """`text` so that Markdown shows it as it stands."""
    places = to_escape(text)
    return "".join("\\" * (at in places) + letter for at, letter in enumerate(text))


def to_escape(text: str) -> set[int]:
    """Where in `text` a backslash is needed before a character."""
    places = {found.start() for found in _MEANS_SOMETHING.finditer(text)}
    for run in _UNDERSCORES.finditer(text):
        before, after = text[max(run.start() - 1, 0) : run.start()], text[run.end() : run.end() + 1]
        # Inside a word they mean nothing, and alone neither; at its edge they emphasise, however many.
        if not (before.isalnum() and after.isalnum()) and (before + after).strip():
            places.update(range(run.start(), run.end()))
    return places


def unescape(text: str) -> str:
    """The words that `escape` was given."""
    return _ESCAPED.sub(r"\1", text)


def without_empty_links(text: str) -> str:
    """[words]() and [words](#) → words; other links stay."""
    return _LINK.sub(lambda found: found["words"], text)


def definitions(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines without Markdown's link definitions ("[name]: address"), and the addresses by name.

    A definition that no link names stays where it is: its words may be meant.
    """
    named = {_name(found) for line in lines for found in _REFERENCE.finditer(line)}
    targets: dict[str, str] = {}
    kept = []
    for line in lines:
        found = _DEFINITION.fullmatch(line) if len(line) <= _LONGEST_DEFINITION else None
        if found and found["name"].casefold() in named:
            targets.setdefault(found["name"].casefold(), found["address"])
        else:
            kept.append(line)
    return kept, targets


def with_targets(line: str, targets: dict[str, str]) -> str:
    """`[words][name]` → `[words](address)`, for the names that are defined."""

    def linked(found: re.Match[str]) -> str:
        name = _name(found)
        return f"[{found['words']}]({targets[name]})" if name in targets else found[0]

    return _REFERENCE.sub(linked, line) if targets else line


def _name(reference: re.Match[str]) -> str:
    return (reference["name"] or reference["words"]).casefold()


def without_entities(text: str) -> str:
    """`&amp;` → `&`: the characters that Markdown shows, escaped where it would see more in them."""
    return _ENTITY.sub(lambda found: _SPECIAL.sub(r"\\\g<0>", html.unescape(found[0])), text)


def without_comments(text: str) -> str:
    """`text` without `<!-- … -->`, which no reader of the document sees."""
    kept, at = [], 0
    while (begin := text.find("<!--", at)) >= 0 and (end := text.find("-->", begin + 4)) >= 0:
        kept.append(text[at:begin])
        at = end + 3
    return "".join([*kept, text[at:]])
