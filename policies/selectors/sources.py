"""Sources as pages read them: the edition that applies, which cite them, and whether somebody looked lately."""

import datetime as dt

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from policies.lifecycle import SOURCE_CHECK
from policies.models import Citation, Policy, Source, SourceEdition
from workflow import clock
from workflow.models import DeadlineRule


def listed() -> QuerySet[Source]:
    """Every source with its editions (the latest first) and `citing`, how many kept policies cite it. Two queries."""
    kept = Q(citations__ended_at=None) & (
        Q(citations__policy__retired_on=None) | Q(citations__policy__retired_on__gt=clock.today())
    )
    counted = Source.objects.annotate(citing=Count("citations", filter=kept))
    # Counting forgets the model's own order.
    return counted.order_by("title").prefetch_related("editions")


def check_again_before() -> dt.date:
    """Whatever was last checked before this day is to be looked at again (rule `source.check`, in months)."""
    rule = DeadlineRule.objects.get(pk=SOURCE_CHECK)
    return clock.today() - relativedelta(months=rule.amount)


def cited_by(policy: Policy) -> list[Source]:
    """What a policy cites today, by title, with its editions. Two queries."""
    citing = Citation.objects.filter(policy=policy, ended_at=None).values("source")
    return list(Source.objects.filter(pk__in=citing).prefetch_related("editions"))


def citing(source: Source) -> QuerySet[Policy]:
    """The kept policies that cite a source, by title."""
    return Policy.objects.kept().filter(citations__source=source, citations__ended_at=None)


def editions_since(policy: Policy, since: dt.date) -> list[SourceEdition]:
    """Editions of what a policy cites that apply, or became known, after `since`; the latest first. One query.

    The first that is entered of a source is not news, whenever it was entered.
    """
    cited = Citation.objects.filter(policy=policy, ended_at=None).values("source")
    before = SourceEdition.objects.filter(source=OuterRef("source"), noted_at__lt=OuterRef("noted_at"))
    noted = Q(noted_at__gt=clock.london(since, dt.time.max)) & Exists(before)
    found = SourceEdition.objects.filter(Q(in_force_on__gt=since) | noted, source__in=cited)
    return list(found.select_related("source").order_by(F("in_force_on").desc(), "source__title"))
