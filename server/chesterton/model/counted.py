"""Formats counts with their nouns, in the singular or plural."""


def counted(count: int, one: str, many: str = "") -> str:
    """`1 note`, `2 notes`; with both forms given, `1 entry was`, `2 entries were`."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"
