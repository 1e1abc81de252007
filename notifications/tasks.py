"""Celery tasks of the outbox. Each takes ids and calls one function."""

from celery import shared_task

from notifications import delivery, sweeps


@shared_task
def deliver_messages(message_ids: list[str]) -> None:
    delivery.deliver_all(message_ids)


@shared_task
def sweep_outbox() -> None:
    sweeps.sweep_outbox()


@shared_task
def send_digests() -> None:
    sweeps.send_digests()
