"""Celery tasks of this app. Each calls one action."""

from celery import shared_task

from social.actions import informing, moderating, noticing_change, reminding_of_risks


@shared_task
def sweep_terms() -> None:
    noticing_change.sweep_terms()


@shared_task
def sweep_risk_reminders() -> None:
    reminding_of_risks.sweep_reminders()


@shared_task
def sweep_word() -> None:
    informing.sweep_word()


@shared_task
def sweep_watches() -> None:
    moderating.sweep_watches()


@shared_task
def sweep_family_reminders() -> None:
    moderating.sweep_reminders()
    informing.sweep_paper_reminders()
