"""What parents read of our accounts is there in Polish, as all of their pages."""

import re

from django.conf import settings
from django.utils import translation

PAGES = ("takedown_told.html", "families_told.html", "parts/word.html")
MAILS = (
    "It has been taken down",
    "You said No to a use of pictures. What was on our own page is taken down. Read more here:",
    "How we use social media: please read",
    "What we tell families about our pages on social media has changed. Please read it:",
    "We have pages on social media. Please read what is shown there, and what never is:",
    "You need no account on social media: you hear everything from us in other ways too.",
)


def said() -> set[str]:
    found = set(MAILS)
    for name in PAGES:
        text = (settings.BASE_DIR / "templates" / "social" / name).read_text()
        found |= {one[1] for one in re.finditer(r"{% translate \"((?:[^\"\\]|\\.)*)\"", text)}
        for block in re.finditer(
            r"{% blocktranslate trimmed[^%]*%}(.*?){% endblocktranslate %}", text, re.DOTALL
        ):
            found.add(re.sub(r"{{ (\w+) }}", r"%(\1)s", " ".join(block[1].split())))
    return found


def test_every_word_has_its_translation():
    assert len(said()) > 12
    with translation.override("pl"):
        assert [text for text in sorted(said()) if translation.gettext(text) == text] == []
