"""What the record's codes say in words: what was done, and by which rule somebody may see a case."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

# Object and verb of an event → what was done. `test_chronology` asks for every verb of the lifecycles.
DONE: dict[str, dict[str, Any]] = {
    "incidents.report": {
        "send": lazy("Report sent"),
        "add to": lazy("Added by the author"),
        "route": lazy("Report routed"),
        "seal": lazy("Report sealed"),
    },
    "incidents.case": {
        "open": lazy("Case opened"),
        "acknowledge": lazy("Acknowledged"),
        "triage": lazy("Triaged"),
        "start": lazy("Work started"),
        "propose close": lazy("Proposed to close"),
        "propose error": lazy("Said to be entered in error"),
        "send back": lazy("Sent back for more work"),
        "withdraw proposal": lazy("Proposal withdrawn"),
        "close": lazy("Closed by a second person"),
        "close alone": lazy("Closed by one person (routine)"),
        "confirm error": lazy("Confirmed: entered in error"),
        "merge": lazy("Merged into another case"),
        "reopen": lazy("Reopened"),
        "note": lazy("Note added"),
        "contact": lazy("Contact with an outside body"),
        "message": lazy("Message to the author"),
        "answer": lazy("Answer from the author"),
        "add subject": lazy("Named as whom it is about"),
        "reroute": lazy("Who may see it was worked out again"),
        "grant": lazy("Access given"),
        "revoke": lazy("Access ended"),
        "recuse": lazy("Stepped back: conflict of interest"),
        "escalate": lazy("Deadline missed: passed on"),
        "receive": lazy("Took over another case"),
        "add action": lazy("Action added"),
    },
    "incidents.caseaction": {
        "add": lazy("Action added"),
        "finish": lazy("Action done"),
        "cancel": lazy("Action cancelled"),
    },
}
TONES = {"escalate": "danger", "close": "good", "close alone": "good", "finish": "good"}

RULES: dict[str, Any] = {
    "coi.child": lazy("about a child or somebody outside"),
    "coi.staff": lazy("about somebody who works here"),
    "coi.deputy": lazy("about the deputy"),
    "coi.manager": lazy("about the manager or DSL"),
    "coi.manager-and-deputy": lazy("about the manager, and the deputy is not free"),
    "coi.owner": lazy("about the owner"),
    "coi.undisclosed": lazy("the author would rather not say whom it is about"),
    "coi.sealed": lazy("every leader is in conflict"),
    "coi.nobody": lazy("nobody holds a role"),
    "escalation": lazy("a deadline was missed"),
    "given by a lead": lazy("given by a lead"),
}
FALLBACK = ".fallback"


def done(object_type: str, verb: str) -> Any:
    """What an event says was done; its code, should nobody have found words for it."""
    return DONE.get(object_type, {}).get(verb, verb)


def rule(code: str) -> str:
    """Why somebody may see a case: the row of the table (domain §1.9), or who gave it."""
    plain = code.removesuffix(FALLBACK)
    words = str(RULES.get(plain, plain))
    return _("%(rule)s; nobody named first was free") % {"rule": words} if plain != code else words
