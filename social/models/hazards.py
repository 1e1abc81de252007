"""What can go wrong, how likely and how bad: the rows of a risk assessment, and the data that names them."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from policies.models import PlanAction
from social.models.risks import RiskAssessment
from workflow import clock
from workflow.models import Audited

# Likelihood and impact go from 1 to this; the picture is a square of as many columns.
SCALE = 5
HARMED = {
    "children": _("Children"),
    "families": _("Families"),
    "staff": _("Staff and volunteers"),
    "setting": _("The setting"),
}


class HazardKind(models.Model):
    """What to think of (domain §6.4): each assessment says something about it, or leaves it out on purpose."""

    code = models.SlugField(max_length=30, primary_key=True)
    title = models.CharField(max_length=120)
    prompt = models.CharField(max_length=300, help_text=_("What to ask oneself"))
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.title


class RiskBand(models.Model):
    """From which score (likelihood × impact) on a risk is called so, and whether the owner must agree to it."""

    code = models.SlugField(max_length=20, primary_key=True)
    title = models.CharField(max_length=60)
    letter = models.CharField(max_length=1, help_text=_("Stands in the picture beside the colour"))
    from_score = models.PositiveSmallIntegerField(unique=True)
    needs_owner = models.BooleanField(default=False)
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["from_score"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_score__gte=1, from_score__lte=SCALE * SCALE),
                name="risk_band_is_on_the_scale",
            )
        ]

    def __str__(self) -> str:
        return self.title


def _on_scale(*names: str) -> Q:
    return Q(**{f"{name}__gte": 1 for name in names}, **{f"{name}__lte": SCALE for name in names})


class Hazard(Audited):
    """One thing that can go wrong, as it was handed in. Append-only; a draft's are JSON until then.

    `key` is the same from version to version, so that two can be compared.
    """

    audit_schemas: ClassVar = {
        1: (
            "assessment_id", "edition", "position", "key", "kind_id", "title", "harmed", "controls",
            "likelihood_before", "impact_before", "likelihood_after", "impact_after", "residual_owner_id",
            "action_id",
        )
    }  # fmt: skip

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="hazards")
    edition = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    key = models.UUIDField(default=uuid.uuid4)
    kind = models.ForeignKey(HazardKind, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    harmed = models.JSONField(default=list, help_text=_("Codes of who may be harmed"))
    controls = models.TextField()
    likelihood_before = models.PositiveSmallIntegerField()
    impact_before = models.PositiveSmallIntegerField()
    likelihood_after = models.PositiveSmallIntegerField()
    impact_after = models.PositiveSmallIntegerField()
    # Who answers for what is left of it.
    residual_owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # A control that is still to be done stands in the action plan.
    action = models.ForeignKey(PlanAction, on_delete=models.PROTECT, null=True, related_name="hazards")

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "edition", "position"], name="hazard_position_once"
            ),
            models.UniqueConstraint(fields=["assessment", "edition", "key"], name="hazard_key_once"),
            models.CheckConstraint(
                condition=_on_scale("likelihood_before", "impact_before", "likelihood_after", "impact_after"),
                name="hazard_is_on_the_scale",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def before(self) -> int:
        """Likelihood × impact without the controls."""
        return self.likelihood_before * self.impact_before

    @property
    def after(self) -> int:
        """Likelihood × impact with the controls."""
        return self.likelihood_after * self.impact_after


class RiskNote(Audited):
    """What was written about an assessment: why it was returned, stopped or approved. Append-only."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        RETURNED = "returned", _("What is to be changed")
        APPROVED = "approved", _("What the approver says")
        SIGNED_OFF = "signed_off", _("What the owner says")
        SUSPENDED = "suspended", _("Why it is suspended")
        RESTORED = "restored", _("Why it may be used again")
        WITHDRAWN = "withdrawn", _("Why it is withdrawn")
        GIVEN_UP = "given_up", _("Why it is given up")

    audit_schemas: ClassVar = {1: ("assessment_id", "kind", "body", "by_id", "at")}

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=10, choices=Kind)
    body = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return self.kind


class RiskTrigger(Audited):
    """Why an assessment that is in force must be looked at before its day (§6.4). Append-only.

    `by` is nobody where a rule noticed it: the platform's terms changed.
    """

    class Reason(models.TextChoices):
        TERMS = "terms", _("The platform’s terms changed")
        LESSON = "lesson", _("A lesson from an incident")
        FEATURE = "feature", _("It can do something new")
        OTHER = "other", _("Something else changed")

    audit_schemas: ClassVar = {1: ("assessment_id", "reason", "note", "terms", "by_id", "at")}

    assessment = models.ForeignKey(RiskAssessment, on_delete=models.PROTECT, related_name="triggers")
    reason = models.CharField(max_length=10, choices=Reason)
    # Never a fact of a case: everybody who reads the assessment reads it.
    note = models.TextField(blank=True)
    terms = models.CharField(max_length=120, blank=True, help_text=_("The terms that were new then"))
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["assessment", "terms"], condition=~Q(terms=""), name="risk_trigger_once_per_terms"
            )
        ]

    def __str__(self) -> str:
        return self.reason
