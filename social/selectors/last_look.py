"""When it was last looked what must come down: a board that knows nothing newer says so, with or without a worker."""

import dataclasses
import datetime as dt

from accounts.models import Person
from social.models import Post
from social.permissions.takedowns import can_look
from workflow import clock
from workflow.models import SweepRun
from workflow.sweeps import LATE

# The name that the minute's sweep leaves.
SWEEP = "take-downs"


@dataclasses.dataclass(frozen=True)
class Missed:
    """Nobody has looked for a while: since when (None: never), and whether the viewer may look now."""

    since: dt.datetime | None
    may_look: bool


def missed(viewer: Person) -> Missed | None:
    """None while the sweep is on time, or while nothing is live that could have to come down. Two queries at most."""
    run = SweepRun.objects.filter(name=SWEEP).first()
    if run and run.at > clock.now() - LATE:
        return None
    if not Post.objects.live().exists():
        return None
    return Missed(run.at if run else None, can_look(viewer))
