"""What policies rest on, and their reviews."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from policies.models.policies import Policy
from policies.models.versions import PolicyVersion
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet


class Source(Audited):
    """A law or guidance that policies cite (S1.1), with when somebody last looked for a newer edition."""

    class Standing(models.TextChoices):
        LEGAL_DUTY = "legal_duty", _("legal duty")
        ADOPTED = "adopted", _("adopted guidance")

    audit_schemas: ClassVar = {1: ("title", "publisher", "standing", "link", "checked_on")}

    title = models.CharField(_("title"), max_length=200, unique=True)
    publisher = models.CharField(_("published by"), max_length=120, blank=True)
    standing = models.CharField(_("standing"), max_length=15, choices=Standing)
    link = models.URLField(_("link"), blank=True)
    checked_on = models.DateField(_("last checked on"))

    class Meta:
        ordering: ClassVar = ["title"]

    def __str__(self) -> str:
        return self.title


class SourceEdition(Audited):
    """One edition of a source, and from when it applies. Append-only."""

    audit_schemas: ClassVar = {1: ("source_id", "edition", "in_force_on", "noted_at")}

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="editions")
    edition = models.CharField(_("edition"), max_length=60)
    in_force_on = models.DateField(_("in force from"))
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering: ClassVar = ["-in_force_on", "-noted_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["source", "edition"], name="edition_once_per_source")
        ]

    def __str__(self) -> str:
        return self.edition


class Citation(Audited):
    """That a policy cites a source: a new edition of it opens a review (S7.1)."""

    audit_schemas: ClassVar = {1: ("policy_id", "source_id", "ended_at")}

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="citations")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy", "source"], condition=Q(ended_at=None), name="source_cited_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class ReviewQuerySet(WorkflowQuerySet):
    def open(self) -> Self:
        return self.filter(state__in=OPEN_REVIEW_STATES)


OPEN_REVIEW_STATES = ["open", "changing"]


class Review(WorkflowModel):
    """One review of a policy. The next annual one is made when a version comes into force (S7.1, §6.8)."""

    class State(models.TextChoices):
        OPEN = "open", _("To do")
        CHANGING = "changing", _("A new version is being made")
        DONE = "done", _("Done")

    class Reason(models.TextChoices):
        ANNUAL = "annual", _("Yearly review")
        SOURCE = "source", _("A law or guidance changed")
        CONCERN = "concern", _("Something happened here or nearby")
        TECHNOLOGY = "technology", _("Technology changed")
        LESSON = "lesson", _("A lesson from an incident")

    class Outcome(models.TextChoices):
        NO_CHANGE = "no_change", _("Nothing needs to change")
        CHANGE = "change", _("A new version is needed")
        LAPSED = "lapsed", _("The policy is kept no longer")

    initial = State.OPEN
    audit_schemas: ClassVar = {
        1: (
            "policy_id", "reason", "note", "opened_at", "due_on", "edition_id", "outcome", "new_version_id",
            "done_by_id", "done_at",
        )
    }  # fmt: skip

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="reviews")
    reason = models.CharField(_("why"), max_length=15, choices=Reason)
    # Never a fact of a case: everybody who reviews reads it.
    note = models.TextField(_("what it is about"), blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField(_("due on"))
    edition = models.ForeignKey(SourceEdition, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    # What it led to. Not `version`, which is the row's own, by which the engine knows a stale page.
    new_version = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, null=True, related_name="reviews"
    )
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy"],
                condition=Q(reason="annual", state__in=OPEN_REVIEW_STATES),
                name="one_open_yearly_review",
            ),
            models.UniqueConstraint(
                fields=["policy", "edition"],
                condition=Q(edition__isnull=False),
                name="one_review_per_edition",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[*OPEN_REVIEW_STATES, "done"]), name="review_state_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["due_on"], name="reviews_open_by_due", condition=Q(state__in=OPEN_REVIEW_STATES)
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_overdue(self) -> bool:
        return self.state in OPEN_REVIEW_STATES and self.due_on <= clock.today()


class ReviewAnswer(Audited):
    """What whoever reviewed says to one of the review's questions. Append-only; the last one counts."""

    audit_schemas: ClassVar = {1: ("review_id", "question", "body", "by_id", "at")}

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="answers")
    question = models.CharField(max_length=40)
    body = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.question
