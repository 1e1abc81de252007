"""That everybody is asked anew: each September, or when the manager says so (domain §3.5)."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from workflow import clock
from workflow.models import Audited

BECAUSE_LIMIT = 200


class CampaignQuerySet(models.QuerySet):
    def running(self, on: dt.date | None = None) -> Self:
        """Until its last day; the newest first, which is the one that asks."""
        day = on or clock.today()
        return self.filter(begins_on__lte=day, ends_on__gte=day).order_by("-number")


class Campaign(Audited):
    """Everybody who decides for a child is asked anew, whatever they said before. Append-only.

    An earlier yes keeps until its own last day. Whoever signs from `since` on need not be asked any
    more. `number` counts up, so that two who open at once cannot both succeed; of yearly ones there is one
    for each school year. How far it has come is counted when asked, never stored.
    """

    class Kind(models.TextChoices):
        YEARLY = "yearly", _("Each school year")
        BY_HAND = "by_hand", _("Opened by hand")

    audit_schemas: ClassVar = {
        1: ("number", "kind", "school_year", "because", "since", "begins_on", "ends_on", "opened_by_id")
    }

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    school_year = models.PositiveSmallIntegerField(help_text=_("In which calendar year it began"))
    because = models.CharField(_("why everybody is asked anew"), max_length=BECAUSE_LIMIT, blank=True)
    since = models.DateTimeField()
    begins_on = models.DateField()
    ends_on = models.DateField()
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school_year"], condition=Q(kind="yearly"), name="one_yearly_campaign_each"
            ),
            models.CheckConstraint(
                condition=Q(kind="yearly", opened_by=None)
                | (Q(kind="by_hand", opened_by__isnull=False) & ~Q(because="")),
                name="campaign_by_hand_says_who_and_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_running(self) -> bool:
        return self.begins_on <= clock.today() <= self.ends_on

    @property
    def title(self) -> str:
        """Names nobody, so that it may head a page and a file."""
        if self.kind == self.Kind.YEARLY:
            years = {"first": self.school_year, "second": self.school_year + 1}
            return str(_("School year %(first)s to %(second)s")) % years
        return self.because
