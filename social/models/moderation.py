"""What families write to our accounts, and the weekly look at what stands below our posts (S5.7, S5.10g)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Child, Person
from accounts.selectors import tied_to
from policies.models import PlanAction
from social.models.accounts import OfficialAccount
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet

CONTENT_LIMIT = 500


class CannedWords(models.Model):
    """What is answered to a message on an account: the same words for everybody, never a conversation.

    `code` is the form of the message; `{setting}` and `{phone}` are filled in from the organisation.
    """

    code = models.SlugField(max_length=20, primary_key=True)
    words = models.TextField()
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=60, blank=True)
    checked_on = models.DateField()

    def __str__(self) -> str:
        return self.code


class FamilyMessageQuerySet(WorkflowQuerySet):
    def visible_to(self, person: Person) -> Self:
        """All of them for leaders, but those of their own family (R1); what they noted themselves for everybody."""
        own = self.filter(noted_by=person.pk)
        return own | self.apart_from(person) if person.is_leader else own

    def apart_from(self, person: Person) -> Self:
        """Those that are not of, or about, the person or their own family."""
        people, children = tied_to(person)
        # A column without anybody is not in a list, and not outside it either.
        strangers = Q(person=None) | ~Q(person__in=[person.pk, *people])
        return self.filter(strangers, Q(child=None) | ~Q(child__in=children))

    def waiting(self) -> Self:
        return self.filter(state=FamilyMessage.State.NOTED)


class FamilyMessage(WorkflowModel):
    """Something that a family sent to an official account: noted, and redirected. There is no reply (S5.10g)."""

    class State(models.TextChoices):
        NOTED = "noted", _("To be redirected")
        REDIRECTED = "redirected", _("Redirected")

    class Sender(models.TextChoices):
        CHILD = "child", _("A child")
        PARENT = "parent", _("A parent or carer")
        RELATIVE = "relative", _("A relative")
        UNKNOWN = "unknown", _("I do not know who")

    class Form(models.TextChoices):
        DIRECT = "dm", _("A direct message")
        COMMENT = "comment", _("A comment")
        TAG = "tag", _("A tag or mention")

    class How(models.TextChoices):
        WORDS = "words", _("With the words above, exactly as they stand")
        TELEPHONE = "telephone", _("By telephone, from the setting")
        EMAIL = "email", _("By e-mail, from the setting’s address")
        SPOKEN = "spoken", _("In person")
        HIDDEN = "hidden", _("Nothing was sent: it was hidden, removed or reported to the platform")

    initial = State.NOTED
    audit_schemas: ClassVar = {
        1: (
            "account_id", "received_at", "sender", "person_id", "child_id", "form", "content", "noted_by_id",
            "noted_at", "redirected_how", "redirected_at", "redirected_by_id",
        )
    }  # fmt: skip

    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="family_messages")
    # The beginning of its day where nobody knows the hour.
    received_at = models.DateTimeField()
    sender = models.CharField(max_length=10, choices=Sender)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, related_name="+")
    form = models.CharField(max_length=10, choices=Form)
    content = models.CharField(max_length=CONTENT_LIMIT, blank=True)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    redirected_how = models.CharField(max_length=10, choices=How, blank=True)
    redirected_at = models.DateTimeField(null=True)
    redirected_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    objects = FamilyMessageQuerySet.as_manager()

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="noted", redirected_how="", redirected_at=None, redirected_by=None)
                | (
                    Q(state="redirected", redirected_at__isnull=False, redirected_by__isnull=False)
                    & ~Q(redirected_how="")
                ),
                name="family_message_says_how_it_was_redirected",
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(sender__in=["parent", "relative"]),
                name="family_message_of_a_known_adult",
            ),
            models.CheckConstraint(
                condition=~Q(sender="unknown") | Q(child=None), name="family_message_of_nobody_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-received_at", "id"], name="family_messages_by_day")]

    def __str__(self) -> str:
        return str(self.pk)


class CommentWatch(Audited):
    """That somebody looks at one account's comments each week; its chain holds every look."""

    audit_schemas: ClassVar = {1: ("account_id",)}

    account = models.OneToOneField(OfficialAccount, on_delete=models.PROTECT, related_name="comment_watch")

    def __str__(self) -> str:
        return str(self.pk)


class CommentCheck(Audited):
    """One look at the comments, tags and messages of an account, and what was found. Append-only (S5.7)."""

    audit_schemas: ClassVar = {1: ("watch_id", "at", "by_id", "hidden", "removed", "reported", "note")}

    watch = models.ForeignKey(CommentWatch, on_delete=models.PROTECT, related_name="checks")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hidden = models.PositiveSmallIntegerField(default=0)
    removed = models.PositiveSmallIntegerField(default=0)
    reported = models.PositiveSmallIntegerField(default=0, help_text=_("To the platform"))
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["watch", "-at"], name="comment_checks_latest")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def has_findings(self) -> bool:
        return bool(self.hidden or self.removed or self.reported)


class CheckAction(models.Model):
    """That something on the action plan came from a check of comments."""

    comment_check = models.ForeignKey(CommentCheck, on_delete=models.PROTECT, related_name="actions")
    action = models.OneToOneField(PlanAction, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)
