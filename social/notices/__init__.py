"""Event → who is told, a module per noun; imported here, so that each registers its kinds."""

from social.notices import access, accounts, families, posts, risks, takedowns

__all__ = ["access", "accounts", "families", "posts", "risks", "takedowns"]
