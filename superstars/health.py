"""/healthz: the process is up. /readyz: it can store a concern.

Warnings never take a site away that can store a concern: they come in a 200, and
as words without counts, because a count would tell of cases.
"""

import datetime as dt
from typing import Any

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from notifications.selectors import delivery_is_late
from pages.access import public
from superstars.celery import app
from workflow import clock, guards
from workflow.models import SweepRun

SWEEP_LATE = dt.timedelta(minutes=5)
MIGRATIONS_KEY = "readyz.migrations"


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok", content_type="text/plain")


@public
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    try:
        migrated = _is_migrated()
    except DatabaseError:
        return JsonResponse({"database": "unreachable"}, status=503)
    if not migrated:
        return JsonResponse({"database": "ok", "migrations": "missing"}, status=503)
    return JsonResponse({"database": "ok", "migrations": "ok", **_warnings()})


def _is_migrated() -> bool:
    if cache.get(MIGRATIONS_KEY):
        connection.ensure_connection()
        return True
    executor = MigrationExecutor(connection)
    migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    if migrated:
        cache.set(MIGRATIONS_KEY, True, timeout=30)
    return migrated


def _warnings() -> dict[str, Any]:
    last = SweepRun.objects.order_by("-at").values_list("at", flat=True).first()
    swept = last is not None and clock.now() - last < SWEEP_LATE
    return {
        "broker": "ok" if _broker_answers() else "unreachable",
        "sweep": "ok" if swept else "late",
        "messages": "late" if delivery_is_late() else "ok",
        "triggers": "missing" if guards.missing() else "ok",
    }


def _broker_answers() -> bool:
    try:
        with app.connection_for_write(transport_options={"max_retries": 0}) as broker:
            broker.ensure_connection(max_retries=1, timeout=2)
    except (OperationalError, OSError):
        return False
    return True
