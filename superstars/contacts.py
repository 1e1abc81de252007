"""The outside contacts that cases keep, for the public pages of policies, which cannot know of cases."""

from collections.abc import Iterator

from django.db.models import Q

from incidents.models import ExternalContact
from policies.outside import Contact


def outside_contacts() -> Iterator[Contact]:
    """Those for a child in danger, and those for whom everybody inside may be in conflict. One query."""
    rows = ExternalContact.objects.filter(Q(is_emergency=True) | Q(for_conflicts=True))
    for row in rows:
        yield Contact(row.name, row.purpose, row.phone, is_emergency=row.is_emergency)
