"""Finds names that were replaced with others between two versions of a text, as after a rename."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from chesterton.anchoring.text import fuzzy

Replacement = tuple[tuple[str, ...], tuple[str, ...]]
"""Adjacent names, and those that took their place: `flags` and `SetFlags`."""

_NAME = re.compile(r"[^\W\d][\w$]*")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_MOST = 3
"""Maximum number of adjacent names on either side."""


def names_in(text: str) -> list[str]:
    """The names and words of a text, in order."""
    return _NAME.findall(text)


def speaks_of(text: Iterable[str], pair: Replacement) -> bool:
    """Whether a text has the new name, or a word by which it differs from the old one."""
    words = {part for name in text for part in (name.lower(), *_parts(name))}
    old, new = ({part for name in side for part in (name.lower(), *_parts(name))} for side in pair)
    return bool(words & (new - old))


def _parts(name: str) -> list[str]:
    return [part.lower() for part in _PART.findall(name)]


def replacements(old: Sequence[str], new: Sequence[str]) -> Counter[Replacement]:
    """How often each run of names was replaced by another; long runs are left out."""
    return Counter(
        (before, after)
        for before, after in gaps(old, new)
        if 0 < len(before) <= _MOST and 0 < len(after) <= _MOST
    )


def gaps(old: Sequence[str], new: Sequence[str]) -> Iterator[Replacement]:
    """What differs between two lists of names; runs of equal length, name by name."""
    for before, after in _runs(old, new):
        if len(before) == len(after):
            yield from (((one,), (other,)) for one, other in zip(before, after, strict=True))
        else:
            yield before, after


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Replacement]:
    """What differs between two lists, between the items that are equal."""
    removed: list[str] = []
    added: list[str] = []
    for step in fuzzy.opcodes(old, new):
        if step.tag == "equal":
            if removed or added:
                yield tuple(removed), tuple(added)
            removed, added = [], []
        else:
            removed += old[step.src_start : step.src_end]
            added += new[step.dest_start : step.dest_end]
    if removed or added:
        yield tuple(removed), tuple(added)
