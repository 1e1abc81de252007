"""Celery tasks of this app. Each calls one action."""

import uuid

from celery import shared_task

from consents.actions import inviting, proving, requesting, scanning


@shared_task
def sweep_requests(child_ids: list[str] | None = None) -> None:
    requesting.sweep_requests(None if child_ids is None else [uuid.UUID(pk) for pk in child_ids])


@shared_task
def sweep_request_reminders() -> None:
    requesting.sweep_reminders()


@shared_task
def sweep_link_wishes() -> None:
    inviting.sweep_wishes()


@shared_task
def purge_drafts() -> None:
    requesting.purge_drafts()


@shared_task
def purge_traces() -> None:
    proving.sweep_traces()


@shared_task
def purge_large_scans() -> None:
    scanning.sweep_large()
