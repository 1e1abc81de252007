"""What pictures may be used for, and the words by which parents are told."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from workflow import clock
from workflow.models import Audited


class PurposeQuerySet(models.QuerySet):
    def asked(self) -> Self:
        """Those that parents are asked about, in the order of the form."""
        return self.filter(is_offered=True, lawful_basis=Purpose.Basis.CONSENT).order_by("position")


class Purpose(models.Model):
    """One use of pictures (domain §3.4). Each is asked on its own; no answer is No (R6)."""

    class Basis(models.TextChoices):
        CONSENT = "consent", _("consent")
        LEGITIMATE_INTERESTS = "legitimate_interests", _("legitimate interests")

    code = models.SlugField(max_length=40, primary_key=True)
    title = models.CharField(max_length=120)
    lawful_basis = models.CharField(max_length=25, choices=Basis, default=Basis.CONSENT)
    is_public = models.BooleanField(default=False, help_text=_("Anybody in the world may see it"))
    is_offered = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    objects = PurposeQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["position"]

    def __str__(self) -> str:
        return self.title


class NoticeQuerySet(models.QuerySet):
    def current(self, on: dt.date | None = None) -> Self:
        """The newest that has begun by the day `on` (default: today), the newest first."""
        return self.filter(begins_on__lte=on or clock.today()).order_by("-begins_on", "-number")


class Notice(Audited):
    """What parents are told about one purpose. A changed notice asks again. Append-only."""

    audit_schemas: ClassVar = {
        1: ("purpose_id", "number", "what", "audience", "how_long", "who_else", "begins_on", "text_hash")
    }

    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="notices")
    number = models.PositiveIntegerField()
    what = models.TextField(_("what it is, in plain words"))
    audience = models.CharField(_("who can see it"), max_length=200)
    how_long = models.CharField(_("how long it is kept"), max_length=200)
    who_else = models.CharField(_("who else decides about it"), max_length=200, blank=True)
    begins_on = models.DateField()
    text_hash = models.CharField(max_length=64)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purpose", "number"], name="notice_number_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["purpose", "-begins_on", "-number"], name="notices_of_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.purpose_id} {self.number}"


class RenewalRule(models.Model):
    """Until which day of the year a yes lasts: everybody is asked anew each school year (domain §3.5)."""

    code = models.SlugField(max_length=40, primary_key=True)
    year_begins_month = models.PositiveSmallIntegerField(help_text=_("First month of the school year"))
    last_month = models.PositiveSmallIntegerField()
    last_day = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    def __str__(self) -> str:
        return self.code

    def school_year(self, day: dt.date) -> int:
        """The calendar year in which the school year of `day` began."""
        return day.year if day.month >= self.year_begins_month else day.year - 1

    def renewal_day(self, school_year: int) -> dt.date:
        """The first day of a school year, on which everybody is asked anew."""
        return dt.date(school_year, self.year_begins_month, 1)

    def valid_until(self, day: dt.date) -> dt.date:
        """The last day of a yes that was given on `day`: in the autumn of the next school year."""
        return dt.date(self.school_year(day) + 1, self.last_month, self.last_day)
