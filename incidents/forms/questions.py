"""What every question page of a report has: the register of whoever reports, and what it gives to the report."""

from collections.abc import Iterable
from typing import Any

from incidents.report_types import ReportType
from incidents.selectors.register import Register
from pages.questions import QuestionForm


class PageForm(QuestionForm):
    """A question page about a report of type `kind`. `register` is that of whoever reports."""

    def __init__(self, *args: Any, register: Register, kind: ReportType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register, self.kind = register, kind

    def named(self) -> list[dict[str, Any]]:
        """People named on this page, as keyword arguments of `actions.reporting.Named`."""
        return []

    def answers(self) -> dict[str, Any]:
        """What only this page asks, as plain values for `Report.answers`."""
        return {}


def listed(rows: Iterable[Any], prefix: str = "") -> list[tuple[str, str]]:
    """Rows of the register as choices."""
    return [(f"{prefix}{row.pk}", str(row)) for row in rows]


def picked(rows: Iterable[Any], pk: str) -> Any:
    """The row that a choice names; the form has checked that it is offered."""
    return next(row for row in rows if str(row.pk) == pk)
