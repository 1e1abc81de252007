"""One post as its pages read it."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import Person
from social.models import Post, PostEntry, PostPicture
from social.selectors import post_story
from social.selectors.post_children import shown_names
from social.selectors.post_problems import Problem, account_problems, before_publishing, before_reading

TONES = {
    "submitted": "info", "changes_requested": "warn", "rejected": "danger", "approved": "good", "scheduled": "good",
    "published": "good", "taken_down": "danger",
}  # fmt: skip


def rows(viewer: Person) -> QuerySet[Post]:
    """Posts that a viewer may open, with what every page of them shows."""
    found = Post.objects.visible_to(viewer)
    return found.select_related(
        "account__platform", "author", "approved_by", "published_by", "read_by", "amends"
    )


def pictures_of(post: Post) -> list[PostPicture]:
    """The pictures of a post as it stands, in order. One query."""
    return list(post.pictures.shown().select_related("picture").order_by("position", "pk"))


def problems(post: Post) -> list[Problem]:
    """What stands in the way now: of being read, or of being published once it was agreed to."""
    if post.is_agreed:
        return before_publishing(post)
    return before_reading(post) if post.is_open or post.state == Post.State.SUBMITTED else []


def whole(post: Post) -> dict[str, Any]:
    """What a reader needs, and what every page of a post begins with."""
    return {
        "post": post,
        "tone": TONES.get(post.state, "neutral"),
        "pictures": pictures_of(post),
        "children": shown_names(post),
        "explained": list(
            post.entries.filter(kind=PostEntry.Kind.NOT_A_NAME).select_related("by").order_by("at")
        ),
        "problems": problems(post),
    }


def page(post: Post) -> dict[str, Any]:
    """The context of a post's own page. `is_off`: nothing may be put on its account now."""
    found = whole(post)
    asked = account_problems(post.account) if post.state == Post.State.PUBLISHED else found["problems"]
    return found | {
        "is_off": any(problem.is_of_account for problem in asked),
        "timeline": post_story.timeline(post),
        "version_count": post.versions.count(),
        "amendment": post.amendments.order_by("-created_at").first(),
    }
