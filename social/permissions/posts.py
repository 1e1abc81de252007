"""Who may write, read, agree to and publish posts (domain §5: author ≠ approver; S3.3b, S5.5, S5.10)."""

from typing import Any

from accounts.models import LEADER_ROLES, Person, Role
from social.models import Post

AUTHORING = (Role.MANAGER, Role.DEPUTY_MANAGER)
WRITING = (*AUTHORING, Role.PRACTITIONER, Role.SUPPORT)
# Owner, manager and deputy approve; the safeguarding leads approve and may veto.
APPROVING = tuple(sorted(LEADER_ROLES))


def can_see_posts(person: Person, obj: Any = None) -> bool:
    """Whoever works here: a colleague is to read every post (S5.5)."""
    return person.is_staff_member


def can_begin_post(person: Person, obj: Any = None) -> bool:
    """Staff draft, manager and deputy author. Whether they have signed what they must, the action asks."""
    return person.holds(*WRITING)


def can_write(person: Person, post: Post) -> bool:
    """One's own post; manager and deputy write on any, and are then among its authors."""
    return person.holds(*AUTHORING) or (person.holds(*WRITING) and is_author(person, post))


def is_author(person: Person, post: Post) -> bool:
    """Whoever wrote on it, not only whoever began it."""
    return post.author_id == person.pk or post.authors.filter(person=person).exists()


def can_approve(person: Person, post: Post) -> bool:
    """A leader who has not written on it (R7)."""
    return person.holds(*APPROVING) and not is_author(person, post)


def can_send_back(person: Person, post: Post) -> bool:
    """A leader, at any time until it is published: nobody needs a reason to be cautious."""
    return person.holds(*APPROVING)


def can_read_after(person: Person, post: Post) -> bool:
    """A leader who neither wrote nor published what could not wait."""
    return can_approve(person, post) and person.pk != post.published_by_id


def can_clear_word(person: Person, post: Any = None) -> bool:
    """Saying that a word names no child and no place: leaders."""
    return person.is_leader


def can_note(person: Person, post: Any = None) -> bool:
    return can_see_posts(person)


def can_see_originals(person: Person, post: Any = None) -> bool:
    """The large copies are for another cut of a picture: manager and deputy. Each look is written down."""
    return person.holds(*AUTHORING)


def can_keep_places(person: Person, obj: Any = None) -> bool:
    """Which places a post must not name."""
    return person.is_leader
