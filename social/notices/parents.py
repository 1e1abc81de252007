"""Mails to families: a title, a link, nobody's name, in every language of their pages."""

import json
from collections.abc import Callable

from django.conf import settings
from django.utils.translation import override


def in_every_language(subject: Callable[[], str], text: Callable[[], str]) -> str:
    """What the outbox keeps of such a mail: we do not know which language they read."""
    subjects, texts = [], []
    for language, _name in settings.LANGUAGES:
        with override(language):
            subjects.append(subject())
            texts.append(text())
    return json.dumps({"subject": " / ".join(subjects), "text": "\n\n* * *\n\n".join(texts), "to": ""})
