"""Hurry what the sweeps would find anyway.

What may no longer be shown does not wait for a worker: the process that heard of it acts at once, after its commit,
on as many posts as a page can carry, and leaves the rest to the worker and the sweep.
"""

from typing import Any
from uuid import UUID

from notifications.broker import hurry
from social.actions import returning_posts, taking_down
from social.tasks import (
    reconcile_access,
    reconcile_takedowns,
    return_posts,
    sweep_posts,
    sweep_takedowns,
    sweep_word,
)

# How many posts a page of a parent's may wait for.
AT_ONCE = 25


def families_changed(sender: Any, **kwargs: Any) -> None:
    """Somebody belongs to a child since now, or families are to be told something new: tell them soon."""
    hurry(sweep_word)


def permission_lost(sender: Any, child_ids: list[UUID], **kwargs: Any) -> None:
    """Receiver of `consents.signals.permission_lost`: posts on their way come back."""
    try:
        returning_posts.return_lost(child_ids, most=AT_ONCE)
    finally:
        hurry(return_posts, [str(pk) for pk in child_ids])


def standing_changed(sender: Any, person_ids: list[Any], **kwargs: Any) -> None:
    """Receiver of `accounts.signals.standing_changed`: what somebody may use has changed with their roles."""
    hurry(reconcile_access)


def come_down(sender: Any, child_ids: list[UUID], **kwargs: Any) -> None:
    """Receiver of `consents.signals.permission_lost`: what is live comes down."""
    try:
        taking_down.reconcile(child_ids, most=AT_ONCE)
    finally:
        hurry(reconcile_takedowns, [str(pk) for pk in child_ids])


def platform_changed(sender: Any, **kwargs: Any) -> None:
    """Pictures there need a yes to another use: whatever shows a child is asked about anew."""
    try:
        returning_posts.return_lost(most=AT_ONCE)
        taking_down.reconcile(most=AT_ONCE)
    finally:
        hurry(sweep_posts)
        hurry(sweep_takedowns)
