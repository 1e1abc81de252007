"""What lists and pages say of a report."""

from typing import Any

from django import template
from django.forms import Field

from incidents.forms.reporting import ContactForm
from incidents.models import Report
from incidents.report_types import REPORT_TYPES
from incidents.selectors import own_reports

register = template.Library()


@register.filter
def type_title(report: Report) -> Any:
    """Its type in words; the code, should the type be gone one day."""
    kind = REPORT_TYPES.get(report.report_type)
    return kind.title if kind else report.report_type


@register.filter
def coarse_status(report: Report) -> Any:
    """What its author may know of it; for rows of `own_reports.listed`."""
    return own_reports.status(report)


@register.filter
def answer_rows(report: Report) -> list[tuple[Any, str]]:
    """What only its type asked: label and answer in words, in the order of the page."""
    fields = ContactForm.base_fields
    return [
        (fields[name].label, _words(fields[name], value))
        for name, value in report.answers.items()
        if name in fields
    ]


def _words(field: Field, value: str) -> str:
    return str(dict(getattr(field, "choices", ())).get(value, value))
