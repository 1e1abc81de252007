"""Celery tasks of this app. Each calls one action."""

from celery import shared_task

from policies.actions import asking, beginning, kept_words, printing, reminding, reviewing


@shared_task
def sweep_beginnings() -> None:
    beginning.sweep_beginnings()


@shared_task
def sweep_papers() -> None:
    printing.sweep_papers()


@shared_task
def sweep_reviews() -> None:
    reviewing.sweep_reviews()


@shared_task
def sweep_requests() -> None:
    asking.sweep_requests()


@shared_task
def sweep_reminders() -> None:
    reminding.sweep_reminders()


@shared_task
def purge_kept_words() -> None:
    kept_words.purge()
