"""Event → who is told, a module per noun; imported here, so that each registers its kinds."""

from social.notices import families, risks

__all__ = ["families", "risks"]
