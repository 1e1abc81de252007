"""Celery tasks of this app. Each calls one action."""

from celery import shared_task

from social.actions import noticing_change, reminding_of_risks


@shared_task
def sweep_terms() -> None:
    noticing_change.sweep_terms()


@shared_task
def sweep_risk_reminders() -> None:
    reminding_of_risks.sweep_reminders()
