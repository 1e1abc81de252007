"""Celery tasks of this app. Each calls one action."""

import uuid

from celery import shared_task

from social.actions import (
    informing,
    moderating,
    noticing_change,
    recertifying,
    reminding,
    reminding_of_risks,
    returning_posts,
    standing,
    taking_down,
)


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


@shared_task
def reconcile_access() -> None:
    standing.reconcile()
    standing.sweep_expired()


@shared_task
def sweep_posts() -> None:
    returning_posts.sweep_all()


@shared_task
def return_posts(child_ids: list[str]) -> None:
    returning_posts.return_lost([uuid.UUID(pk) for pk in child_ids])


@shared_task
def sweep_post_reminders() -> None:
    returning_posts.sweep_reminders()


@shared_task
def sweep_large_pictures() -> None:
    returning_posts.sweep_originals()


@shared_task
def sweep_recertifications() -> None:
    recertifying.sweep_recertifications()


@shared_task
def sweep_access_reminders() -> None:
    reminding.sweep_reminders()


@shared_task
def sweep_takedowns() -> None:
    taking_down.sweep_takedowns()


@shared_task
def reconcile_takedowns(child_ids: list[str]) -> None:
    taking_down.reconcile([uuid.UUID(pk) for pk in child_ids])
