"""What happens each day, whatever else does: the leads open in the morning what is new to them."""

from incidents.models import Access, Case
from superstars.demo.days import DAYS_LIVED, Moments
from superstars.demo.moves import opened
from superstars.demo.people import LEADERS
from superstars.demo.scene import Scene


def leads_look_round(scene: Scene) -> Moments:
    """Until yesterday, so that there is something unread today."""
    for working_days in range(DAYS_LIVED - 1, 0, -1):
        yield scene.days.ago(working_days, "08:30")
        for leader in (scene.who(one.key) for one in LEADERS):
            unread = Access.objects.filter(person=leader, revoked_at=None, is_unread=True)
            for case in Case.objects.visible_to(leader).filter(pk__in=unread.values("case")):
                opened(case, leader)
