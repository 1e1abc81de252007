"""What was answered about one child's pictures, by whom and how; and what the DSL has blocked."""

import datetime as dt
from typing import ClassVar, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, ChildContact, Person
from consents.models.purposes import Notice, Purpose
from workflow import clock
from workflow.models import Audited


class ConsentRecord(Audited):
    """Everything about one child's pictures: its chain of events is the whole story."""

    audit_schemas: ClassVar = {1: ("child_id",)}

    child = models.OneToOneField(Child, on_delete=models.PROTECT, related_name="consent_record")

    def __str__(self) -> str:
        return str(self.pk)


class Means(models.TextChoices):
    """How an answer reached us. All have equal standing (S5.8)."""

    ACCOUNT = "account", _("Signed in here")
    LINK = "link", _("By the link that was sent")
    TABLET = "tablet", _("On the setting’s tablet")
    PAPER = "paper", _("On paper")
    TELEPHONE = "telephone", _("By telephone")
    SPOKEN = "spoken", _("Said in person")
    LETTER = "letter", _("By letter or e-mail")


# By which somebody answers themselves; by all others, a member of staff enters it.
OWN_MEANS = (Means.ACCOUNT, Means.LINK, Means.TABLET)
# What comes on something that can be scanned.
ON_PAPER = (Means.PAPER, Means.LETTER)


class Signature(Audited):
    """One sitting: somebody read these words about one child and put their name to their answers.

    `shown` is the canonical JSON of exactly what stood on the page, in the `language` in which it was read;
    `drawn`, where somebody drew their signature beside their name, is `consents.drawing`'s. Append-only.
    """

    audit_schemas: ClassVar = {
        1: (
            "child_id", "person_id", "capacity", "responsibility", "declared", "typed_name", "shown",
            "shown_sha256", "means", "at", "entered_by_id",
        ),
        2: (
            "child_id", "person_id", "capacity", "responsibility", "declared", "typed_name", "shown",
            "shown_sha256", "means", "at", "entered_by_id", "signed_on",
        ),
        3: (
            "child_id", "person_id", "capacity", "responsibility", "declared", "typed_name", "shown",
            "shown_sha256", "means", "at", "entered_by_id", "signed_on", "language", "drawn",
        ),
    }  # fmt: skip

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="signatures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="signatures")
    capacity = models.CharField(max_length=15, choices=ChildContact.Capacity)
    responsibility = models.CharField(max_length=12, choices=ChildContact.Responsibility)
    declared = models.BooleanField(help_text=_("They declared that they may decide for the child"))
    typed_name = models.CharField(max_length=200)
    shown = models.TextField()
    shown_sha256 = models.CharField(max_length=64)
    means = models.CharField(max_length=10, choices=Means)
    at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    # The day on the form, where somebody else entered it.
    signed_on = models.DateField(null=True)
    language = models.CharField(max_length=10, default="", help_text=_("In which the words were read"))
    drawn = models.TextField(default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(declared=True) & ~Q(typed_name=""), name="signature_is_named_and_declared"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Withdrawal(Audited):
    """One sitting in which somebody said that pictures must end: by which route, and what they were told (§3.7).

    `shown` is the canonical JSON of what is removed and what cannot be called back, in `language`. Append-only.
    """

    audit_schemas: ClassVar = {
        1: (
            "child_id", "person_id", "capacity", "responsibility", "shown", "shown_sha256", "language", "means",
            "at", "entered_by_id",
        )
    }  # fmt: skip

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="withdrawals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="withdrawals")
    capacity = models.CharField(max_length=15, choices=ChildContact.Capacity)
    responsibility = models.CharField(max_length=12, choices=ChildContact.Responsibility)
    shown = models.TextField()
    shown_sha256 = models.CharField(max_length=64)
    language = models.CharField(max_length=10)
    means = models.CharField(max_length=10, choices=Means)
    at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class SignatureCheck(Audited):
    """A second person has compared what was entered with the form. Append-only, once for each signature.

    A yes that somebody entered for a parent counts only from here on, and only if both agree; a no
    counts at once. `signer` and `entered_by` are those of the signature, so that the database can
    refuse a check by either of them.
    """

    audit_schemas: ClassVar = {
        1: ("signature_id", "signer_id", "entered_by_id", "by_id", "at", "agrees", "note")
    }

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, related_name="checked")
    signer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    agrees = models.BooleanField()
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(by=F("entered_by")) & ~Q(by=F("signer")),
                name="form_is_checked_by_a_second_person",
            ),
            models.CheckConstraint(condition=Q(agrees=True) | ~Q(note=""), name="form_that_differs_says_how"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AnswerQuerySet(models.QuerySet):
    def latest_first(self, at: dt.datetime) -> Self:
        """Up to the moment `at`; of two at the same moment the one written later counts."""
        return self.filter(at__lte=at).order_by("-at", "-sequence")

    def counting(self, at: dt.datetime) -> Self:
        """Those that count at `at`: not a yes that somebody entered, until a second person has checked it."""
        checked = SignatureCheck.objects.filter(signature=OuterRef("signature"), agrees=True, at__lte=at)
        return self.filter(~Q(kind=Answer.Kind.GRANTED) | Q(entered_by=None) | Exists(checked))


class Answer(Audited):
    """One person's answer about one child and one purpose. Append-only; the last one of each person counts.

    `valid_until` is the last day of a yes: it lapses by itself, worker or no worker.
    """

    class Kind(models.TextChoices):
        GRANTED = "granted", _("Yes")
        REFUSED = "refused", _("No")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    NO: ClassVar = (Kind.REFUSED, Kind.WITHDRAWN)

    audit_schemas: ClassVar = {
        1: (
            "child_id", "purpose_id", "person_id", "kind", "notice_id", "signature_id", "at", "sequence",
            "valid_until", "means", "entered_by_id", "note",
        ),
        2: (
            "child_id", "purpose_id", "person_id", "kind", "notice_id", "signature_id", "withdrawal_id", "at",
            "sequence", "valid_until", "means", "entered_by_id", "note",
        ),
    }  # fmt: skip

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="image_answers")
    purpose = models.ForeignKey(Purpose, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="image_answers")
    kind = models.CharField(max_length=10, choices=Kind)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, null=True, related_name="+")
    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, null=True, related_name="answers")
    withdrawal = models.ForeignKey(Withdrawal, on_delete=models.PROTECT, null=True, related_name="answers")
    at = models.DateTimeField(default=clock.now)
    # Counts up per child: the order in which answers were stored, whatever the clocks say.
    sequence = models.PositiveIntegerField()
    valid_until = models.DateField(null=True)
    means = models.CharField(max_length=10, choices=Means)
    entered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "purpose", "sequence"], name="answer_once_per_sequence"),
            models.CheckConstraint(
                condition=~Q(kind="granted")
                | Q(signature__isnull=False, notice__isnull=False, valid_until__isnull=False),
                name="yes_is_signed_and_lapses",
            ),
            models.CheckConstraint(
                condition=Q(withdrawal=None) | Q(kind="withdrawn", signature=None),
                name="withdrawal_is_a_no_of_its_own",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["child", "purpose", "person", "-at", "-sequence"], name="answers_latest")
        ]

    def __str__(self) -> str:
        return self.kind


class BlockQuerySet(models.QuerySet):
    def holding(self, at: dt.datetime | None = None) -> Self:
        moment = at or clock.now()
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=moment), begins_at__lte=moment)


class Block(Audited):
    """The DSL says: never. It wins over everything, and nobody else sees why (domain §3.2)."""

    audit_schemas: ClassVar = {
        1: ("child_id", "reason", "begins_at", "by_id", "ended_at", "ended_by_id", "ended_because")
    }

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="image_blocks")
    reason = models.TextField()
    begins_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    ended_because = models.TextField(blank=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child"], condition=Q(ended_at=None), name="one_block_at_a_time")
        ]

    def __str__(self) -> str:
        return str(self.pk)
