"""Rules out, without reading any code, that a note claims a word."""

import re

PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
"""A part of a compound name."""


def may_claim(note_text: str, word: str) -> bool:
    """False if the note cannot claim the word, whatever its code is. Takes microseconds.

    The words of a claim are those of the note, singular or plural, joined or in another case;
    numbers may be spelled out or converted.
    """
    if not word.isascii() or word[:1].isdigit():
        return True
    prose, lower = note_text.lower(), word.lower()
    if lower[:-1] in prose:  # `retry` of "retries"
        return True
    parts = PART.findall(word)
    return len(parts) > 1 and all(part.lower() in prose for part in parts)
