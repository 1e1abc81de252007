"""What a report or a lead names in a case, until triage says whether it is so: clauses and accounts alike."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents.models.reports import Report
from workflow import clock
from workflow.models import Audited


class NamedQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Not dropped: named, and perhaps confirmed."""
        return self.exclude(decision=NamedInCase.Decision.DROPPED)


class NamedInCase(Audited):
    """Named in a report, or by a lead; triage confirms or drops it. Each is a row of its own `case`."""

    class Decision(models.TextChoices):
        NONE = "", _("to be confirmed")
        CONFIRMED = "confirmed", _("confirmed")
        DROPPED = "dropped", _("dropped")

    # What a triage changes of it; nothing else ever is.
    DECIDED: ClassVar = ("decision", "decided_by", "decided_at")

    # Named in a report, or by a lead.
    report = models.ForeignKey(Report, on_delete=models.PROTECT, null=True, related_name="+")
    named_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    named_at = models.DateTimeField(default=clock.now)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def key(self) -> Any:
        """What it names. A case names it once."""
        raise NotImplementedError

    @property
    def is_confirmed(self) -> bool:
        return self.decision == self.Decision.CONFIRMED

    @property
    def is_dropped(self) -> bool:
        return self.decision == self.Decision.DROPPED


def named_and_decided(what: str) -> list[models.CheckConstraint]:
    """Named by one, and decided by somebody or not at all: for each table of them."""
    return [
        models.CheckConstraint(
            condition=Q(report__isnull=True) ^ Q(named_by__isnull=True), name=f"{what}_named_by_one"
        ),
        models.CheckConstraint(
            condition=Q(decision="", decided_at=None, decided_by=None)
            | Q(decision__in=["confirmed", "dropped"], decided_at__isnull=False, decided_by__isnull=False),
            name=f"{what}_decided_by_somebody",
        ),
    ]
