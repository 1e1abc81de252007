"""Hurry what the sweeps would find anyway."""

from typing import Any

from notifications.broker import hurry
from social.tasks import (
    reconcile_access,
    reconcile_takedowns,
    return_posts,
    sweep_posts,
    sweep_takedowns,
    sweep_word,
)


def families_changed(sender: Any, **kwargs: Any) -> None:
    """Somebody belongs to a child since now, or families are to be told something new: tell them soon."""
    hurry(sweep_word)


def permission_lost(sender: Any, child_ids: list[Any], **kwargs: Any) -> None:
    """Receiver of `consents.signals.permission_lost`: posts on their way come back."""
    hurry(return_posts, [str(pk) for pk in child_ids])


def standing_changed(sender: Any, person_ids: list[Any], **kwargs: Any) -> None:
    """Receiver of `accounts.signals.standing_changed`: what somebody may use has changed with their roles."""
    hurry(reconcile_access)


def come_down(sender: Any, child_ids: list[Any], **kwargs: Any) -> None:
    """Receiver of `consents.signals.permission_lost`: what is live comes down."""
    hurry(reconcile_takedowns, [str(pk) for pk in child_ids])


def platform_changed(sender: Any, **kwargs: Any) -> None:
    """Pictures there need a yes to another use: whatever shows a child is asked about anew."""
    hurry(sweep_posts)
    hurry(sweep_takedowns)
