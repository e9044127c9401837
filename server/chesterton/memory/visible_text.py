"""Make hidden, reordering and control characters visible before text is displayed."""

from chesterton.redact.hidden_characters import visible

__all__ = ["visible"]
