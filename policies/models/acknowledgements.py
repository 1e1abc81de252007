"""Who was asked to sign which version, and what they answered."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from policies.models.policies import Audience
from policies.models.versions import PolicyVersion
from workflow import clock
from workflow.models import Audited, Deadline


class AcknowledgementRequestQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Still to be answered for good: neither signed nor exempt, nor overtaken."""
        return self.filter(closed_at=None)

    def to_sign(self) -> Self:
        """Open, of a policy that is still kept."""
        kept = Q(version__policy__retired_on=None) | Q(version__policy__retired_on__gt=clock.today())
        return self.open().filter(kept)

    def with_answer(self) -> Any:
        """Each with `answer` (the kind of its last answer, "" without one) and `due_at` of its clock."""
        answers = Acknowledgement.objects.filter(request=OuterRef("pk")).order_by("-at", "-pk")
        clocks = Deadline.objects.filter(
            object_type="policies.acknowledgementrequest", object_id=OuterRef("pk")
        ).order_by("-started_at")
        return self.annotate(
            answer=Coalesce(Subquery(answers.values("kind")[:1]), Value("")),
            due_at=Subquery(clocks.values("due_at")[:1]),
        )

    def with_standing(self) -> Any:
        """Each with `answer`, `due_at` and its `standing` now, computed and never stored.

        A question or a refusal waits for somebody else, so it comes before overdue.
        """
        standing = AcknowledgementRequest.Standing
        return self.with_answer().annotate(
            standing=Case(
                When(~Q(closing=""), then="closing"),
                When(answer=Acknowledgement.Kind.QUESTION, then=Value(standing.QUESTION)),
                When(answer=Acknowledgement.Kind.DECLINED, then=Value(standing.DECLINED)),
                When(due_at__lt=clock.now(), then=Value(standing.OVERDUE)),
                default=Value(standing.PENDING),
            )
        )


class AcknowledgementRequest(Audited):
    """That one person is to sign one version: the last major one (§6.8, S1.4).

    A minor version keeps what was signed; a major one asks anew. Pending and overdue are computed
    from its clock when asked. Its events stand in the chain of the version.
    """

    class Closing(models.TextChoices):
        SIGNED = "signed", _("Signed")
        EXEMPT = "exempt", _("Exempt")
        SUPERSEDED = "superseded", _("A later version asks anew")
        OUT_OF_SCOPE = "out_of_scope", _("No longer in scope")

    class Standing(models.TextChoices):
        """What it is today, in words; those of `Closing` are among them."""

        SIGNED = "signed", _("Signed")
        PENDING = "pending", _("To sign")
        OVERDUE = "overdue", _("Overdue")
        QUESTION = "question", _("Question asked")
        DECLINED = "declined", _("Declined")
        EXEMPT = "exempt", _("Exempt")
        SUPERSEDED = "superseded", _("A later version asks anew")
        OUT_OF_SCOPE = "out_of_scope", _("No longer in scope")

    audit_schemas: ClassVar = {1: ("version_id", "person_id", "kind", "asked_at", "closed_at", "closing")}

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="requests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="acknowledgement_requests")
    kind = models.CharField(max_length=10, choices=Audience.Kind, default=Audience.Kind.POLICY)
    asked_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)
    closing = models.CharField(max_length=15, choices=Closing, blank=True)

    objects = AcknowledgementRequestQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "person"], name="asked_once_per_version"),
            models.CheckConstraint(
                condition=Q(closed_at=None, closing="") | (Q(closed_at__isnull=False) & ~Q(closing="")),
                name="request_closed_with_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person"], name="requests_open", condition=Q(closed_at=None))
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_standing(self) -> str:
        """The `standing` that `with_standing` found, in words."""
        return str(self.Standing(self.standing).label)


class Acknowledgement(Audited):
    """One answer: signed, a question, declined, exempt. Append-only; the last one counts.

    `version` is the one whose words were shown, which may be a minor one after the one asked for.
    """

    class Kind(models.TextChoices):
        SIGNED = "signed", _("Signed")
        QUESTION = "question", _("Question asked")
        REPLY = "reply", _("Question answered")
        DECLINED = "declined", _("Declined")
        EXEMPT = "exempt", _("Exempt")
        EXEMPTION_ENDED = "exemption_ended", _("Exemption ended")

    class Means(models.TextChoices):
        ONLINE = "online", _("Signed in here")
        PAPER = "paper", _("On paper")

    # Answers that wait for somebody else's: until then nobody is pressed to sign.
    WAITING: ClassVar = (Kind.QUESTION, Kind.DECLINED)

    audit_schemas: ClassVar = {
        1: ("request_id", "kind", "version_id", "text_hash", "typed_name", "note", "notice", "means",
            "signed_on", "by_id", "at")
    }  # fmt: skip

    request = models.ForeignKey(AcknowledgementRequest, on_delete=models.PROTECT, related_name="answers")
    kind = models.CharField(max_length=15, choices=Kind)
    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    text_hash = models.CharField(max_length=64)
    typed_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    # The words of a short notice as they were shown: unlike a version's, they may be changed later.
    notice = models.TextField(blank=True)
    means = models.CharField(max_length=10, choices=Means, default=Means.ONLINE)
    # The day on the paper; online it is the day of `at`.
    signed_on = models.DateField(default=clock.today)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["signed", "exemption_ended"]) | ~Q(note=""), name="answer_says_why"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["request", "-at", "-id"], name="answers_of_request")]

    def __str__(self) -> str:
        return self.kind
