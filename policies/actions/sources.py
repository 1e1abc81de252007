"""Laws and guidance that policies rest on: entered, checked for newer editions, renewed (S1.1, S7.1)."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from policies.actions import reviewing
from policies.models import Policy, Source, SourceEdition
from workflow import clock, engine
from workflow.actors import Actor

CHANGEABLE = ("title", "publisher", "standing", "link")
USUAL = Path(__file__).resolve().parent.parent / "data" / "usual" / "sources.json"


def add_source(
    *, actor: Actor, title: str, standing: str, edition: str, in_force_on: dt.date, **said: Any
) -> Source:
    """Enter a law or guidance with the edition that is known; `said` is publisher, link, checked_on (today).

    Raises NotAllowed, or ValidationError for a title that is taken or a day of checking to come.
    """
    with transaction.atomic(durable=True):
        return _add(actor, {"title": title, "standing": standing, **said}, {edition: in_force_on})


def _add(actor: Actor, said: dict[str, Any], editions: dict[str, dt.date]) -> Source:
    source = Source(**{"checked_on": clock.today(), **said})
    if source.checked_on > clock.today():
        raise ValidationError({"checked_on": _("Enter today or a day before.")})
    source.full_clean()
    rows = [
        SourceEdition(source=source, edition=edition, in_force_on=day, noted_at=clock.now())
        for edition, day in editions.items()
    ]
    for row in rows:
        row.clean_fields(exclude=["source"])
    engine.create(source, "add", actor=actor, contents=rows)
    SourceEdition.objects.bulk_create(rows)
    return source


def enter_usual_sources(*, actor: Actor) -> int:
    """Enter what a pre-school's policies usually rest on, as far as it is missing; returns how many.

    The titles, editions and days come from a data file, with the day on which somebody checked them.
    """
    with transaction.atomic(durable=True):
        known = set(Source.objects.values_list("title", flat=True))
        missing = [row for row in _usual() if row["title"] not in known]
        for row in missing:
            said = {name: row[name] for name in ("title", "publisher", "standing", "checked_on")}
            _add(actor, said, row["editions"])
    return len(missing)


def _usual() -> list[dict[str, Any]]:
    """The rows of the data file. In a demo that lives through earlier days, nothing was checked after today."""
    said = json.loads(USUAL.read_text(encoding="utf-8"))
    checked_on = min(dt.date.fromisoformat(said["checked_on"]), clock.today())
    return [
        {
            **row,
            "checked_on": checked_on,
            "editions": {name: dt.date.fromisoformat(day) for name, day in row["editions"].items()},
        }
        for row in said["rows"]
    ]


def check_source(source: Source, *, actor: Actor) -> None:
    """Say that somebody looked today, and that the editions known here are all there are. Raises NotAllowed."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Source, source.pk)
        _checked(locked)
        engine.record(locked, "check", actor=actor, contents=[locked])


def change_source(source: Source, *, actor: Actor, **said: Any) -> None:
    """Correct what is said about a source; its editions stay. Raises NotAllowed or ValidationError."""
    with transaction.atomic(durable=True):
        locked = engine.lock(Source, source.pk)
        for name in CHANGEABLE:
            setattr(locked, name, said.get(name, getattr(locked, name)))
        locked.full_clean()
        locked.save(update_fields=list(CHANGEABLE))
        engine.record(locked, "change", actor=actor, contents=[locked])


def note_edition(source: Source, *, actor: Actor, edition: str, in_force_on: dt.date) -> SourceEdition:
    """Note a new edition, today: each policy that cites the source is reviewed, once (S1.1, S7.1).

    Raises NotAllowed, or ValidationError for an edition that is known, or older than one that is.
    """
    with transaction.atomic(durable=True):
        locked = engine.lock(Source, source.pk)
        row = SourceEdition(source=locked, edition=edition, in_force_on=in_force_on, noted_at=clock.now())
        row.full_clean()
        last = locked.editions.first()
        if last and last.in_force_on > in_force_on:
            raise ValidationError({"in_force_on": _("A later edition is known already.")})
        _checked(locked)
        engine.record(locked, "new edition", actor=actor, contents=[locked, row])
        row.save(force_insert=True)
        _review_what_cites(row)
    return row


def _checked(source: Source) -> None:
    source.checked_on = clock.today()
    source.save(update_fields=["checked_on"])


def _review_what_cites(edition: SourceEdition) -> None:
    """Policies are locked in the order of their ids, so that two editions at once cannot wait for each other."""
    citing = Policy.objects.kept().filter(citations__source=edition.source_id, citations__ended_at=None)
    for pk in citing.order_by("pk").values_list("pk", flat=True):
        reviewing.open_for_edition(engine.lock(Policy, pk), edition)
