"""Text as surfaces show it: nothing in it hides, reorders or controls a terminal."""

from chesterton.redact.hidden_characters import visible

__all__ = ["visible"]
