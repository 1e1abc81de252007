"""What other apps ask of consents."""

from consents.selectors.showing import may_show, showing

__all__ = ["may_show", "showing"]
