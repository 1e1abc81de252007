"""/healthz: the process is up. /readyz: it can store a concern.

Warnings never take a site away that can store a concern: they come in a 200, and
as words without counts, because a count would tell of cases.
"""

import os

from django import db
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from kombu import Connection
from kombu.exceptions import OperationalError

from documents import keys
from notifications.selectors import delivery_is_late
from pages.access import public
from superstars.celery import app
from workflow import clock, guards
from workflow.models import SweepRun
from workflow.sweeps import LATE

# The names that the sweeps of each minute leave in SweepRun.
EACH_MINUTE = ("outbox", "routing", "deadlines", "take-downs", "posts on their way")


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@public
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    try:
        if not _is_migrated():
            return JsonResponse({"database": "ok", "migrations": "missing"}, status=503)
        return JsonResponse({"database": "ok", "migrations": "ok", **_warnings()})
    except db.Error:
        return JsonResponse({"database": "unreachable"}, status=503)


def _is_migrated() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _warnings() -> dict[str, str]:
    on_time = SweepRun.objects.filter(name__in=EACH_MINUTE, at__gt=clock.now() - LATE)
    return {
        "broker": "ok" if _broker_answers() else "unreachable",
        "sweep": "ok" if on_time.count() == len(EACH_MINUTE) else "late",
        "messages": "late" if delivery_is_late() else "ok",
        "triggers": "missing" if guards.missing() else "ok",
        "certificates": "ok" if _certificates_can_be_sealed() else "no key",
    }


def _certificates_can_be_sealed() -> bool:
    try:
        keys.known()
    except keys.NoKey:
        return False
    return True


def _broker_answers() -> bool:
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=0)
            return _takes_files(broker)
    except (OperationalError, OSError):
        return False


def _takes_files(broker: Connection) -> bool:
    """A folder broker always connects; what counts is whether it can be written to."""
    folder = (broker.transport_options or {}).get("data_folder_out")
    return folder is None or os.access(folder, os.W_OK | os.X_OK)
