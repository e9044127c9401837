"""Double-checks the renames that git reports, because git picks arbitrarily among similar files."""

from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath

from chesterton.syntax.outline import Parsed

_MOST_ADDED = 200
"""If a change adds more files than this, git's renames are trusted."""


def is_only_copy(
    before: Mapping[str, Parsed], after: Mapping[str, Parsed], path: str, target: str
) -> bool:
    """Whether no other new file is as similar to the old one as the one that git reports."""
    old, new = before.get(path), after.get(target)
    added = [one for one in after if one not in before]
    if old is None or new is None or len(added) > _MOST_ADDED:
        return True
    lines = Counter(old.text.value.split("\n"))
    kept = _common_share(lines, new)
    suffix = PurePosixPath(path).suffix
    others = (one for one in added if one != target and one.endswith(suffix))
    return not any(_common_share(lines, after[other]) >= kept for other in others)


def _common_share(lines: Counter[str], other: Parsed) -> float:
    others = Counter(other.text.value.split("\n"))
    return (lines & others).total() / max(1, (lines | others).total())
