"""What other apps ask of policies."""

from policies.selectors.gate import has_current_acknowledgement, who_acknowledged

__all__ = ["has_current_acknowledgement", "who_acknowledged"]
