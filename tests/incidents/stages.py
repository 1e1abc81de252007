"""A case moved on by the actions, and forms as a lead fills them in."""

from incidents.actions import closing, handling
from incidents.models import Case, Category, Outcome
from tests.cast import Cast

TRIAGE = {"category": "other", "urgency": "3-routine", "support_level": "1", "rationale": "Small, and known."}
HARM = {
    "category": "staff_conduct_online", "urgency": "1-immediate", "rationale": "An adult.",
    "harmed": "no", "offence": "unsure", "risk": "no", "unsuitable": "no",
}  # fmt: skip
ENDING = {
    "outcome": "no_further_action",
    "rationale": "All is well.",
    "parents_informed": "yes",
    "policies": "none",
}


def state(case: Case) -> str:
    """As it is stored."""
    return Case.objects.get(pk=case.pk).state


def in_state(case: Case, wanted: str, cast: Cast) -> Case:
    """The same case, moved on by the actions as far as `wanted`."""
    fresh = Case.objects.get(pk=case.pk)
    decision = handling.Triage(
        category=Category.objects.get(code="other"),
        four_c="content", urgency="3-routine", rationale="Because.", support_level=1,
    )  # fmt: skip
    handling.triage(fresh, actor=cast.maya, version=fresh.version, decision=decision)
    if wanted == "close_proposed":
        ended = closing.Closing(Outcome.objects.get(code="no_further_action"), "Done.", "yes", no_policy=True)
        closing.propose_close(fresh, actor=cast.maya, version=fresh.version, closing=ended)
    return fresh
