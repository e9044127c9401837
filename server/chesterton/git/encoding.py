"""Decodes user and author names from git, which may be in any encoding."""

from contextlib import suppress


def decoded(content: bytes, encoding: str | None = None) -> str:
    """The text: as UTF-8 if valid, else in `encoding`, else as Windows-1252 or Latin-1.

    No byte is replaced by U+FFFD.
    """
    for name in ("utf-8", encoding, "cp1252"):
        with suppress(LookupError, ValueError):  # unknown, no text encoding, or not this one
            if name:
                return content.decode(name)
    return content.decode("latin-1")
