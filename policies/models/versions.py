"""Versions of a policy, and the clauses that live on from version to version."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from policies.models.policies import Policy
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet


class PolicyVersionQuerySet(WorkflowQuerySet):
    def published(self) -> Self:
        return self.filter(state=PolicyVersion.State.PUBLISHED)

    def in_force(self, on: dt.date | None = None) -> Self:
        """At most one of each policy: the one that came into force last, up to the day `on` (default: today)."""
        day = on or clock.today()
        later = PolicyVersion.objects.published().filter(
            policy=OuterRef("policy"), effective_from__gt=OuterRef("effective_from"), effective_from__lte=day
        )
        kept = Q(policy__retired_on=None) | Q(policy__retired_on__gt=day)
        return self.published().filter(kept, ~Exists(later), effective_from__lte=day)

    def to_begin(self) -> Self:
        """Their day has come, and what follows from it was not done yet."""
        return self.published().filter(began_at=None, effective_from__lte=clock.today())

    def open(self) -> Self:
        """Being made: neither published nor given up."""
        return self.filter(state__in=OPEN_VERSION_STATES)


# Named here because a Meta class cannot see the class around it.
OPEN_VERSION_STATES = ["draft", "consultation", "manager_review", "owner_approval", "approved"]
VERSION_STATES = [*OPEN_VERSION_STATES, "published", "abandoned"]


class PolicyVersion(WorkflowModel):
    """One version of a policy: drafted, agreed, published, and from then on never changed.

    While it is a draft its words are `outline`, which nobody audits. Handing it on freezes them as
    `ClauseText` rows of the next `edition`, whose hash is `text_hash`. Whether it is in force or
    superseded is computed from dates (§6.8).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        CONSULTATION = "consultation", _("Consultation")
        MANAGER_REVIEW = "manager_review", _("With the manager")
        OWNER_APPROVAL = "owner_approval", _("With the owner")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        ABANDONED = "abandoned", _("Given up")

    initial = State.DRAFT
    audit_schemas: ClassVar = {
        1: (
            "policy_id", "number", "is_major", "change_summary", "edition", "text_hash", "effective_from",
            "is_adopted", "approved_by_id", "approved_by_name", "source_name", "source_sha256", "is_frozen",
            "sent_back_because",
        )
    }  # fmt: skip

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    is_major = models.BooleanField(_("everybody signs again"), default=True)
    change_summary = models.TextField(_("what changes for the reader"), blank=True)
    outline = models.JSONField(default=dict, help_text=_("The words while it is a draft"))
    outline_before = models.JSONField(null=True, help_text=_("The words before the last change"))
    # That the manager said which clause goes on as which, of the words as they stand.
    keys_confirmed = models.BooleanField(default=False)
    edition = models.PositiveIntegerField(default=0)
    text_hash = models.CharField(max_length=64, blank=True)
    effective_from = models.DateField(_("in force from"), null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)
    is_adopted = models.BooleanField(
        default=False, help_text=_("It was in force before it was recorded here")
    )
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by_name = models.CharField(max_length=200, blank=True)
    sent_back_because = models.TextField(blank=True)
    source_name = models.CharField(max_length=200, blank=True)
    source_sha256 = models.CharField(max_length=64, blank=True)
    # Set by publishing; from then on a trigger refuses every change.
    is_frozen = models.BooleanField(default=False)
    # When the sweep had seen it come into force; a convenience, not part of the record.
    began_at = models.DateTimeField(null=True)

    objects = PolicyVersionQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        ordering: ClassVar = ["policy", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["policy", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["policy"],
                condition=Q(state__in=OPEN_VERSION_STATES),
                name="one_open_version_per_policy",
            ),
            # With it, "in force on a day" is one version at most.
            models.UniqueConstraint(
                fields=["policy", "effective_from"],
                condition=Q(state="published"),
                name="one_version_in_force_per_day",
            ),
            models.CheckConstraint(condition=Q(state__in=VERSION_STATES), name="version_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(effective_from__isnull=False, is_frozen=True) & ~Q(text_hash="")),
                name="published_version_is_whole",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["effective_from"],
                name="versions_to_begin",
                condition=Q(state="published", began_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.number}"

    @property
    def clauses(self) -> "QuerySet[ClauseText]":
        """Its words as they stand since they were last frozen, in order."""
        return self.texts.filter(edition=self.edition).order_by("position")

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_VERSION_STATES


class Drafter(Audited):
    """Somebody who wrote on a version. Whoever did never approves it alone (R7)."""

    audit_schemas: ClassVar = {1: ("version_id", "person_id")}

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="drafters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "person"], name="drafter_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Clause(Audited):
    """A section, heading or clause of a policy, the same one from version to version.

    Its id is the permanent key; its number and words belong to each version.
    """

    audit_schemas: ClassVar = {1: ("policy_id",)}

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="clauses")

    def __str__(self) -> str:
        return str(self.pk)


class ClauseText(Audited):
    """The words of one clause in one edition of a version. Append-only."""

    class Kind(models.TextChoices):
        SECTION = "section", _("Section")
        HEADING = "heading", _("Heading")
        CLAUSE = "clause", _("Clause")

    audit_schemas: ClassVar = {
        1: ("version_id", "edition", "position", "clause_id", "kind", "depth", "label", "number", "text")
    }

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="texts")
    edition = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="texts")
    kind = models.CharField(max_length=10, choices=Kind)
    depth = models.PositiveSmallIntegerField(default=0)
    label = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=40)
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "edition", "position"], name="clause_position_once"),
            models.UniqueConstraint(fields=["version", "edition", "clause"], name="clause_once_per_edition"),
        ]

    def __str__(self) -> str:
        return self.number


class Consultation(Audited):
    """Whom a version was shown to before it was agreed, how, and what they said (S1.1). Append-only."""

    class Group(models.TextChoices):
        STAFF = "staff", _("Staff")
        PARENTS = "parents", _("Parents and carers")
        CHILDREN = "children", _("Children’s views")

    audit_schemas: ClassVar = {
        1: ("version_id", "edition", "group", "held_on", "how", "feedback", "recorded_by_id", "recorded_at")
    }

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="consultations")
    edition = models.PositiveIntegerField()
    group = models.CharField(_("who"), max_length=10, choices=Group)
    held_on = models.DateField(_("when"))
    how = models.CharField(_("how"), max_length=200)
    feedback = models.TextField(_("what they said, and what came of it"))
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.group
