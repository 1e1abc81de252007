"""That a member of staff hands the setting's tablet to one parent."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from workflow import clock
from workflow.models import Audited

# However much it is used; without a press it ends much earlier (consents.tablet).
HANDOVER_LASTS = dt.timedelta(hours=1)


class HandoverQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Not handed back, and not older than an hour."""
        return self.filter(ended_at=None, at__gt=clock.now() - HANDOVER_LASTS)


class Handover(Audited):
    """One parent at the setting's tablet: who handed it over, how they knew the parent, and the parent's own check.

    Nothing of it lets anybody in before that check. The code is kept as a hash only.
    """

    class Known(models.TextChoices):
        """How the member of staff made sure of whom they hand it to."""

        PERSON = "person", _("I know them")
        DOCUMENT = "document", _("I saw a document with their picture")
        PASSWORD = "password", _("They gave the password that we agreed on for collecting the child")

    class Check(models.TextChoices):
        """What the parent added, which no member of staff does for them."""

        CODE = "code", _("The code that was sent to their own e-mail address")
        BIRTH = "birth", _("The child’s first name and date of birth")

    audit_schemas: ClassVar = {
        1: ("child_id", "person_id", "by_id", "known_by", "at", "checked_by", "checked_at", "ended_at")
    }

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    known_by = models.CharField(max_length=10, choices=Known)
    at = models.DateTimeField(default=clock.now)
    checked_by = models.CharField(max_length=10, choices=Check, blank=True)
    checked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_expires_at = models.DateTimeField(null=True)
    codes_sent = models.PositiveSmallIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(by=F("person")), name="nobody_hands_over_to_themselves"),
            models.CheckConstraint(
                condition=Q(checked_at=None, checked_by="")
                | (Q(checked_at__isnull=False) & ~Q(checked_by="")),
                name="handover_check_says_how",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
