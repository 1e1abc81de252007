"""Celery tasks of this app."""

from celery import shared_task

from documents import pictures


@shared_task
def sweep_picture_files() -> None:
    pictures.sweep_files()
