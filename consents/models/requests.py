"""Who was asked about which child, the links by which they come in, and what they typed and have not signed."""

import datetime as dt
import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from consents.models.campaigns import Campaign
from workflow import clock
from workflow.encryption import EncryptedTextField
from workflow.models import WorkflowModel, WorkflowQuerySet

LINK_LASTS = dt.timedelta(days=14)
CODE_LASTS = dt.timedelta(minutes=10)
MAX_TRIES, MAX_CODES = 5, 5
DRAFT_DAYS = 7
# The kind of message that brings a link.
LINK_KIND = "pictures-link"


# A class body cannot read the members of a class inside it.
STATES = ("asked", "paper", "opened", "answered", "lapsed", "overtaken")


class RequestQuerySet(WorkflowQuerySet):
    def open(self) -> Self:
        """Still to be answered: asked, opened, or waiting for paper."""
        return self.filter(state__in=Request.OPEN)


class Request(WorkflowModel):
    """That one person is asked about one child's pictures (domain §6.9). No answer is No, whatever its state."""

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        PAPER = "paper", _("To be asked on paper")
        OPENED = "opened", _("Opened")
        ANSWERED = "answered", _("Answered")
        LAPSED = "lapsed", _("No answer")
        OVERTAKEN = "overtaken", _("No longer needed")

    class Reason(models.TextChoices):
        JOINING = "joining", _("New here")
        RENEWAL = "renewal", _("A yes has lapsed")
        NOTICE = "notice", _("A notice has changed")
        RIGHT = "right", _("May decide since lately")
        CAMPAIGN = "campaign", _("Everybody is asked anew")

    OPEN: ClassVar = (State.ASKED, State.PAPER, State.OPENED)
    initial = State.ASKED

    audit_schemas: ClassVar = {
        1: ("child_id", "person_id", "reason", "asked_at"),
        2: ("child_id", "person_id", "reason", "asked_at", "campaign_id"),
    }

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="image_requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="image_requests")
    reason = models.CharField(max_length=10, choices=Reason)
    asked_at = models.DateTimeField(default=clock.now)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, related_name="requests")

    objects = RequestQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="image_request_state_is_known"),
            models.UniqueConstraint(
                fields=["child", "person"],
                condition=Q(state__in=["asked", "paper", "opened"]),
                name="one_open_request_each",
            ),
            models.UniqueConstraint(
                fields=["campaign", "child", "person"],
                condition=Q(state__in=["asked", "paper", "opened", "answered", "lapsed"]),
                name="one_request_each_in_a_campaign",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "state"], name="image_requests_of_person")]

    def __str__(self) -> str:
        return str(self.pk)


class InvitationQuerySet(models.QuerySet):
    def usable(self) -> Self:
        """Neither used nor expired."""
        return self.filter(used_at=None, expires_at__gt=clock.now())


class Invitation(models.Model):
    """A link that lets one person in once, with a code that goes to their own address.

    Link and code are kept as hashes only: whoever reads the database cannot come in by them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="image_invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    code_hash = models.CharField(max_length=64, blank=True)
    code_expires_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0, help_text=_("How often the present code was tried"))
    wished = models.BooleanField(default=False, help_text=_("They asked for it; nobody asked them"))
    codes_sent = models.PositiveSmallIntegerField(default=0)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-created_at"], name="invitations_of_person")]

    def __str__(self) -> str:
        return str(self.pk)


class LinkWish(models.Model):
    """Somebody typed an address to get a new link. Answered, and gone, within the minute.

    Written whether or not anybody has the address: neither the page nor its time tells who is known here.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    address = EncryptedTextField()
    at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return str(self.pk)


def draft_expiry() -> dt.date:
    return clock.today() + dt.timedelta(days=DRAFT_DAYS)


class AnswerDraft(models.Model):
    """What somebody chose about one child and has not signed. Theirs alone; not audited, gone at signing.

    `answers`: purpose → yes or no; `notices`: purpose → id of the notice that was shown; `seen`: the
    child's last answer when the page was drawn.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    answers = models.JSONField(default=dict)
    notices = models.JSONField(default=dict)
    seen = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(default=clock.now)
    delete_on = models.DateField(default=draft_expiry)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "child"], name="one_answer_draft_each")
        ]

    def __str__(self) -> str:
        return str(self.pk)
