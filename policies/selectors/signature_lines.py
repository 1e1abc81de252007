"""The wall of signatures as a file: one line per person and policy."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext_lazy

from documents.export import Cell
from policies.models import Acknowledgement, AcknowledgementRequest
from policies.selectors.signatures import SHOWN, Column, Narrowed, people, requests

COLUMNS = (
    gettext_lazy("Person"),
    gettext_lazy("Policy"),
    gettext_lazy("Version asked for"),
    gettext_lazy("What they sign"),
    gettext_lazy("State"),
    gettext_lazy("Due by"),
    gettext_lazy("Signed on"),
    gettext_lazy("Version signed"),
    gettext_lazy("How"),
    gettext_lazy("Entered by"),
)


def lines(shown: list[Column], narrowed: Narrowed) -> Iterator[list[Cell]]:
    """Each as `COLUMNS` say, by policy and name. Two queries, whatever the number."""
    versions = [one.version.pk for one in shown]
    signed = Acknowledgement.objects.filter(
        request__version__in=versions, kind=Acknowledgement.Kind.SIGNED
    ).select_related("by", "version")
    signed = signed.defer("version__outline", "version__outline_before").order_by("at")
    last = {answer.request_id: answer for answer in signed}
    cells = requests().filter(
        version__in=versions,
        person__in=people(shown, narrowed).order_by().values("pk"),
        standing__in=[narrowed.standing] if narrowed.standing else SHOWN,
    )
    names = ("person__family_name", "person__given_name", "person_id")
    for cell in cells.order_by("version__policy__title", "version__policy", *names).iterator():
        yield _line(cell, None if cell.standing != "signed" else last.get(cell.pk))


def _line(cell: AcknowledgementRequest, signed: Acknowledgement | None) -> list[Cell]:
    due_at = cell.due_at  # type: ignore[attr-defined]
    return [
        cell.person.name,
        cell.version.policy.title,
        cell.version.number,
        cell.get_kind_display(),
        cell.get_standing(),
        timezone.localdate(due_at) if due_at and cell.closed_at is None else None,
        signed.signed_on if signed else None,
        signed.version.number if signed else None,
        signed.get_means_display() if signed else None,
        signed.by.name if signed else None,
    ]
