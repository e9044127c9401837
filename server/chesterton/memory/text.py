"""Text as surfaces show it: nothing in it hides, reorders or controls a terminal."""

from chesterton.redact.visible import visible

__all__ = ["visible"]
