"""Hurry what the sweeps would find anyway."""

from typing import Any

from notifications.broker import hurry
from social.tasks import sweep_word


def families_changed(sender: Any, **kwargs: Any) -> None:
    """Somebody belongs to a child since now, or families are to be told something new: tell them soon."""
    hurry(sweep_word)
