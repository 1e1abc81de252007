"""An author's reports, with a status so coarse that it tells nothing of the case."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from incidents.models import Case, Entry, ExternalContact, Report
from incidents.report_types import REPORT_TYPES

RECEIVED, BEING_DEALT_WITH, CLOSED, OUTSIDE = (
    _("Received"),
    _("Being dealt with"),
    _("Closed"),
    _("Kept sealed: please use the outside contacts"),
)
UNTOUCHED = (Case.State.RECEIVED,)


def listed(person: Person) -> QuerySet[Report]:
    """Own reports, the newest first, with what `status` needs. One query whatever their number."""
    cases = Case.objects.filter(reports=OuterRef("pk"))
    return (
        Report.objects.visible_to(person)
        .annotate(
            is_worked_on=Exists(cases.exclude(state__in=UNTOUCHED)),
            is_open=Exists(cases.open()),
            is_case_sealed=Exists(cases.filter(is_sealed=True)),
        )
        .order_by("-sent_at")
    )


def status(report: Any) -> Any:
    """Received, being dealt with, closed; or sealed, when everybody inside is in conflict (§1.9)."""
    if report.state == Report.State.SEALED or report.is_case_sealed:
        return OUTSIDE
    if report.state == Report.State.SENT or not report.is_worked_on:
        return RECEIVED
    return BEING_DEALT_WITH if report.is_open else CLOSED


def page(report: Report) -> dict[str, Any]:
    """Everything the author's page shows."""
    annotated = listed(report.author).get(pk=report.pk)
    entries = report.entries.filter(kind__in=Entry.SEEN_BY_AUTHOR).order_by("recorded_at")
    is_sealed = status(annotated) is OUTSIDE
    return {
        "report": report,
        "type": REPORT_TYPES.get(report.report_type),
        "status": status(annotated),
        "people": list(report.people.select_related("person", "child")),
        "entries": list(entries),
        "contacts": ExternalContact.objects.filter(for_conflicts=True) if is_sealed else (),
    }
