"""Follows a symbol through git history, whether or not it has notes."""

from chesterton.following.api import follow

__all__ = ["follow"]
