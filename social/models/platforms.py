"""Social media as the setting knows them: from which age, checked when, at what risk; and who may use any."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from consents.models import Purpose
from policies.models import Policy
from workflow import clock
from workflow.models import Audited


class Platform(models.Model):
    """One service, official channel or not (S1.3). Reference data that the manager keeps up to date.

    `min_age` is in years, 0 where the terms name none. `sites` are where it is in the web, with spaces between.
    Pictures there need a yes to `purpose`, which is no other platform's: a yes to one is none to another.
    Every change is a `DataChange`.
    """

    class Risk(models.TextChoices):
        LOW = "low", _("Low")
        MEDIUM = "medium", _("Medium")
        HIGH = "high", _("High")

    code = models.SlugField(max_length=40, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    min_age = models.PositiveSmallIntegerField(_("youngest age its terms allow"))
    sites = models.CharField(_("its sites"), max_length=200, blank=True)
    terms_url = models.URLField(_("where its terms stand"), blank=True)
    terms_checked_on = models.DateField(_("terms looked at on"), null=True, blank=True)
    risk = models.CharField(_("risk"), max_length=10, choices=Risk)
    risk_note = models.CharField(_("why"), max_length=300, blank=True)
    is_channel = models.BooleanField(
        _("one of our official channels"), default=False, help_text=_("S5.1 names the official channels")
    )
    purpose = models.ForeignKey(
        Purpose, on_delete=models.PROTECT, null=True, blank=True, related_name="platforms"
    )
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(risk__in=["low", "medium", "high"]), name="platform_risk_known"
            ),
            models.UniqueConstraint(
                fields=["purpose"],
                name="purpose_of_one_platform",
                violation_error_message=_(
                    "Another platform has this use already: a yes to it is none to this one."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class MailDomain(models.Model):
    """A domain of the setting's own addresses: official accounts are registered with those (S5.3b)."""

    domain = models.CharField(_("domain"), max_length=120, primary_key=True)
    is_ours = models.BooleanField(_("ours"), default=True)
    source = models.CharField(max_length=200)
    checked_on = models.DateField()

    class Meta:
        ordering: ClassVar = ["domain"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(domain=models.functions.Lower("domain")) & ~Q(domain__contains="@"),
                name="mail_domain_in_small_letters",
            )
        ]

    def __str__(self) -> str:
        return self.domain


class Gate(models.Model):
    """Which policy somebody must have signed before they use social media for the setting (S3.3c, S5.10a)."""

    code = models.SlugField(max_length=40, primary_key=True)
    policy_code = models.SlugField(_("policy"), max_length=60)
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    def __str__(self) -> str:
        return self.code

    @property
    def policy(self) -> Policy | None:
        """None where the setting keeps no policy of that code (yet)."""
        return Policy.objects.filter(code=self.policy_code).first()


class DataChange(Audited):
    """What somebody changed of a platform, the gate or the setting's domains, as it then stood. Append-only."""

    class Of(models.TextChoices):
        PLATFORM = "platform", _("Platform")
        GATE = "gate", _("What must be signed")
        DOMAIN = "domain", _("Domain")

    audit_schemas: ClassVar = {1: ("of", "code", "values", "by_id", "at")}

    of = models.CharField(max_length=10, choices=Of)
    code = models.CharField(max_length=120)
    values = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["of", "code", "-at"], name="social_data_changes")]

    def __str__(self) -> str:
        return f"{self.of} {self.code}"


class ChildProfileQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(closed_on=None)


class ChildProfile(Audited):
    """An account or profile that was made for one child. The database refuses it below the platform's age (S6.4).

    Staff hold it; the child never signs in (R9).
    """

    audit_schemas: ClassVar = {
        1: ("child_id", "platform_id", "reason", "made_on", "made_by_id", "closed_on", "closed_by_id")
    }

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="profiles")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="child_profiles")
    reason = models.CharField(_("what it is for"), max_length=200)
    made_on = models.DateField(_("made on"), default=clock.today)
    made_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ChildProfileQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["child", "platform"], condition=Q(closed_on=None), name="one_profile_per_platform"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
