"""Prepares text for display: shortens it, and makes hidden and control characters visible."""

from chesterton.redact.hidden_characters import visible

__all__ = ["truncated", "visible"]


def truncated(text: str, limit: int) -> str:
    """At most `limit` characters, cut after a word and marked with `…`."""
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    at_word = head.rsplit(" ", 1)[0] if " " in head and text[limit - 1] != " " else head
    return f"{at_word.rstrip() or head}…"
