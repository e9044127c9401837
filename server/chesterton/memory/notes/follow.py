"""Follow a symbol through git history, with or without a note on it."""

from chesterton.following.api import follow

__all__ = ["follow"]
