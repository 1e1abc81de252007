"""Celery tasks of this app. Each calls one action."""

from celery import shared_task

from incidents.actions import doing, drafting, escalating, routing


@shared_task
def sweep_unrouted() -> None:
    routing.sweep_unrouted()


@shared_task
def sweep_deadlines() -> None:
    escalating.sweep_deadlines()


@shared_task
def sweep_access() -> None:
    routing.sweep_access()


@shared_task
def remind_of_actions() -> None:
    doing.remind_of_actions()


@shared_task
def purge_drafts() -> None:
    drafting.purge_drafts()
