"""Celery tasks of this app. Each calls one action."""

from celery import shared_task

from accounts.actions import importing, unsent


@shared_task
def purge_unsent_forms() -> None:
    unsent.purge()


@shared_task
def purge_import_previews() -> None:
    importing.purge_previews()
