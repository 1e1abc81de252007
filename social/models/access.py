"""Permission to use a social medium for the setting: asked, decided, and ended on a day (S3.3c, domain §6.3)."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.models.children import Standing
from social.models.accounts import OfficialAccount
from social.models.platforms import Platform
from workflow import clock
from workflow.models import WorkflowModel, WorkflowQuerySet

STATES = (
    "requested", "more_info", "approved", "suspended", "refused", "withdrawn", "expired", "revoked", "surrendered",
)  # fmt: skip
GRANTED = ("approved", "suspended", "expired", "revoked", "surrendered")
WAITING = ("requested", "more_info")


class AccessPermissionQuerySet(WorkflowQuerySet):
    def visible_to(self, person: Person) -> Self:
        """One's own; leaders see every one (S3.3c: a register)."""
        return self if person.is_leader else self.filter(person=person)

    def waiting(self) -> Self:
        """Asked, and not decided."""
        return self.filter(state__in=WAITING)

    def usable(self, on: dt.date | None = None) -> Self:
        """Approved, and its days have come and not gone. From dates: no sweep is waited for."""
        day = on or clock.today()
        return self.filter(state=AccessPermission.State.APPROVED, starts_on__lte=day, expires_on__gte=day)

    def standing_on(self, day: dt.date) -> Self:
        """Those that had been granted and had not ended at the end of `day`, with `was_suspended` then."""
        moment = clock.london(day + dt.timedelta(days=1), dt.time(0))
        held = AccessSuspension.objects.holding(moment - dt.timedelta(microseconds=1))
        return self.filter(
            Q(ended_at=None) | Q(ended_at__gte=moment),
            state__in=GRANTED,
            decided_at__lt=moment,
            starts_on__lte=day,
            expires_on__gte=day,
        ).annotate(was_suspended=Exists(held.filter(permission=OuterRef("pk"))))


class AccessPermission(WorkflowModel):
    """That one person may use one platform, or as an exception one official account (S3.3b), until a day.

    Whether it is in force is asked by date. `expires_on` is at most a year after `starts_on`; the database
    refuses more.
    """

    class State(models.TextChoices):
        REQUESTED = "requested", _("Asked for")
        MORE_INFO = "more_info", _("Question asked")
        APPROVED = "approved", _("Approved")
        SUSPENDED = "suspended", _("Suspended")
        REFUSED = "refused", _("Refused")
        WITHDRAWN = "withdrawn", _("Request withdrawn")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")
        SURRENDERED = "surrendered", _("Given back")

    class Device(models.TextChoices):
        SETTING = "setting", _("A device of the setting")
        OWN = "own", _("Their own device")

    initial = State.REQUESTED
    WAITING: ClassVar = WAITING
    GRANTED: ClassVar = GRANTED
    # Granted and not ended, whether it rests or not.
    HELD: ClassVar = (State.APPROVED, State.SUSPENDED)

    _FIRST: ClassVar = (
        "person_id", "platform_id", "account_id", "purpose", "device", "data", "with_children", "starts_on",
        "asked_until", "requested_at", "question", "answer", "conditions", "refused_because", "expires_on",
        "decided_by_id", "decided_at", "ended_at", "ended_by_id",
    )  # fmt: skip
    audit_schemas: ClassVar = {1: _FIRST, 2: (*_FIRST, "ended_because")}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="access_permissions")
    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="permissions")
    account = models.ForeignKey(
        OfficialAccount, on_delete=models.PROTECT, null=True, blank=True, related_name="permissions"
    )
    purpose = models.TextField(_("what for"))
    device = models.CharField(_("device"), max_length=10, choices=Device)
    data = models.CharField(_("whose information is involved"), max_length=300)
    with_children = models.BooleanField(_("used with children, or for them"), default=False)
    starts_on = models.DateField(_("from"))
    asked_until = models.DateField(_("until"))
    requested_at = models.DateTimeField(default=clock.now)
    question = models.TextField(_("question"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    conditions = models.TextField(_("conditions"), blank=True)
    refused_because = models.TextField(_("reason"), blank=True)
    expires_on = models.DateField(_("until"), null=True, blank=True)
    decided_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.TextField(_("why it ended"), blank=True)

    objects = AccessPermissionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-requested_at", "id"]
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="access_state_is_known"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")),
                name="access_not_decided_by_requester",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=GRANTED)
                | Q(decided_by__isnull=False, decided_at__isnull=False, expires_on__isnull=False),
                name="access_granted_by_somebody_until",
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_because=""), name="access_refused_says_why"
            ),
            models.CheckConstraint(
                condition=Q(asked_until__gte=F("starts_on"))
                & (Q(expires_on=None) | Q(expires_on__gte=F("starts_on"))),
                name="access_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["person", "platform"],
                condition=Q(state__in=["requested", "more_info"], account=None),
                name="one_open_access_request",
            ),
            models.UniqueConstraint(
                fields=["person", "account"],
                condition=Q(state__in=["requested", "more_info"]),
                name="one_open_exception_request",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "state"], name="access_of_person"),
            models.Index(fields=["state", "starts_on", "expires_on"], name="access_by_dates"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AccessSuspension(Standing):
    """That a permission rests. `because` is read by its holder and by whoever suspended it, and nobody else.

    `cause` is what everybody may know, and never says whether anything was reported.
    """

    class Cause(models.TextChoices):
        PAUSED = "paused", _("Paused by a leader")
        LEFT = "left", _("Has left")

    audit_schemas: ClassVar = {
        1: ("permission_id", "cause", "because", "by_id", "begins_at", "ended_at", "restored_by_id")
    }

    permission = models.ForeignKey(AccessPermission, on_delete=models.PROTECT, related_name="suspensions")
    cause = models.CharField(max_length=10, choices=Cause)
    because = models.CharField(_("what they are told"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    restored_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["permission"], condition=Q(ended_at=None), name="suspended_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(restored_by__isnull=False), name="suspension_ended_by_a_person"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
