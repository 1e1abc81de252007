"""What proves a signature or a withdrawal later: its seal, where it came from, and the paper it was on."""

import datetime as dt
import uuid
from typing import ClassVar, Self, cast

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from consents.models.answers import Signature, Withdrawal
from documents.models import Picture
from workflow import clock
from workflow.encryption import EncryptedTextField
from workflow.models import Audited

# How long the address and the browser of a signing are kept (domain §3.6: "short retention").
TRACE_DAYS = 30


class PaperForm(Audited):
    """A form that was printed for one child, with the very words that stood on it. Append-only.

    What comes back on paper is entered against these words, whatever parents are told by then.
    """

    audit_schemas: ClassVar = {
        1: ("child_id", "notices", "shown", "shown_sha256", "declaration", "printed_at", "printed_by_id")
    }

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="paper_forms")
    notices = models.JSONField(help_text=_("Purpose → id of the notice whose words stand on the form"))
    shown = models.TextField()
    shown_sha256 = models.CharField(max_length=64)
    declaration = models.TextField()
    printed_at = models.DateTimeField(default=clock.now)
    printed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["child", "-printed_at"], name="paper_forms_of_child")]

    def __str__(self) -> str:
        return str(self.pk)


class ScanQuerySet(models.QuerySet):
    def kept(self) -> Self:
        return self.filter(removed_at=None).order_by("position")


class ScanPage(Audited):
    """One page of a form that came back, as somebody scanned it: a picture drawn anew (domain §3.6).

    Of one that was taken out, since it is of something else, the row stays: who, and when.
    """

    audit_schemas: ClassVar = {
        1: (
            "signature_id", "picture_id", "position", "added_by_id", "added_at", "removed_by_id",
            "removed_at",
        )
    }  # fmt: skip

    signature = models.ForeignKey(Signature, on_delete=models.PROTECT, related_name="scan")
    picture = models.OneToOneField(Picture, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=clock.now)
    removed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects = ScanQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["signature", "position"], name="scan_pages_in_order"),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="scan_page_taken_out_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def largest(self) -> str:
        """The largest size that is still kept."""
        return Picture.Size.ORIGINAL if self.picture.has(Picture.Size.ORIGINAL) else Picture.Size.WEB


class Seal(Audited):
    """What was agreed or withdrawn, sealed by the recipe of `consents.sealing`. Append-only, once for each.

    `number` counts up per child, and `previous` is the seal before: none can go unseen.
    """

    audit_schemas: ClassVar = {
        1: (
            "signature_id", "child_id", "number", "recipe", "declaration", "means_said", "local_time",
            "address", "link_id", "form_id", "previous", "value", "code",
        ),
        2: (
            "signature_id", "withdrawal_id", "child_id", "number", "recipe", "introduction", "declaration",
            "means_said", "local_time", "address", "link_id", "form_id", "previous", "value", "code",
        ),
    }  # fmt: skip

    signature = models.OneToOneField(Signature, on_delete=models.PROTECT, null=True, related_name="seal")
    withdrawal = models.OneToOneField(Withdrawal, on_delete=models.PROTECT, null=True, related_name="seal")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    recipe = models.PositiveSmallIntegerField()
    introduction = models.TextField(
        default="", help_text=_("The words before the questions, as they were read")
    )
    declaration = models.TextField(blank=True)
    means_said = models.TextField(help_text=_("How they came in, in words"))
    local_time = models.CharField(max_length=80, help_text=_("The moment as it is printed"))
    address = models.CharField(max_length=254, blank=True, help_text=_("Where link and code were sent"))
    # Its row goes when it has expired; the number stays.
    link_id = models.UUIDField(null=True)
    form = models.ForeignKey(PaperForm, on_delete=models.PROTECT, null=True, related_name="+")
    previous = models.CharField(max_length=64, blank=True)
    value = models.CharField(max_length=64, unique=True)
    code = models.CharField(max_length=20, unique=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["child", "number"], name="seal_number_once_per_child"),
            models.CheckConstraint(
                condition=Q(signature__isnull=False, withdrawal=None)
                | Q(signature=None, withdrawal__isnull=False),
                name="seal_is_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def about(self) -> Signature | Withdrawal:
        """What it seals: one of both, as the database sees to."""
        return self.signature or cast(Withdrawal, self.withdrawal)


def trace_expiry() -> dt.date:
    return clock.today() + dt.timedelta(days=TRACE_DAYS)


class TraceQuerySet(models.QuerySet):
    def expired(self) -> Self:
        return self.filter(delete_on__lte=clock.today())


class SignatureTrace(models.Model):
    """From which network address and browser somebody signed. Encrypted, not audited, gone after thirty days."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    signature = models.OneToOneField(Signature, on_delete=models.CASCADE, related_name="trace")
    ip = EncryptedTextField()
    browser = EncryptedTextField()
    delete_on = models.DateField(default=trace_expiry)

    objects = TraceQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["delete_on"], name="signature_traces_to_delete")]

    def __str__(self) -> str:
        return str(self.pk)
