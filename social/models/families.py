"""What families are told about our accounts, who has been told, and contact with those who left (S5.6, S4.2.5)."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from accounts.selectors import tied_to
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet


class FamilyWordQuerySet(models.QuerySet):
    def begun(self, on: dt.date | None = None) -> Self:
        """Those that hold by the day `on` (default: today), or once held; the newest first."""
        return self.filter(begins_on__lte=on or clock.today()).order_by("-begins_on", "-number")


class FamilyWord(Audited):
    """One version of what families are told about our accounts, their rules and what changes. Append-only.

    Each audience has versions of its own: every family, or the families of one room.
    """

    class Audience(models.TextChoices):
        ALL = "all", _("Every family")
        ROOM = "room", _("The families of one room")

    audit_schemas: ClassVar = {
        1: (
            "audience", "room", "number", "title", "body", "what_changed", "begins_on", "text_hash",
            "published_by_id", "published_at",
        )
    }  # fmt: skip

    audience = models.CharField(max_length=10, choices=Audience, default=Audience.ALL)
    room = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    what_changed = models.TextField(blank=True)
    begins_on = models.DateField()
    text_hash = models.CharField(max_length=64)
    published_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=clock.now)

    objects = FamilyWordQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["audience", "room", "number"], name="family_word_number_once_per_audience"
            ),
            models.CheckConstraint(
                condition=Q(audience="all", room="") | (Q(audience="room") & ~Q(room="")),
                name="family_word_names_its_room",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""), name="family_word_says_what_changed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audience} {self.room} {self.number}"


class DeliveryQuerySet(WorkflowQuerySet):
    def on_paper(self) -> Self:
        """Still to be handed over."""
        return self.filter(state=WordDelivery.State.PAPER)


class WordDelivery(WorkflowModel):
    """That one person of a family is told one version: by e-mail, or handed over on paper (§7, 15)."""

    class State(models.TextChoices):
        MAILED = "mailed", _("Sent by e-mail")
        PAPER = "paper", _("To be handed over on paper")
        HANDED = "handed", _("Handed over")

    class How(models.TextChoices):
        HAND = "hand", _("Handed over")
        READ = "read", _("Read to them, or with them")
        POST = "post", _("By post")

    initial = State.MAILED
    audit_schemas: ClassVar = {
        1: ("word_id", "person_id", "made_at", "handed_on", "handed_by_id", "handed_how")
    }

    word = models.ForeignKey(FamilyWord, on_delete=models.PROTECT, related_name="deliveries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    handed_on = models.DateField(null=True)
    handed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    handed_how = models.CharField(max_length=10, choices=How, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["word", "person"], name="family_word_once_per_person"),
            models.CheckConstraint(
                condition=(
                    Q(state__in=["mailed", "paper"], handed_on=None, handed_by=None, handed_how="")
                    | (
                        Q(state="handed", handed_on__isnull=False, handed_by__isnull=False)
                        & ~Q(handed_how="")
                    )
                ),
                name="family_word_handed_by_somebody",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["word", "state"], name="family_word_deliveries")]

    def __str__(self) -> str:
        return str(self.pk)


class LeaverContactQuerySet(models.QuerySet):
    def visible_to(self, person: Person) -> Self:
        """All of them for leaders, but those of their own family (R1)."""
        if not person.is_leader:
            return self.none()
        people, children = tied_to(person)
        return self.exclude(Q(person__in=[person.pk, *people]) | Q(child__in=children))


class LeaverContact(Audited):
    """That a family which has left asked for contact, and by which official means it has it. Append-only.

    There is no other contact with them online (S4.2.5).
    """

    class Means(models.TextChoices):
        EMAIL = "email", _("The setting’s e-mail address")
        PHONE = "phone", _("The setting’s telephone")
        LETTER = "letter", _("A letter of the setting")
        ACCOUNT = "account", _("What is posted for everybody on the official accounts")

    audit_schemas: ClassVar = {
        1: ("child_id", "person_id", "left_on", "asked_on", "asked_how", "means", "by_id", "noted_on")
    }

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    left_on = models.DateField(help_text=_("As it stood in the register"))
    asked_on = models.DateField()
    asked_how = models.CharField(max_length=200)
    means = models.CharField(max_length=10, choices=Means)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_on = models.DateField(default=clock.today)

    objects = LeaverContactQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(asked_how=""), name="leaver_contact_was_asked_for"),
            models.CheckConstraint(
                condition=Q(means__in=["email", "phone", "letter", "account"]),
                name="leaver_contact_by_official_means",
            ),
            models.CheckConstraint(
                condition=Q(noted_on__gt=F("left_on"), asked_on__lte=F("noted_on")),
                name="leaver_contact_after_leaving",
            ),
            models.CheckConstraint(condition=~Q(by=F("person")), name="leaver_contact_is_not_ones_own"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
