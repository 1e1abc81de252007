"""Who may publish which post: whoever may publish to its account, as `holding` says."""

from accounts.models import Person
from social.models import Post
from social.selectors.holding import may_publish


def can_publish(person: Person, post: Post) -> bool:
    """Manager and deputy, or by an exception; nobody whose place on the account is suspended (S3.3b)."""
    return may_publish(person, post.account)
