"""Who may take a post down now: whoever may publish to its account; the owner, once it is late (§3.7)."""

from accounts.models import Person, Role
from social.models.takedowns import TakeDown
from social.selectors.holding import may_publish
from workflow import clock
from workflow.models import Deadline


def can_take_down(person: Person, takedown: TakeDown) -> bool:
    """The owner has the login for emergencies only (S5.3c): a take-down that is late is one."""
    if may_publish(person, takedown.account):
        return True
    return person.holds(Role.OWNER) and _is_post_late(takedown)


def is_late(takedown: TakeDown) -> bool:
    """By the clock, whether or not a sweep has been by."""
    return Deadline.objects.open().of(takedown).filter(due_at__lt=clock.now()).exists()


def _is_post_late(takedown: TakeDown) -> bool:
    """Any of its post's clocks: the take-downs of one post end together."""
    rows = TakeDown.objects.open().filter(post=takedown.post_id)
    running = Deadline.objects.open().filter(
        object_type=takedown._meta.label_lower, object_id__in=rows.values("pk")
    )
    return running.filter(due_at__lt=clock.now()).exists()
