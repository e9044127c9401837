"""Definitions of which several became one: pulled up into a base class, or two copies made one.

Each place is given to one definition only; whoever is left without any may share it with the holder
where both said nearly the same, or where what stands there says more of it than the holder did.
"""

from chesterton.anchoring.comparison import Comparison, Landed
from chesterton.anchoring.definition import Definition
from chesterton.anchoring.likeness import Likeness

_ALIKE, _SAME_WORDS = 0.75, 0.45
_NEARER = 0.1
_SURE = 1.0


def is_merged(
    comparison: Comparison,
    old: Definition,
    holder: Definition,
    new: Definition,
    score: float,
    landed: Landed,
) -> bool:
    """Whether `new`, which `holder` became, is what `old` became as well."""
    if score <= 0 or old.last_name != holder.last_name or not _is_moved(comparison, old, new):
        return False
    if _is_nearer(comparison, old, holder, new):
        return score > _SURE and old.last_name == new.last_name
    is_taken_along = comparison.landing(holder, landed) == (new.path, new.container)
    return (
        not is_taken_along
        and _is_moved(comparison, holder, new)
        and _is_copy(comparison, old, holder)
    )


def preference(likeness: Likeness) -> float:
    """Among several that it may have gone into, the one that says what it said."""
    return likeness.words


def _is_nearer(
    comparison: Comparison, old: Definition, holder: Definition, new: Definition
) -> bool:
    return comparison.body(old, new) >= comparison.body(old, holder) + _NEARER


def _is_copy(comparison: Comparison, old: Definition, holder: Definition) -> bool:
    shared, of_old, of_holder = comparison.shared(old, holder)
    together = of_old + of_holder - shared
    has_same_words = not together or shared / together >= _SAME_WORDS
    return has_same_words and comparison.body(old, holder) >= _ALIKE


def _is_moved(comparison: Comparison, old: Definition, new: Definition) -> bool:
    """Whether it came from another place, where nothing has its name any more."""
    place = comparison.change.target(old.path), old.container
    return place != (new.path, new.container) and not comparison.change.holders(old)
