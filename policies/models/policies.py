"""The policies that the setting keeps: what they are called, who answers for them, whom they bind."""

import datetime as dt
from typing import ClassVar, Self

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Role
from workflow import clock
from workflow.models import Audited

# S7.1: at least annually. A setting may review more often, never less.
LONGEST_REVIEW_MONTHS = 12


class PolicyQuerySet(models.QuerySet):
    def kept(self, on: dt.date | None = None) -> Self:
        """Not retired on a day (today)."""
        return self.filter(Q(retired_on=None) | Q(retired_on__gt=on or clock.today()))


class Policy(Audited):
    """One policy, whatever its versions. Its text may be kept elsewhere: then it has a link and no version (S2.1)."""

    audit_schemas: ClassVar = {
        1: (
            "code", "title", "summary", "owner_role", "review_months", "reviewed_on", "is_public", "link",
            "notice", "retired_on",
        )
    }  # fmt: skip

    code = models.SlugField(max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    summary = models.CharField(_("what it is for"), max_length=300, blank=True)
    owner_role = models.CharField(_("who answers for it"), max_length=20, choices=Role, default=Role.MANAGER)
    review_months = models.PositiveSmallIntegerField(
        _("months between reviews"), default=LONGEST_REVIEW_MONTHS
    )
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    is_public = models.BooleanField(_("on the public page"), default=True)
    link = models.URLField(_("where its text is kept"), blank=True)
    notice = models.TextField(_("short notice for visitors"), blank=True)
    retired_on = models.DateField(_("no longer kept since"), null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "id"]
        verbose_name_plural = "policies"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(review_months__gte=1, review_months__lte=LONGEST_REVIEW_MONTHS),
                name="policy_is_reviewed_at_least_yearly",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_kept(self) -> bool:
        """Not retired."""
        return self.retired_on is None or self.retired_on > clock.today()

    @property
    def review_due_on(self) -> dt.date | None:
        """The day by which the next review must be done; None before it was ever reviewed."""
        return self.reviewed_on + relativedelta(months=self.review_months) if self.reviewed_on else None

    @property
    def is_overdue(self) -> bool:
        """Overdue from the day on which the review falls due (S7.1)."""
        return self.review_due_on is not None and self.review_due_on <= clock.today()


class PolicyLink(Audited):
    """That one policy leans on another (S2.1)."""

    audit_schemas: ClassVar = {1: ("policy_id", "to_id", "ended_at")}

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="links")
    to = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="linked_from")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy", "to"], condition=Q(ended_at=None), name="policy_linked_once"
            ),
            models.CheckConstraint(condition=~Q(policy=F("to")), name="policy_not_linked_to_itself"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Audience(Audited):
    """That everybody in a role signs a policy, or a short notice of it (S1.4)."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("signs the whole policy")
        NOTICE = "notice", _("signs a short notice")

    audit_schemas: ClassVar = {1: ("policy_id", "role", "kind", "ended_at")}

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="audiences")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    kind = models.CharField(_("what they sign"), max_length=10, choices=Kind, default=Kind.POLICY)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy", "role"], condition=Q(ended_at=None), name="audience_once_per_role"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="audience_role_is_known"),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())
