"""What lists and pages say of a report."""

import datetime as dt
from typing import Any

from django import template
from django.forms import DateField, Field, TimeField
from django.utils.translation import gettext_lazy as _

from incidents.forms.breach import BreachForm
from incidents.forms.contact import ContactForm
from incidents.models import Report
from incidents.report_types import REPORT_TYPES
from incidents.routing import (
    ABOUT_CHILD,
    ABOUT_DEPUTY,
    ABOUT_MANAGER,
    ABOUT_ME,
    ABOUT_OWNER,
    ABOUT_STAFF,
    UNDISCLOSED,
)
from incidents.selectors import clauses, own_reports
from pages.templatetags.dates import nice_date, nice_time

register = template.Library()

# Answers to the first question, as the author and a lead may both read them.
ABOUT = {
    ABOUT_CHILD: _("A child, a parent, or somebody outside"),
    ABOUT_STAFF: _("Somebody who works or helps here"),
    ABOUT_MANAGER: _("The manager or the Designated Safeguarding Lead"),
    ABOUT_DEPUTY: _("A deputy"),
    ABOUT_OWNER: _("The owner"),
    ABOUT_ME: _("The author"),
    UNDISCLOSED: _("The author would rather not say"),
}


@register.filter
def about_words(report: Report) -> list[Any]:
    """Whom it is about or could involve, as it was answered."""
    return [words for code, words in ABOUT.items() if code in report.about]


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
    fields = {**ContactForm.base_fields, "account": BreachForm.base_fields["account"]}
    named, ours = report.answers.get("clause"), report.answers.get("our_account")
    return [
        *([(_("Policy"), clauses.as_shown(named))] if named else []),
        *([(_("Which of our accounts or pages"), ours["name"])] if ours else []),
        *(
            (fields[name].label, _words(fields[name], value))
            for name, value in report.answers.items()
            if name in fields
        ),
    ]


def _words(field: Field, value: str) -> str:
    """A stored answer as people read it: a day, a time, the label of a choice, or what was typed."""
    if isinstance(field, DateField):
        return nice_date(dt.date.fromisoformat(value))
    if isinstance(field, TimeField):
        return nice_time(dt.time.fromisoformat(value))
    return str(dict(getattr(field, "choices", ())).get(value, value))
