"""The types of report, as data. Another type is another row, and a form if it asks something new.

`pages` are codes of `incidents.forms.reporting.PAGES`, in the order they are asked.
Everything after `what` may be left out: sending is never refused (R3).
"""

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclasses.dataclass(frozen=True)
class ReportType:
    """One type of report: its words on the pages, and the questions it asks."""

    code: str
    title: Any
    button: Any
    explanation: Any
    what_hint: Any
    pages: tuple[str, ...]


CONCERN = ReportType(
    code="concern",
    title=_("Concern"),
    button=_("Report a concern"),
    explanation=_("Anything that worries you about a child or an adult, however small."),
    what_hint=_("Use your own words, and theirs. What did you see or hear? Do not investigate."),
    pages=("about", "what", "when", "where", "people", "clause", "told"),
)

CONTACT = ReportType(
    code="contact",
    title=_("Contact on a personal account"),
    button=_("Report a contact"),
    explanation=_("A child, parent or carer reached you on your own social media or phone."),
    what_hint=_("Say what was sent to you, and what you did. Do not add screenshots."),
    pages=("about", "what", "contact", "when", "people", "told"),
)

BREACH = ReportType(
    code="breach",
    title=_("Breach of a policy"),
    button=_("Report a breach of a policy"),
    explanation=_("Something online, or with a device, that our policies do not allow."),
    what_hint=_("Say what was done, and how you came to know. You need not know the policy by heart."),
    pages=("about", "what", "breach", "when", "where", "people", "told"),
)

REPORT_TYPES = {row.code: row for row in (CONCERN, CONTACT, BREACH)}
