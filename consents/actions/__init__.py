"""What is done about children's pictures, one module per thing that people do."""

from consents.actions.locking import lock_children

__all__ = ["lock_children"]
