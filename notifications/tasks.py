"""Celery tasks of the outbox. Each takes ids and calls one function."""

from celery import shared_task

from notifications import delivery, sweeps


@shared_task
def deliver_messages(message_ids: list[str]) -> None:
    for message_id in message_ids:
        delivery.deliver(message_id)


@shared_task
def sweep_outbox() -> None:
    sweeps.sweep_outbox()


@shared_task
def send_digests() -> None:
    sweeps.send_digests()
