"""Inline Markdown as a reader sees it: by the renderer itself, not by what wrote it."""

import html
import re

from markdown import Markdown


def shown(text: str) -> str:
    """The words that Markdown shows, without their emphasis and the addresses of links."""
    converter = Markdown(output_format="html")
    for registry, kept in (
        (converter.preprocessors, {"normalize_whitespace"}),
        (converter.parser.blockprocessors, {"paragraph"}),
        (converter.inlinePatterns, {"backtick", "escape", "link", "em_strong", "em_strong2", "not_strong"}),
    ):
        for name in [item.name for item in registry._priority]:
            if name not in kept:
                registry.deregister(name)
    # Python-Markdown has no escape for these two; HTML has.
    text = re.sub(r"\\([<&])", lambda found: html.escape(found[1]), text)
    made = converter.convert(re.sub(r"<", "&lt;", text))
    return html.unescape(re.sub(r"</?(?:p|strong|em|code|br|a(?: href=\"[^\"]*\")?)>", "", made))
