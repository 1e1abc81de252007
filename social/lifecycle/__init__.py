"""What may happen in which state, a module per noun; imported here, so that each registers itself."""

from social.lifecycle import access, accounts, families, posts, risks, takedowns

__all__ = ["access", "accounts", "families", "posts", "risks", "takedowns"]
