"""Risk assessments of platforms, accounts and remote-learning tools, version after version (S3.5, S5.2, §6.4)."""

import datetime as dt
from typing import Any, ClassVar, Self

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from policies.models import PolicyVersion
from social.models.accounts import OfficialAccount
from social.models.learning import LearningTool
from social.models.platforms import Platform
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet


class YearAfter(Func):
    """The same day of the next year, in the database's own words: no query of Python's is in a constraint."""

    output_field = models.DateField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="date(%(expressions)s, '+12 months')", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(
            compiler, connection, template="(%(expressions)s + interval '12 months')", **context
        )


# Named here because a Meta class cannot see the class around it.
OPEN_RISK_STATES = ["draft", "in_review", "changes", "with_owner"]
HOLDING_RISK_STATES = ["approved", "suspended"]
APPROVED_ONCE = [*HOLDING_RISK_STATES, "withdrawn", "superseded"]
RISK_STATES = [*OPEN_RISK_STATES, *APPROVED_ONCE, "given_up"]
SUBJECTS = ("platform", "account", "tool")


class RiskAssessmentQuerySet(WorkflowQuerySet):
    def open(self) -> Self:
        """Being made: neither approved nor given up."""
        return self.filter(state__in=OPEN_RISK_STATES)

    def holding(self) -> Self:
        """The last approved one of each subject, suspended or not, expired or not."""
        return self.filter(state__in=HOLDING_RISK_STATES)

    def switched_off(self) -> Self:
        """Suspended, or withdrawn with nothing approved in its place."""
        instead = RiskAssessment.objects.holding().filter(
            Q(platform=OuterRef("platform")) | Q(account=OuterRef("account")) | Q(tool=OuterRef("tool"))
        )
        return self.filter(Q(state="suspended") | Q(Q(state="withdrawn"), ~Exists(instead)))

    def approved_by(self, moment: dt.datetime) -> Self:
        """Those that had ever been approved by then, whatever became of them."""
        return self.filter(approved_at__lte=moment)

    def in_force(self, on: dt.datetime | None = None) -> Self:
        """At most one of each subject: those that cover theirs at the moment `on` (default: now).

        From rows and dates alone. For now and later the state must agree as well: of two that
        contradict each other the stricter one counts.
        """
        moment = on or clock.now()
        switch = RiskSwitch.objects.filter(assessment=OuterRef("pk"), at__lte=moment)
        last = switch.order_by("-sequence").values("kind")[:1]
        found = (
            self.approved_by(moment)
            .filter(next_review_on__gte=timezone.localdate(moment))
            .filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))
            .filter(Q(superseded_at=None) | Q(superseded_at__gt=moment))
            .annotate(_switch=Coalesce(Subquery(last), Value("")))
            .exclude(_switch=RiskSwitch.Kind.SUSPENDED)
        )
        is_past = on is not None and on < clock.now()
        return found if is_past else found.filter(state="approved")

    def of(self, target: Any) -> Self:
        """Those about one platform, account or tool."""
        return self.filter(**{subject_name(type(target)): target.pk})


class RiskAssessment(WorkflowModel):
    """One version of the assessment of one platform, account or tool.

    While it is a draft its hazards are `draft`, which nobody audits; handing it in freezes them as
    `Hazard` rows of the next `edition`, whose hash is `text_hash`. Once approved its words never
    change. Whether it has expired is computed from `next_review_on`, the last day it covers.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("Waiting for approval")
        CHANGES = "changes", _("Changes asked for")
        WITH_OWNER = "with_owner", _("Waiting for the owner")
        APPROVED = "approved", _("Approved")
        SUSPENDED = "suspended", _("Suspended")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SUPERSEDED = "superseded", _("Superseded")
        GIVEN_UP = "given_up", _("Given up")

    initial = State.DRAFT
    audit_schemas: ClassVar = {
        1: (
            "platform_id", "account_id", "tool_id", "number", "purpose", "used_by", "monitoring",
            "policy_version_id", "next_review_on", "edition", "text_hash", "terms", "started_by_id",
            "started_at", "approved_by_id", "approved_at", "approved_on", "needed_owner", "signed_off_by_id",
            "superseded_at", "withdrawn_at", "is_frozen",
        )
    }  # fmt: skip

    platform = models.ForeignKey(
        Platform, on_delete=models.PROTECT, null=True, related_name="risk_assessments"
    )
    account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, null=True, related_name="risk_assessments"
    )
    tool = models.ForeignKey(
        LearningTool, on_delete=models.PROTECT, null=True, related_name="risk_assessments"
    )
    number = models.PositiveIntegerField()
    purpose = models.TextField(_("what it is used for"))
    used_by = models.CharField(_("who uses it, with whom"), max_length=300)
    monitoring = models.TextField(_("how it is watched"), blank=True)
    # The acceptable-use policy as it was in force (S3.5).
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, null=True, related_name="+")
    next_review_on = models.DateField(_("next review, the last day it covers"), null=True)
    draft = models.JSONField(default=list, help_text=_("The hazards while it is a draft"))
    edition = models.PositiveIntegerField(default=0)
    text_hash = models.CharField(max_length=64, blank=True)
    terms = models.CharField(
        max_length=120,
        blank=True,
        help_text=_("The platform’s terms as they were known when it was handed in"),
    )
    started_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    approved_on = models.DateField(null=True)
    # That a residual risk was so high that the owner had to agree.
    needed_owner = models.BooleanField(default=False)
    signed_off_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    superseded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    # Set by approving; from then on a trigger refuses every change of the words.
    is_frozen = models.BooleanField(default=False)

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(platform__isnull=False, account=None, tool=None)
                | Q(platform=None, account__isnull=False, tool=None)
                | Q(platform=None, account=None, tool__isnull=False),
                name="risk_is_of_one_subject",
            ),
            models.CheckConstraint(condition=Q(state__in=RISK_STATES), name="risk_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=APPROVED_ONCE)
                | (
                    Q(
                        is_frozen=True,
                        approved_by__isnull=False,
                        approved_at__isnull=False,
                        approved_on__isnull=False,
                        next_review_on__isnull=False,
                    )
                    & ~Q(text_hash="")
                ),
                name="approved_risk_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None)
                | Q(next_review_on__gte=F("approved_on"), next_review_on__lte=YearAfter("approved_on")),
                name="risk_is_reviewed_within_a_year",
            ),
            # Those who wrote on it later stand in `RiskAuthor`; the lifecycle refuses them.
            models.CheckConstraint(
                condition=(Q(approved_by=None) | ~Q(approved_by=F("started_by")))
                & (Q(signed_off_by=None) | ~Q(signed_off_by=F("started_by"))),
                name="risk_author_never_approves",
            ),
            models.CheckConstraint(
                condition=Q(is_frozen=False) | Q(needed_owner=False) | Q(signed_off_by__isnull=False),
                name="high_risk_is_signed_off",
            ),
            *(
                models.UniqueConstraint(fields=[name, "number"], name=f"risk_number_once_per_{name}")
                for name in SUBJECTS
            ),
            *(
                models.UniqueConstraint(
                    fields=[name], condition=Q(state__in=OPEN_RISK_STATES), name=f"one_open_risk_per_{name}"
                )
                for name in SUBJECTS
            ),
            # With it, at most one covers a subject at any moment.
            *(
                models.UniqueConstraint(
                    fields=[name],
                    condition=Q(state__in=HOLDING_RISK_STATES),
                    name=f"one_risk_holds_per_{name}",
                )
                for name in SUBJECTS
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["next_review_on"], name="risks_by_review", condition=Q(state__in=HOLDING_RISK_STATES)
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def subject(self) -> Any:
        """The platform, account or tool."""
        return self.platform or self.account or self.tool

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_RISK_STATES

    @property
    def is_expired(self) -> bool:
        """Its last day has passed: computed, never stored."""
        return self.state in HOLDING_RISK_STATES and self.days_left < 0

    @property
    def days_left(self) -> int:
        """Until its last day, which counts; negative once that has passed."""
        return (self.next_review_on - clock.today()).days if self.next_review_on else 0


class RiskAuthor(Audited):
    """Somebody who wrote on an assessment: whoever did never approves it (§6.4). Append-only.

    `was_approver`: they were manager or DSL then, so that a deputy DSL or the owner must approve.
    """

    audit_schemas: ClassVar = {1: ("assessment_id", "person_id", "was_approver")}

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="authors")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    was_approver = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "person"], name="risk_author_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)


class RiskSwitch(Audited):
    """That an approved assessment was suspended, or restored by a person. Append-only; the last one counts."""

    class Kind(models.TextChoices):
        SUSPENDED = "suspended", _("Suspended")
        RESTORED = "restored", _("Restored")

    audit_schemas: ClassVar = {1: ("assessment_id", "sequence", "kind", "by_id", "at")}

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="switches")
    sequence = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["assessment", "sequence"], name="risk_switch_once_per_sequence")
        ]

    def __str__(self) -> str:
        return self.kind


def year_after(day: dt.date) -> dt.date:
    """The last day on which an assessment approved on `day` may hold; as `YearAfter`, or a day stricter."""
    return day + relativedelta(years=1)


def subject_name(model: type[models.Model]) -> str:
    """Which foreign key says that an assessment is about a row of `model`. KeyError for anything else."""
    return {Platform: "platform", OfficialAccount: "account", LearningTool: "tool"}[model]
