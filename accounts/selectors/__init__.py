"""Reads about people: what other rooms ask for, and (in `register`) the pages of the register."""

from accounts.selectors.standing import (
    holders,
    missing_leaders,
    only_holder,
    recipients,
    tied_pairs,
    tied_to,
)

__all__ = ["holders", "missing_leaders", "only_holder", "recipients", "tied_pairs", "tied_to"]
