"""Whom parents ask about pictures, and where they read what becomes of what we know about them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflow.models import Audited


class FamiliesContact(Audited):
    """What stands at the foot of every page of parents: one row, edited in the app (domain §3.4)."""

    audit_schemas: ClassVar = {1: ("who", "phone", "email", "privacy_url")}

    is_the_one = models.BooleanField(default=True, unique=True, editable=False)
    who = models.CharField(_("whom they ask"), max_length=100)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    privacy_url = models.URLField(_("address of the privacy notice"), blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_the_one=True), name="one_families_contact"),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""), name="families_contact_can_be_reached"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def dialled(self) -> str:
        """The number as a telephone takes it."""
        return "".join(letter for letter in self.phone if letter.isdigit() or letter == "+")
