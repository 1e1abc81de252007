"""The setting's official accounts: what each is for, how it is protected, and who holds it (S5.1–S5.3)."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.models.children import Standing, StandingQuerySet
from social.models.platforms import Platform
from workflow import clock
from workflow.models import Audited, WorkflowModel, WorkflowQuerySet

# A class body cannot read the members of a class inside it.
STATES = ("proposed", "assessed", "live", "dormant", "compromised", "closed")
APPROVED = ("live", "dormant", "compromised")


class OfficialAccountQuerySet(WorkflowQuerySet):
    def in_use(self) -> Self:
        """Neither closed nor only proposed: somebody can sign in there and do something."""
        return self.filter(state__in=OfficialAccount.IN_USE)

    def live(self) -> Self:
        return self.filter(state=OfficialAccount.State.LIVE)


class OfficialAccount(WorkflowModel):
    """One account, page or profile in the setting's name. Whether it may be posted to is also a matter of its
    risk assessment, which is asked by date (`selectors.covering`), never stored here.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        ASSESSED = "assessed", _("Risk assessed")
        LIVE = "live", _("Live")
        DORMANT = "dormant", _("Dormant")
        COMPROMISED = "compromised", _("Compromised")
        CLOSED = "closed", _("Closed")

    class SecondFactor(models.TextChoices):
        APP = "app", _("Codes from an app")
        KEY = "key", _("A security key")
        TEXT = "text", _("Codes by text message, to the setting’s telephone")

    class Comments(models.TextChoices):
        OFF = "off", _("Nobody can comment")
        HELD = "held", _("Held back until one of us has read them")
        FILTERED = "filtered", _("Open, with hidden words, and looked at")

    class DirectMessages(models.TextChoices):
        OFF = "off", _("Turned off")
        REDIRECT = "redirect", _("Answered automatically: please write to the setting’s own address")

    class Tagging(models.TextChoices):
        OFF = "off", _("Nobody can tag us")
        AGREED = "agreed", _("Only with our agreement each time")

    initial = State.PROPOSED
    # Somebody can sign in there, and do something.
    IN_USE: ClassVar = (State.LIVE, State.DORMANT, State.COMPROMISED)

    audit_schemas: ClassVar = {
        1: (
            "platform_id", "name", "handle", "url", "objectives", "outcomes", "is_dedicated", "email",
            "email_exception", "second_factor", "recovery_email", "recovery_phone", "recovery_is_ours",
            "comments", "direct_messages", "tagging", "website_url", "no_website_because", "proposed_by_id",
            "proposed_at", "channel_agreed_by_id", "approved_by_id", "approved_at",
        )
    }  # fmt: skip

    platform = models.ForeignKey(Platform, on_delete=models.PROTECT, related_name="accounts")
    name = models.CharField(_("what it is called there"), max_length=120)
    handle = models.CharField(_("its handle"), max_length=80, blank=True)
    url = models.URLField(_("its address"), blank=True)
    objectives = models.TextField(_("what it is for"), blank=True)
    outcomes = models.TextField(_("what should come of it"), blank=True)
    is_dedicated = models.BooleanField(_("it is the setting’s alone"), default=False)
    email = models.EmailField(_("e-mail it is registered with"), blank=True)
    email_exception = models.CharField(_("why the address is not ours"), max_length=300, blank=True)
    second_factor = models.CharField(_("second factor"), max_length=10, choices=SecondFactor, blank=True)
    recovery_email = models.EmailField(_("recovery e-mail"), blank=True)
    recovery_phone = models.CharField(_("recovery telephone"), max_length=40, blank=True)
    recovery_is_ours = models.BooleanField(_("the recovery telephone is the setting’s"), default=False)
    comments = models.CharField(_("comments"), max_length=10, choices=Comments, blank=True)
    direct_messages = models.CharField(_("messages"), max_length=10, choices=DirectMessages, blank=True)
    tagging = models.CharField(_("tagging"), max_length=10, choices=Tagging, blank=True)
    website_url = models.URLField(_("page of our website that links to it"), blank=True)
    no_website_because = models.CharField(
        _("why our website does not link to it"), max_length=300, blank=True
    )
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    channel_agreed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    objects = OfficialAccountQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "id"]
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="official_account_state_is_known"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("proposed_by")),
                name="account_not_approved_by_proposer",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=APPROVED) | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="account_in_use_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="live")
                | (
                    Q(is_dedicated=True, recovery_is_ours=True)
                    & ~Q(objectives="") & ~Q(outcomes="") & ~Q(email="") & ~Q(second_factor="")
                    & ~Q(recovery_email="") & ~Q(comments="") & ~Q(direct_messages="") & ~Q(tagging="")
                    & (~Q(website_url="") | ~Q(no_website_because=""))
                ),
                name="live_account_is_complete",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class AccountHolderQuerySet(StandingQuerySet):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def administrators(self) -> Self:
        return self.filter(level=AccountHolder.Level.ADMINISTRATOR)


class AccountHolder(Standing):
    """That somebody can sign in to an official account, with which right (S5.3b). A fact on the platform:
    whoever leaves is still there until somebody takes them away, which is an `AccountRemoval`.
    """

    class Level(models.TextChoices):
        ADMINISTRATOR = "administrator", _("Administrator: full control")
        EDITOR = "editor", _("Editor: posts and answers")

    audit_schemas: ClassVar = {
        1: (
            "account_id", "person_id", "level", "second_factor", "begins_at", "ended_at", "added_by_id",
            "suspended_at", "suspended_by_id", "suspended_because",
        )
    }  # fmt: skip

    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="holders")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="held_accounts")
    level = models.CharField(_("right"), max_length=15, choices=Level)
    second_factor = models.BooleanField(_("signs in with a second factor"), default=False)
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    suspended_because = models.CharField(max_length=300, blank=True)

    objects = AccountHolderQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["account", "person"], condition=Q(ended_at=None), name="holds_account_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class AccountRemoval(WorkflowModel):
    """That somebody is to be taken away from an account today: passwords changed, right removed, sessions ended."""

    class State(models.TextChoices):
        TO_DO = "to_do", _("To do")
        DONE = "done", _("Done")

    class Cause(models.TextChoices):
        LEFT = "left", _("Has left")
        ROLE = "role", _("No longer has the role")
        ENDED = "ended", _("Access has ended")
        NOT_KEPT = "not_kept", _("Not kept at the termly check")

    initial = State.TO_DO
    audit_schemas: ClassVar = {
        1: ("account_id", "person_id", "cause", "opened_at", "right_removed", "password_changed", "note",
            "done_by_id", "done_at")
    }  # fmt: skip

    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="removals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    cause = models.CharField(max_length=10, choices=Cause)
    opened_at = models.DateTimeField(default=clock.now)
    right_removed = models.BooleanField(_("their right is removed"), default=False)
    password_changed = models.BooleanField(_("passwords and recovery are changed"), default=False)
    note = models.CharField(_("what was done"), max_length=300, blank=True)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=["to_do", "done"]), name="removal_state_is_known"),
            models.UniqueConstraint(
                fields=["account", "person"], condition=Q(state="to_do"), name="one_removal_to_do"
            ),
            models.CheckConstraint(
                condition=Q(state="to_do")
                | Q(right_removed=True, password_changed=True, done_by__isnull=False, done_at__isnull=False),
                name="removal_done_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Recertification(WorkflowModel):
    """The termly check of one account: does each who holds it still need it? (peers: keep or remove, with a note)"""

    class State(models.TextChoices):
        OPEN = "open", _("To be checked")
        DONE = "done", _("Checked")
        OVERTAKEN = "overtaken", _("No longer needed")

    initial = State.OPEN
    audit_schemas: ClassVar = {
        1: ("account_id", "term", "term_starts_on", "opened_at", "done_by_id", "done_at", "note")
    }

    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="recertifications")
    term = models.CharField(max_length=100)
    term_starts_on = models.DateField()
    opened_at = models.DateTimeField(default=clock.now)
    done_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(_("anything else"), blank=True)

    class Meta:
        base_manager_name = "objects"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "done", "overtaken"]), name="recertification_state_is_known"
            ),
            models.UniqueConstraint(fields=["account", "term_starts_on"], name="recertified_once_a_term"),
            models.CheckConstraint(
                condition=~Q(state="done") | Q(done_by__isnull=False, done_at__isnull=False),
                name="recertification_done_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.term


class HolderCheck(Audited):
    """One holder, looked at in one recertification. Append-only; nobody answers for themselves (R7)."""

    audit_schemas: ClassVar = {
        1: ("recertification_id", "holder_id", "level", "second_factor", "last_used_on", "keep", "note",
            "by_id", "at")
    }  # fmt: skip

    recertification = models.ForeignKey(Recertification, on_delete=models.PROTECT, related_name="checks")
    holder = models.ForeignKey(AccountHolder, on_delete=models.PROTECT, related_name="checks")
    level = models.CharField(_("right"), max_length=15, choices=AccountHolder.Level)
    second_factor = models.BooleanField(_("signs in with a second factor"))
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)
    keep = models.BooleanField(_("keeps it"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recertification", "holder"], name="holder_checked_once"),
            models.CheckConstraint(condition=Q(keep=True) | ~Q(note=""), name="holder_not_kept_says_why"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
