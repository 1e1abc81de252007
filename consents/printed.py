"""The room sheet on paper: a tagged PDF with when it was made and until when it may hang on the wall."""

import datetime as dt

from django.utils.translation import gettext as _

from consents.models import Purpose
from consents.selectors import sheet
from documents import pdf
from pages.templatetags.dates import nice_date, nice_datetime
from workflow import clock, working_days
from workflow.models import Calendar

CALENDAR = "setting"


def sheet_pdf(columns: list[Purpose], found: list[sheet.Line], narrowed: sheet.Narrowed) -> bytes:
    """The sheet, a page or more for each room."""
    now, until = clock.now(), valid_until(clock.today())
    is_past = narrowed.day < clock.today()
    made = _("Made on %(when)s") % {"when": nice_datetime(now)}
    holds = (
        _("As it was at the end of %(day)s. Not for today.") % {"day": nice_date(narrowed.day)}
        if is_past
        else _("Valid until the end of %(day)s. Then take it down.") % {"day": nice_date(until)}
    )
    context = {
        "columns": columns,
        "rooms": sheet.by_room(found),
        "made": made,
        "holds": holds,
        "left": narrowed.left,
        "version": made,
        "hash": holds,
        "foot": _("Yes or no only. To ask why, ask the safeguarding lead."),
    }
    return pdf.render("consents/sheet_pdf.html", context, title=_("Who may be shown"), created=now)


def valid_until(day: dt.date) -> dt.date:
    """The same day, or the next on which the setting works: nobody looks at the wall in between."""
    calendar = Calendar.objects.get(code=CALENDAR)
    periods = list(calendar.periods.all())
    if working_days.is_working_day(day, calendar, periods):
        return day
    return working_days.shifted(day, 1, calendar, periods)


def file_name(narrowed: sheet.Narrowed) -> str:
    """With the day and without a room: rooms may have names that a system refuses."""
    return f"who-may-be-shown-{narrowed.day:%Y-%m-%d}.pdf"
