"""What was typed when a session ended, as its author reads it again."""

import dataclasses
import re
from collections.abc import Iterator

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import Person, UnsentForm
from pages import timeouts

Fields = dict[str, list[str]]

# What stands in a page and is not typed: a test compares it with every form of the site.
HIDDEN = frozenset(
    {
        "accounts_shown",
        "answer",
        "clauses_shown",
        "do",
        "drawn",
        "find",
        "held",
        "name_is_mine",
        "names_meant",
        "next",
        "purposes",
        "seen",
        "text_hash",
        "version",
    }
)
NEVER = frozenset({"csrfmiddlewaretoken", timeouts.FIELD, timeouts.AGAIN})
SECRET = re.compile("password|passphrase|secret|recovery|otp", re.IGNORECASE)
ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)
TICKED = "on"


def fields_in(post: QueryDict) -> Fields:
    """All that is needed to send the form again: without tokens, files and anything secret."""
    return {name: values for name, values in post.lists() if name not in NEVER and not SECRET.search(name)}


def texts_in(fields: Fields) -> list[tuple[str, str]]:
    """What a person typed or chose, each under its field's name in words; what stands behind it is left out."""
    return [
        (_in_words(name), _("Yes") if value == TICKED else value)
        for name, values in fields.items()
        if name not in HIDDEN
        for value in values
        if value.strip() and not ID.fullmatch(value)
    ]


def _in_words(name: str) -> str:
    words = re.sub(r"[\W_]+", " ", ID.sub("", name)).strip()
    return words[:1].upper() + words[1:] or _("Words")


@dataclasses.dataclass(frozen=True)
class Unsent:
    """One form that its author may send again."""

    form: UnsentForm
    fields: Fields

    @property
    def texts(self) -> list[dict[str, object]]:
        return [{"label": label, "value": text, "words": True} for label, text in texts_in(self.fields)]

    @property
    def inputs(self) -> Iterator[tuple[str, str]]:
        """The form's fields as hidden ones."""
        return ((name, value) for name, values in self.fields.items() for value in values)


def of(person: Person) -> list[Unsent]:
    """What is kept for this person, the last first."""
    rows = UnsentForm.objects.kept_for(person).order_by("-kept_at")
    return [Unsent(row, row.fields) for row in rows]


def waiting(person: Person) -> QuerySet[UnsentForm]:
    """What was not sent again yet."""
    return UnsentForm.objects.kept_for(person).filter(sent_at=None)
