"""Who sees the board and the calendar of posts."""

from typing import Any

from accounts.models import Person


def can_see_board(person: Person, obj: Any = None) -> bool:
    """Whoever works here: a colleague is to read every post (S5.5). Which posts, the rows say."""
    return person.is_staff_member
