"""A post from its first words to the day on which it comes down, and who agreed to it (§6.5)."""

import uuid
from collections.abc import Iterable
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from social.models.accounts import OfficialAccount
from workflow import clock
from workflow.models import WorkflowModel, WorkflowQuerySet

# A class body cannot read the members of a class inside it.
OPEN_STATES = ("draft", "changes_requested")
AGREED_STATES = ("approved", "scheduled")
OUT_STATES = ("published", "amended", "archived", "taken_down")
WAITING_STATES = ("submitted", *AGREED_STATES)
STATES = (*OPEN_STATES, *WAITING_STATES, *OUT_STATES, "rejected", "given_up")


class PostQuerySet(WorkflowQuerySet):
    def visible_to(self, person: Person) -> Self:
        """Leaders see every post; whoever works here sees what they wrote, and whatever a colleague reads."""
        if person.is_leader:
            return self
        if not person.is_staff_member:
            return self.none()
        mine = PostAuthor.objects.filter(post=OuterRef("pk"), person=person)
        return self.filter(~Q(state__in=[*OPEN_STATES, "given_up"]) | Exists(mine))

    def live(self) -> Self:
        """To be seen by anybody now. Whether it still may be is another question."""
        return self.filter(state="published")

    def agreed(self) -> Self:
        return self.filter(state__in=AGREED_STATES)

    def waiting(self) -> Self:
        """On the way out: with a reader, or agreed and not published yet."""
        return self.filter(state__in=WAITING_STATES)

    def to_read_after(self) -> Self:
        """Published at once, and not read by a colleague since."""
        return self.filter(is_urgent=True, read_at=None, state__in=OUT_STATES)

    def showing(self, child_ids: Iterable[uuid.UUID]) -> Self:
        """Those that show one of these children."""
        return self.filter(children__removed_at=None, children__child__in=list(child_ids)).distinct()


class Post(WorkflowModel):
    """One post on one official account.

    `children_shown` says how many children of the register can be recognised: None is not said yet, 0 is the
    statement that none can be. The rows are `PostChild`. What was agreed to is the `PostVersion` of that number.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for a reader")
        CHANGES_REQUESTED = "changes_requested", _("To be changed")
        REJECTED = "rejected", _("Not to be published")
        APPROVED = "approved", _("Agreed, to be published")
        SCHEDULED = "scheduled", _("Agreed, for a day")
        PUBLISHED = "published", _("Live")
        AMENDED = "amended", _("Replaced by a corrected post")
        ARCHIVED = "archived", _("No longer shown")
        TAKEN_DOWN = "taken_down", _("Taken down")
        GIVEN_UP = "given_up", _("Given up")

    class Kind(models.TextChoices):
        LIFE = "life", _("From our days: what children do and make")
        INFORMATION = "information", _("Information that families need")

    class Alternative(models.TextChoices):
        """How families hear of it who use no social media (S5.8)."""

        EMAIL = "email", _("E-mail")
        LETTER = "letter", _("Letter")
        NOTICEBOARD = "noticeboard", _("Noticeboard")
        NEWSLETTER = "newsletter", _("Newsletter")
        TEXT = "text", _("Text message")
        SPOKEN = "spoken", _("Told at the door")

    initial = State.DRAFT
    # What a reader agrees to: once it waits for one, the database lets nobody change it.
    CONTENT: ClassVar = ("account_id", "kind", "objective", "text", "children_shown", "no_people",
                         "alternative", "alternative_on", "amends_id")  # fmt: skip
    LONGEST_REASON: ClassVar = 300
    CHECKS: ClassVar = ("copyright_ok", "confidential_ok", "dignity_ok", "adults_ok")

    audit_schemas: ClassVar = {
        1: (
            *CONTENT, *CHECKS, "author_id", "created_at", "planned_on", "agreed_number", "approved_by_id",
            "approved_at", "approved_until", "scheduled_for", "ready_at", "published_by_id", "published_at",
            "link", "is_urgent", "urgent_reason", "is_breach", "read_by_id", "read_at", "read_agrees",
        )
    }  # fmt: skip

    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(_("what kind of post"), max_length=15, choices=Kind)
    objective = models.CharField(_("what it is for"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    planned_on = models.DateField(_("for which day"), null=True, blank=True)
    children_shown = models.PositiveSmallIntegerField(null=True)
    # That no picture shows any person at all; needed where nobody reads it first.
    no_people = models.BooleanField(default=False)
    alternative = models.CharField(
        _("how else families hear of it"), max_length=15, choices=Alternative, blank=True
    )
    alternative_on = models.DateField(_("done on"), null=True, blank=True)
    amends = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="amendments")
    copyright_ok = models.BooleanField(_("pictures and words are ours to use"), default=False)
    confidential_ok = models.BooleanField(_("it tells nothing confidential or untrue"), default=False)
    dignity_ok = models.BooleanField(_("children are dressed and shown with dignity"), default=False)
    adults_ok = models.BooleanField(_("every grown-up in it has agreed, or there is none"), default=False)
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="posts")
    created_at = models.DateTimeField(default=clock.now)
    # The last step, by which lists are sorted.
    moved_at = models.DateTimeField(default=clock.now)
    # Which version the approver read.
    agreed_number = models.PositiveIntegerField(null=True)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_until = models.DateTimeField(null=True)
    scheduled_for = models.DateTimeField(null=True)
    # When the sweep found it due and still allowed.
    ready_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    link = models.URLField(_("its address there"), max_length=500, blank=True)
    is_urgent = models.BooleanField(default=False)
    urgent_reason = models.CharField(_("why it cannot wait"), max_length=LONGEST_REASON, blank=True)
    # It was put there though it was not agreed to, or no longer: written down, so that it comes down.
    is_breach = models.BooleanField(default=False)
    read_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)
    read_agrees = models.BooleanField(null=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="post_state_is_known"),
            models.CheckConstraint(
                condition=Q(state__in=[*OPEN_STATES, "given_up"])
                | Q(is_breach=True)
                | (
                    Q(children_shown__isnull=False, copyright_ok=True, confidential_ok=True, dignity_ok=True,
                      adults_ok=True)
                    & ~Q(objective="") & ~Q(text="")
                ),
                name="post_is_complete_before_it_is_read",
            ),
            models.CheckConstraint(
                condition=~Q(kind="information")
                | ~Q(state__in=[*AGREED_STATES, *OUT_STATES])
                | Q(is_breach=True)
                | (~Q(alternative="") & Q(alternative_on__isnull=False)),
                name="information_has_another_way",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("author")),
                name="post_not_approved_by_author"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=AGREED_STATES)
                | Q(approved_by__isnull=False, approved_at__isnull=False, approved_until__isnull=False,
                    agreed_number__isnull=False),
                name="agreed_post_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(scheduled_for__lte=F("approved_until")),
                name="post_scheduled_within_approval",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OUT_STATES)
                | (
                    Q(published_by__isnull=False, published_at__isnull=False)
                    & ~Q(link="")
                    & (
                        Q(is_urgent=True)
                        | Q(is_breach=True)
                        | Q(approved_by__isnull=False, agreed_number__isnull=False)
                    )
                ),
                name="published_post_says_where_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(is_urgent=False) | (Q(children_shown=0, no_people=True) & ~Q(urgent_reason="")),
                name="urgent_post_shows_nobody",
            ),
            models.CheckConstraint(
                condition=Q(read_by=None)
                | (~Q(read_by=F("author")) & ~Q(read_by=F("published_by")) & Q(read_agrees__isnull=False)),
                name="urgent_post_read_by_another",
            ),
        ]  # fmt: skip
        indexes: ClassVar = [
            models.Index(fields=["-moved_at", "id"], name="posts_latest"),
            models.Index(fields=["state", "-moved_at", "id"], name="posts_by_state"),
            models.Index(fields=["account", "-moved_at", "id"], name="posts_of_account"),
            models.Index(fields=["-published_at", "id"], name="posts_live", condition=Q(state="published")),
            models.Index(
                fields=["approved_until"], name="posts_agreed", condition=Q(state__in=AGREED_STATES)
            ),
            # Few at all times, and counted on the page of social media.
            models.Index(fields=["published_at"], name="posts_at_once", condition=Q(is_urgent=True)),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        """Whether it may be written on."""
        return self.state in OPEN_STATES

    @property
    def is_agreed(self) -> bool:
        return self.state in AGREED_STATES

    @property
    def is_out(self) -> bool:
        return self.state in OUT_STATES

    @property
    def has_lapsed(self) -> bool:
        """Agreed too long ago (§6.5)."""
        return self.is_agreed and self.approved_until is not None and self.approved_until < clock.now()

    @property
    def is_early(self) -> bool:
        """A day and hour are chosen, and have not come."""
        return self.state == "scheduled" and not self.is_due

    @property
    def is_due(self) -> bool:
        """Its day and hour have come."""
        return (
            self.state == "scheduled" and self.scheduled_for is not None and self.scheduled_for <= clock.now()
        )


class PostAuthor(models.Model):
    """That somebody wrote on a post: whoever did never approves it (R7). Append-only."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="authors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "person"], name="post_author_once")]

    def __str__(self) -> str:
        return str(self.pk)
