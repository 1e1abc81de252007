"""Data that is not code: categories, outcomes, who may close alone, and whom to turn to outside."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sourced(models.Model):
    """A row that says where it comes from, in which edition, and when somebody last checked."""

    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    class Meta:
        abstract = True


class FourC(models.TextChoices):
    """The four areas of online risk (KCSIE 2025)."""

    CONTENT = "content", _("Content")
    CONTACT = "contact", _("Contact")
    CONDUCT = "conduct", _("Conduct")
    COMMERCE = "commerce", _("Commerce")


class Category(Sourced):
    """What a case is about (domain §4)."""

    code = models.CharField(max_length=60, primary_key=True)
    label = models.CharField(max_length=120)
    four_c = models.CharField(max_length=10, choices=FourC)
    asks_harm_questions = models.BooleanField(default=False)
    refuses_files = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.label


class Outcome(Sourced):
    """How a case ended (domain §4)."""

    code = models.CharField(max_length=60, primary_key=True)
    label = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.label


class ClosingRule(Sourced):
    """A kind of case that one person may close alone; every other needs a second person (§6.1)."""

    urgency = models.CharField(max_length=10)
    support_level = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["urgency", "support_level"], name="closing_rule_once")
        ]

    def __str__(self) -> str:
        return f"{self.urgency} {self.support_level}"


class ExternalContact(Sourced):
    """Whom anyone may turn to without this app or the manager (R4)."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=120)
    purpose = models.CharField(max_length=200)
    phone = models.CharField(max_length=60, blank=True)
    is_emergency = models.BooleanField(default=False)
    for_conflicts = models.BooleanField(default=False, help_text=_("Shown when every leader is in conflict"))
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.name
