"""Who had agreed to which words on a day: read from what was signed, never from a state."""

import datetime as dt

from django.db.models import OuterRef, QuerySet, Subquery

from policies.models import Acknowledgement, Policy, PolicyVersion
from policies.selectors.scope import asked_versions


def signed_by(policy: Policy, on: dt.date) -> QuerySet[Acknowledgement]:
    """The last signature of each person up to the day `on`, by name: person, version shown, when, means.

    It may be of earlier words than those in force then; `counted` says which are not. A signature
    on paper counts from the day on the paper. Exemptions are no signatures.
    """
    signed = Acknowledgement.objects.filter(
        kind=Acknowledgement.Kind.SIGNED, request__version__policy=policy, signed_on__lte=on
    )
    last = signed.filter(request__person=OuterRef("request__person")).order_by("-signed_on", "-at", "-pk")
    return (
        signed.filter(pk=Subquery(last.values("pk")[:1]))
        .select_related("request__person", "version", "by")
        .defer("version__outline")
        .order_by("request__person__family_name", "request__person__given_name", "request__person_id")
    )


def counted(policy: Policy, on: dt.date) -> QuerySet[Acknowledgement]:
    """Of those, the signatures that count for the words in force on that day.

    A minor version keeps what was signed for the major one before it (§6.8).
    """
    asked = asked_on(policy, on)
    return signed_by(policy, on).filter(request__version=asked) if asked else Acknowledgement.objects.none()


def asked_on(policy: Policy, on: dt.date) -> PolicyVersion | None:
    """The version that was to be signed on that day; None when none was in force."""
    return asked_versions([policy], on).get(policy.pk)
