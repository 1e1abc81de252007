"""What a post is made of: pictures, children who can be recognised, what readers were given, what was written."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from documents.models import Picture
from social.models.posts import Post
from workflow import clock
from workflow.models import Audited


class PartQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Those that the post has as it stands; what was taken out stays as a row."""
        return self.filter(removed_at=None)


class PostPicture(Audited):
    """One picture of a post, with the words for those who cannot see it."""

    LONGEST: ClassVar = 500
    audit_schemas: ClassVar = {
        1: ("post_id", "picture_id", "alt_text", "position", "added_by_id", "added_at", "removed_at")
    }

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="pictures")
    picture = models.OneToOneField(Picture, on_delete=models.PROTECT, related_name="+")
    alt_text = models.CharField(_("what it shows"), max_length=LONGEST)
    position = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(alt_text=""), name="post_picture_is_described"),
            models.UniqueConstraint(
                fields=["post", "position"], condition=Q(removed_at=None), name="post_pictures_in_order"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PostChild(Audited):
    """That a child can be recognised in a post. Rows are never deleted: `removed_at` takes one out of a draft."""

    audit_schemas: ClassVar = {1: ("post_id", "child_id", "added_by_id", "added_at", "removed_at")}

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    objects = PartQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post", "child"], condition=Q(removed_at=None), name="post_child_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["child", "post"], name="posts_of_child", condition=Q(removed_at=None))
        ]

    def __str__(self) -> str:
        return str(self.pk)


class PostVersion(Audited):
    """What was handed to a reader, whole. Append-only; `sha256` is of `content` in canonical form."""

    audit_schemas: ClassVar = {1: ("post_id", "number", "content", "sha256", "by_id", "at")}

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "number"], name="post_version_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class PostEntry(Audited):
    """What was written about a post: what to change, why not, why at once. Append-only. `by` is None for a sweep."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        CHANGES = "changes", _("What to change")
        REJECTED = "rejected", _("Why it is not published")
        RETURNED = "returned", _("Why it came back")
        NOT_A_NAME = "not_a_name", _("Why it names no child and no place")
        READ_AFTER = "read_after", _("Read afterwards")
        URGENT = "urgent", _("Why it could not wait")
        BREACH = "breach", _("How it came to be there")
        ARCHIVED = "archived", _("How one can see that it is gone")
        GIVEN_UP = "given_up", _("Why it is given up")

    audit_schemas: ClassVar = {1: ("post_id", "kind", "body", "word", "by_id", "at")}

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=12, choices=Kind)
    body = models.TextField()
    # For "not a name": the word as it was found.
    word = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind="not_a_name") ^ Q(word=""), name="post_entry_about_a_word_has_it"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class PlaceName(models.Model):
    """A place by which a child could be found: a post must not name it. Reference data, edited in the app."""

    name = models.CharField(_("name"), max_length=100, primary_key=True)
    source = models.CharField(max_length=200)
    checked_on = models.DateField()

    def __str__(self) -> str:
        return self.name
