"""Persons, their sign-ins, and their roles with dates."""

import re
import unicodedata
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

    audit_schemas: ClassVar = {
        1: ("given_name", "family_name", "email", "left_on"),
        2: ("given_name", "family_name", "email", "left_on", "no_social_media"),
    }

    given_name = models.CharField(_("given name"), max_length=100)
    family_name = models.CharField(_("family name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    no_social_media = models.BooleanField(_("does not use social media"), default=False)

    history = HistoricalRecords()

    class Meta:
        ordering: ClassVar = ["family_name", "given_name", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    def is_called(self, typed: str) -> bool:
        """Whether a typed name has every word of theirs here: whatever case, accents, order and further names."""
        return bool(typed.strip()) and _words_of(self.name) <= _words_of(typed)

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


def _words_of(name: str) -> set[str]:
    letters = unicodedata.normalize("NFKD", name.casefold())
    return set(re.findall(r"\w+", "".join(one for one in letters if not unicodedata.combining(one))))


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
