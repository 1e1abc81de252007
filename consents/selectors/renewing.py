"""Whom a campaign still has to ask anew, and which yearly campaign is due: computed from rows and dates."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from accounts.models import ChildContact
from consents.models import Campaign, RenewalRule, Request, Signature
from consents.selectors import deciders, notices
from workflow import clock


def running() -> Campaign | None:
    """The campaign that asks now. Of two that run, the one that was opened last."""
    return Campaign.objects.running().first()


def to_renew(
    campaign: Campaign | None, child_ids: Iterable[uuid.UUID] | None = None
) -> QuerySet[ChildContact]:
    """Everybody who decides, has not signed since the campaign began, and was not asked in it.

    Nobody, as long as some purpose has no notice: without its words there is nothing to ask.
    """
    if campaign is None or notices.unknown_to(notices.current()):
        return ChildContact.objects.none()
    pair = {"child": OuterRef("child"), "person": OuterRef("person")}
    signed = Signature.objects.filter(at__gte=campaign.since, **pair)
    asked = Request.objects.filter(campaign=campaign, **pair).exclude(state=Request.State.OVERTAKEN)
    return deciders.deciding(child_ids).filter(~Exists(signed), ~Exists(asked))


def due_school_year() -> int | None:
    """The school year whose campaign has to be opened now; None without one.

    A setting that began after its first day has nobody to ask anew in it.
    """
    rule = RenewalRule.objects.filter(pk="yearly").first()
    if rule is None:
        return None
    year = rule.school_year(clock.today())
    opened = Campaign.objects.filter(kind=Campaign.Kind.YEARLY, school_year=year)
    before = Signature.objects.filter(at__lt=first_moment(rule.renewal_day(year)))
    return None if opened.exists() or not before.exists() else year


def first_moment(day: dt.date) -> dt.datetime:
    """The day's midnight in the setting's time."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
