"""What must come down, why, by when, and how one can see that it is gone (§3.7, §6.9)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from documents.models import Picture
from social.models.access import AccessPermission
from social.models.accounts import OfficialAccount
from social.models.posts import Post
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet

# A class body cannot read the members of a class inside it.
OPEN_TAKEDOWNS = ("open", "in_progress")
GONE_TAKEDOWNS = ("done", "partial")


class TakeDownQuerySet(WorkflowQuerySet):
    def visible_to(self, person: Person) -> Self:
        """Leaders see all of them; whoever may publish to an account by an exception, those of it."""
        if person.is_leader:
            return self
        if not person.roles:
            return self.none()
        granted = AccessPermission.objects.usable().filter(person=person, account__isnull=False)
        return self.filter(account__in=granted.values("account"))

    def open(self) -> Self:
        return self.filter(state__in=OPEN_TAKEDOWNS)


class TakeDown(WorkflowModel):
    """That one live post must come down from its account, for one cause: unique, so that nothing opens twice.

    Whoever takes it down is not told the cause: a block of the DSL must look like a parent's No (R8).
    """

    class State(models.TextChoices):
        OPEN = "open", _("To be taken down")
        IN_PROGRESS = "in_progress", _("Being taken down")
        DONE = "done", _("Taken down")
        PARTIAL = "partial", _("Taken down here, not everywhere")
        KEPT = "kept", _("May stay")

    class Cause(models.TextChoices):
        LOST = "lost", _("Somebody with parental responsibility said No")
        BLOCK = "block", _("Safeguarding block")
        BREACH = "breach", _("It should not have been published")
        EXPIRY = "expiry", _("A Yes has lapsed, or does not count any more")
        LEAVER = "leaver", _("A child has left, and is not to be shown after leaving")
        MANUAL = "manual", _("Asked for by a colleague")

    # What a parent's answer, a block or leaving brings: never told apart to whoever takes it down.
    OF_CHILDREN: ClassVar = (Cause.LOST, Cause.BLOCK, Cause.EXPIRY, Cause.LEAVER)
    initial = State.OPEN
    audit_schemas: ClassVar = {
        1: (
            "post_id", "account_id", "cause", "opened_at", "asked_by_id", "why", "how", "gone_at", "proof_id",
            "not_recalled", "done_by_id", "done_at",
        )
    }  # fmt: skip

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="takedowns")
    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="takedowns")
    cause = models.CharField(max_length=10, choices=Cause)
    opened_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    how = models.TextField(blank=True)
    # When it was gone, as whoever took it down says.
    gone_at = models.DateTimeField(null=True)
    proof = models.ForeignKey(Picture, on_delete=models.PROTECT, null=True, related_name="+")
    # What cannot be called back, in words that parents read.
    not_recalled = models.TextField(blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    objects = TakeDownQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "account", "cause"], name="one_takedown_per_cause"),
            models.CheckConstraint(
                condition=Q(state__in=[*OPEN_TAKEDOWNS, *GONE_TAKEDOWNS, "kept"]),
                name="takedown_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GONE_TAKEDOWNS)
                | (Q(gone_at__isnull=False, done_at__isnull=False, done_by__isnull=False) & ~Q(how="")),
                name="takedown_says_how_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state="partial") | ~Q(not_recalled=""), name="takedown_in_part_says_what_stays"
            ),
            models.CheckConstraint(
                condition=~Q(cause="manual") | (Q(asked_by__isnull=False) & ~Q(why="")),
                name="takedown_by_hand_says_why",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["opened_at", "id"], name="takedowns_open", condition=Q(state__in=OPEN_TAKEDOWNS)
            ),
            models.Index(fields=["-opened_at", "id"], name="takedowns_latest"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_TAKEDOWNS


class TakeDownChild(Audited):
    """Because of which child. Read by whoever may read reasons, and by the word to its family."""

    audit_schemas: ClassVar = {1: ("takedown_id", "child_id", "at")}

    takedown = models.ForeignKey(TakeDown, on_delete=models.PROTECT, related_name="children")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["takedown", "child"], name="takedown_child_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class TakeDownNote(Audited):
    """What was written about a take-down on its way. Append-only."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        KEPT = "kept", _("Why it may stay")

    audit_schemas: ClassVar = {1: ("takedown_id", "kind", "body", "by_id", "at")}

    takedown = models.ForeignKey(TakeDown, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind)
    body = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]

    def __str__(self) -> str:
        return self.kind


class TakeDownWord(Audited):
    """That a parent who said No is told that it is gone: by mail, or by somebody, who notes how (§3.7)."""

    class How(models.TextChoices):
        TELEPHONE = "telephone", _("By telephone")
        SPOKEN = "spoken", _("In person")
        LETTER = "letter", _("By letter")

    audit_schemas: ClassVar = {
        1: ("takedown_id", "person_id", "made_at", "by_mail", "told_how", "told_at", "told_by_id")
    }

    takedown = models.ForeignKey(TakeDown, on_delete=models.PROTECT, related_name="words")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    by_mail = models.BooleanField()
    told_how = models.CharField(max_length=10, choices=How, blank=True)
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["takedown", "person"], name="takedown_told_once"),
            models.CheckConstraint(
                condition=Q(told_how="", told_at=None, told_by=None)
                | (Q(told_at__isnull=False, told_by__isnull=False) & ~Q(told_how="")),
                name="takedown_told_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
