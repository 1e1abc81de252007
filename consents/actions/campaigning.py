"""Campaigns: everybody is asked anew, each September by itself, or when the manager says why.

Only the campaign itself is written here. Whom it asks the sweep of requests finds out by itself, so that one
that was interrupted goes on.
"""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from consents.lifecycle import ASK
from consents.models import Campaign, RenewalRule
from consents.models.campaigns import BECAUSE_LIMIT
from consents.selectors import notices, renewing
from consents.signals import campaign_opened
from workflow import clock, engine, working_days
from workflow.actors import Actor, System
from workflow.models import DeadlineRule

RENEWING = System("picture renewal")
Kind = Campaign.Kind


def open_yearly() -> Campaign | None:
    """Open this school year's campaign on its first day or as soon after it as a worker is there.

    None when there is one, or nobody signed before it. Two at once open one: the database refuses the other.
    """
    year = renewing.due_school_year()
    if year is None:
        return None
    since = renewing.first_moment(RenewalRule.objects.get(pk="yearly").renewal_day(year))
    try:
        with transaction.atomic(durable=True):
            campaign = Campaign(number=_next_number(), kind=Kind.YEARLY, school_year=year, since=since)
            return _open(campaign, RENEWING)
    except IntegrityError:
        return None


def open_by_hand(*, actor: Person, because: str) -> Campaign:
    """Ask everybody anew from now on, such as after the words of a notice have changed.

    Raises NotAllowed; ValidationError without a reason, while a use has no words, or while one runs.
    """
    why = " ".join(because.split())
    if not why or len(why) > BECAUSE_LIMIT:
        raise ValidationError({"because": _("Say in up to %(most)s letters why.") % {"most": BECAUSE_LIMIT}})
    if notices.unknown_to(notices.current()):
        raise ValidationError(_("Some uses have no notice yet. Publish the words first."))
    campaign = Campaign(kind=Kind.BY_HAND, because=why, since=clock.now(), opened_by=actor)
    campaign.school_year = RenewalRule.objects.get(pk="yearly").school_year(clock.today())
    try:
        with transaction.atomic(durable=True):
            # Before it is asked whether one runs: whatever is opened after this has the same number.
            campaign.number = _next_number()
            if Campaign.objects.running().exists():
                raise ValidationError(_running())
            _open(campaign, actor)
            transaction.on_commit(partial(campaign_opened.send_robust, sender=Campaign))
    except IntegrityError as error:
        # Somebody opened one at the same moment.
        raise ValidationError(_running()) from error
    return campaign


def _open(campaign: Campaign, actor: Actor) -> Campaign:
    """It runs as long as whoever is asked on its first day has time to answer."""
    rule = DeadlineRule.objects.select_related("calendar").get(pk=ASK)
    campaign.begins_on = clock.today()
    campaign.ends_on = timezone.localdate(working_days.due(rule, clock.now()))
    engine.create(campaign, "open", actor=actor)
    return campaign


def _next_number() -> int:
    return (Campaign.objects.aggregate(last=Max("number"))["last"] or 0) + 1


def _running() -> str:
    return _("Everybody is being asked anew already. Another can be opened when this one is over.")
