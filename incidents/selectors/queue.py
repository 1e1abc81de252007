"""The queue: what a leader may see, in the order of what cannot wait."""

from typing import Any

from django.db.models import F, Model, Q, QuerySet

from accounts.models import Person
from incidents.models import Case, CaseAction, CaseReport, Report
from incidents.models.cases import CaseQuerySet
from notifications.models import Message
from workflow import clock

# A case that nobody has triaged yet has no urgency and stands first: nobody knows that it can wait.
BY_URGENCY = ("urgency", F("next_due_at").asc(nulls_last=True), "pk")
BY_AGE = ("-opened_at", "pk")


class OneAfterAnother:
    """Two lists read as one. Each stays in the order of an index, which their union would not."""

    def __init__(self, first: QuerySet, second: QuerySet) -> None:
        self.first, self.second = first, second

    def __getitem__(self, part: slice) -> list[Any]:
        wanted = part.stop - part.start
        found = list(self.first[part])
        if len(found) == wanted:
            return found
        before = part.start + len(found) if found or not part.start else self.first.count()
        start = max(part.start - before, 0)
        return found + list(self.second[start : start + wanted - len(found)])


def cases_for(person: Person) -> CaseQuerySet:
    """Every case that `person` may see, each with whether it is news to them."""
    cases = Case.objects.visible_to(person).select_related("category")
    return cases.annotate(is_unread=F("accesses__is_unread"))


def in_order(cases: QuerySet[Case], *, only_open: bool, only_unread: bool = False) -> Any:
    """Unread first; open cases then by urgency and what is due, others by their age, the newest first.

    The answer can be sliced. `cases` are rows of `cases_for`.
    """
    order = BY_URGENCY if only_open else BY_AGE
    ordered: Any = cases.order_by(*order)
    if only_unread:
        return ordered
    return OneAfterAnother(unread(ordered), ordered.filter(is_unread=False))


def unread(cases: QuerySet[Any]) -> QuerySet[Any]:
    """Of rows of `cases_for`, what is news to this reader; ended cases can be news too."""
    return cases.filter(is_unread=True)


def overdue(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Open cases of which some deadline has passed."""
    return cases.filter(state__in=Case.OPEN_STATES, next_due_at__lt=clock.now())


def with_lost_mail(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases about which somebody could not be told by e-mail, and has not looked since."""
    reports = CaseReport.objects.filter(report__in=_lost(Report)).values("case")
    actions = CaseAction.objects.filter(pk__in=_lost(CaseAction)).values("case")
    return cases.filter(Q(pk__in=_lost(Case)) | Q(pk__in=reports) | Q(pk__in=actions))


def _lost(model: type[Model]) -> QuerySet:
    """Ids of the rows of `model` about which a message failed."""
    failed = Message.objects.filter(failed_at__isnull=False, seen_at=None)
    return failed.filter(object_type=model._meta.label_lower).values("object_id")
