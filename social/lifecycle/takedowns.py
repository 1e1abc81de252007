"""The life of a take-down: from the moment something may no longer be shown until one can see that it is gone."""

from django.utils.translation import gettext_lazy as _

from social.models.takedowns import TakeDown
from social.permissions import takedowns as permissions
from social.selectors.takedown_holding import can_take_down
from workflow.lifecycle import Lifecycle, Step, Verb, nobody

# Within which time it comes down; longer where a child has left or a Yes has lapsed: that is reviewed (§3.5).
TAKEDOWN, REVIEW = "social.takedown", "social.takedown-review"
CLOCKS = (TAKEDOWN, REVIEW)

S = TakeDown.State
OPEN, GONE = (S.OPEN, S.IN_PROGRESS), (S.DONE, S.PARTIAL)

TAKE_DOWN = Lifecycle(
    "social.takedown",
    title=_("Take-down of a post"),
    states=S,
    initial=TakeDown.initial,
    ends=[*GONE, S.KEPT],
    steps=[
        Step("start", (S.OPEN,), S.IN_PROGRESS, can_take_down, _("I am taking it down")),
        Step("finish", OPEN, S.DONE, can_take_down, _("It is gone"), meets=CLOCKS),
        Step(
            "finish in part",
            OPEN,
            S.PARTIAL,
            can_take_down,
            _("It is gone here, not everywhere"),
            meets=CLOCKS,
        ),
        # Only where everything may be shown again: the action asks.
        Step("keep", OPEN, S.KEPT, permissions.can_ask_takedown, _("It may stay"), meets=CLOCKS),
        Step("open again", (S.KEPT,), S.OPEN, nobody, _("It may not stay"), by_system=True),
    ],
    verbs=[
        Verb("open", nobody, _("Open"), by_system=True),
        Verb("ask", permissions.can_ask_takedown, _("Ask for it to come down")),
        Verb("add child", nobody, _("Add a child"), by_system=True, states=OPEN),
        Verb("note", can_take_down, _("Add a note")),
        Verb("escalate", nobody, _("Tell that it is late"), by_system=True, states=OPEN),
        Verb("tell parent", permissions.can_tell_parents, _("Note that a parent was told"), states=GONE),
    ],
)
