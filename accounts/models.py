"""People: persons, their sign-ins, roles with dates, children, and ties between them."""

import uuid
from typing import ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from workflow import clock
from workflow.models import Audited


class Role(models.TextChoices):
    """Who somebody is to the setting (S1.4). One person may hold several."""

    OWNER = "owner", _("Owner")
    MANAGER = "manager", _("Manager")
    DEPUTY_MANAGER = "deputy_manager", _("Deputy manager")
    DSL = "dsl", _("Designated Safeguarding Lead")
    DEPUTY_DSL = "deputy_dsl", _("Deputy Designated Safeguarding Lead")
    PRACTITIONER = "practitioner", _("Practitioner")
    SUPPORT = "support", _("Support staff")
    VOLUNTEER = "volunteer", _("Volunteer")
    CONTRACTOR = "contractor", _("Contractor")
    VISITOR = "visitor", _("Visitor")
    PARENT = "parent", _("Parent or carer")
    INSPECTOR = "inspector", _("Inspector")
    TECHNICAL_ADMIN = "technical_admin", _("Technical administrator")


LEADER_ROLES = frozenset({Role.OWNER, Role.MANAGER, Role.DEPUTY_MANAGER, Role.DSL, Role.DEPUTY_DSL})
SAFEGUARDING_ROLES = frozenset({Role.DSL, Role.DEPUTY_DSL})
STAFF_ROLES = LEADER_ROLES | {Role.PRACTITIONER, Role.SUPPORT}


class InForceQuerySet(models.QuerySet):
    """Rows with `starts_on` and an optional `ends_on`, both days included."""

    def in_force(self) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today()), starts_on__lte=clock.today())


class Dated(Audited):
    """Something that holds from one day to another. Time is asked, never stored as a state."""

    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = InForceQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_in_force(self) -> bool:
        return self.starts_on <= clock.today() and (self.ends_on is None or self.ends_on >= clock.today())


class Person(Audited):
    """Anybody the setting deals with. May have no e-mail, share one, have left, or be an outsider."""

    audit_schemas: ClassVar = {1: ("given_name", "family_name", "email", "left_on")}

    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["family_name", "given_name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held today. One query, once per loaded person."""
        if self.left_on and self.left_on < clock.today():
            return frozenset()
        return frozenset(self.role_assignments.in_force().values_list("role", flat=True))

    def holds(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)

    @property
    def is_leader(self) -> bool:
        return not self.roles.isdisjoint(LEADER_ROLES)

    @property
    def is_staff_member(self) -> bool:
        return not self.roles.isdisjoint(STAFF_ROLES)


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """An optional sign-in of one Person. No superusers: nobody is above a predicate."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="user")
    email = models.EmailField(_("e-mail"), unique=True)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    objects = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(models.functions.Lower("email"), name="one_sign_in_per_email")
        ]

    def __str__(self) -> str:
        # Signs-in are named in logs by libraries: never by an address.
        return str(self.pk)


class RoleAssignment(Dated):
    """One role of one person, from a day to a day (S1.2b)."""

    audit_schemas: ClassVar = {1: ("person_id", "role", "starts_on", "ends_on")}

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="role_assignments")
    role = models.CharField(_("role"), max_length=20, choices=Role)

    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="role_is_known"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(ends_on=None), name="one_open_assignment_per_role"
            ),
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class Child(Audited):
    """A child of the setting. Children never have accounts (S6.4)."""

    audit_schemas: ClassVar = {1: ("given_name", "family_name", "born_on", "room", "left_on")}

    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    born_on = models.DateField(_("date of birth"))
    room = models.CharField(_("room"), max_length=60, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["given_name", "family_name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Tie(Dated):
    """A tie between two persons, or a person and a child, that makes a conflict of interest (COI-4)."""

    class Kind(models.TextChoices):
        PARENT = "parent", _("Parent or carer of")
        RELATIVE = "relative", _("Relative of")
        PARTNER = "partner", _("Partner of")
        CLOSE_FRIEND = "close_friend", _("Close friend of")
        DECLARED = "declared", _("Declared relationship with")

    audit_schemas: ClassVar = {
        1: ("person_id", "other_person_id", "child_id", "kind", "source", "starts_on", "ends_on")
    }

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ties")
    other_person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="ties_to", null=True, blank=True
    )
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="ties", null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    source = models.CharField(_("how it is known"), max_length=120)

    history = HistoricalRecords()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(other_person=None) ^ Q(child=None), name="tie_has_one_other_end"
            ),
            models.CheckConstraint(
                condition=Q(other_person=None) | ~Q(other_person=F("person")), name="tie_not_to_oneself"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="tie_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Organisation(models.Model):
    """The setting itself: one row, edited in the app."""

    name = models.CharField(_("name"), max_length=150)
    owner_label = models.CharField(_("what the owner is called"), max_length=60)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    source = models.CharField(max_length=200)
    checked_on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="one_organisation")]

    def __str__(self) -> str:
        return self.name
