"""Which accounts, pages or devices a case may be about: the setting's own, or any other."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from incidents.models.cases import Case
from incidents.models.named import NamedInCase, NamedQuerySet, named_and_decided
from social.models import OfficialAccount


class CaseAccount(NamedInCase):
    """An account that a case may be about. A report or a lead names it; triage confirms or drops it.

    `name` is what whoever named it was shown, or wrote, for good. Without an `account` it is not ours: a
    page that imitates us, an account or a device of somebody.
    """

    NAME_LIMIT = 250

    audit_schemas: ClassVar = {
        1: (
            "case_id", "account_id", "name", "report_id", "named_by_id", "named_at", "decision",
            "decided_by_id", "decided_at",
        )
    }  # fmt: skip

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="accounts")
    # Nothing leads back: the account's own page knows of no case.
    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=NAME_LIMIT)

    objects = NamedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "account"],
                condition=Q(account__isnull=False),
                name="our_account_once_per_case",
            ),
            models.UniqueConstraint(
                fields=["case", "name"], condition=Q(account=None), name="other_account_once_per_case"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="account_has_a_name"),
            *named_and_decided("account"),
        ]

    @property
    def key(self) -> object:
        return self.account_id or self.name
