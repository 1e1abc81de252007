"""Event → who is told, a module per noun; imported here, so that each registers its kinds."""

from social.notices import risks

__all__ = ["risks"]
