"""Checks whether definitions of the same name before and after an edit are certainly the same.

Only the two versions of one file are compared, so the check is cheap. If the result is False, the
caller compares all definitions in the change.
"""

from collections import Counter
from collections.abc import Collection
from itertools import chain, islice

from chesterton.anchoring.definitions.definition import Definition

_MOST = 100
"""Maximum number of other definitions compared."""

HARDLY_CHANGED = 0.8
"""Minimum share of common words at which a definition that kept its name counts as the same."""

_LOOSE = 0.5
"""Below this share of common words, a name may have been reused for something else."""


def is_standing(
    old: Definition,
    new: Definition,
    left: Collection[Definition],
    arrived: Collection[Definition],
) -> bool:
    """Whether `new` is more similar to its namesake `old` than anything else in the file.

    `left` and `arrived` are the definitions of the file's old and new version that have no
    unchanged namesake in the other version.
    """
    if old.text == new.text:
        return True
    kept = word_overlap(old, new)
    if kept < _LOOSE:
        return False
    others = ((old, one) for one in arrived if one is not new and _may_be(old, one))
    rivals = ((one, new) for one in left if one is not old and _may_be(one, new))
    return not any(word_overlap(*pair) > kept for pair in islice(chain(others, rivals), _MOST))


def _may_be(old: Definition, new: Definition) -> bool:
    return old.kind_group == new.kind_group and old.last_name != new.last_name


def word_overlap(old: Definition, new: Definition) -> float:
    """The number of common words as a share of all words of both."""
    before, after = Counter(old.words), Counter(new.words)
    return (before & after).total() / max(1, (before | after).total())
