"""Tasks that belong to the whole: sealing the record."""

from celery import shared_task

from superstars import sealing


@shared_task
def seal_checkpoint() -> None:
    sealing.seal_and_tell_owner()
