"""Detects merged definitions: methods pulled up into a base class, or deduplicated code.

Each new definition is first assigned to one old definition, called its holder. Another old
definition that remains unassigned may share the new one if the bodies of both old definitions were
nearly identical, or if its own body resembles the new body more than the holder's.
"""

from chesterton.anchoring.definitions.comparison import Comparison, PlacedContainers
from chesterton.anchoring.definitions.definition import Definition

_ALIKE, _SAME_WORDS = 0.75, 0.45
_NEARER, _MANY_WORDS = 0.1, 0.6
_SURE = 1.0


def is_merged(
    comparison: Comparison,
    old: Definition,
    assigned_old: Definition,
    new: Definition,
    score: float,
    placed: PlacedContainers,
) -> bool:
    """Whether `old` was merged into `new`, which `assigned_old` became."""
    if score <= 0 or old.last_name != assigned_old.last_name or not _is_moved(comparison, old, new):
        return False
    if _resembles_new_more(comparison, old, assigned_old, new):
        return score > _SURE and old.last_name == new.last_name
    if not _is_moved(comparison, assigned_old, new) or not _is_copy(comparison, old, assigned_old):
        return False
    return not _moved_with_container(
        comparison, assigned_old, new, placed
    ) or _are_containers_merged(comparison, old, assigned_old)


def _resembles_new_more(
    comparison: Comparison, old: Definition, holder: Definition, new: Definition
) -> bool:
    is_nearer = (
        comparison.body_similarity(old, new) >= comparison.body_similarity(old, holder) + _NEARER
    )
    return is_nearer and _has_words_of(comparison, old, new, _MANY_WORDS)


def _moved_with_container(
    comparison: Comparison, holder: Definition, new: Definition, placed: PlacedContainers
) -> bool:
    """Whether the holder only moved along with its renamed or moved container."""
    container = comparison.container_of(holder)
    if container is not None and comparison.change.namesakes_after(container):
        return False
    return comparison.expected_container(holder, placed) == (new.path, new.container)


def _are_containers_merged(comparison: Comparison, old: Definition, holder: Definition) -> bool:
    """Whether their containers were merged as well, taking both along."""
    own, other = comparison.container_of(old), comparison.container_of(holder)
    return (
        own is not None
        and other is not None
        and own.last_name == other.last_name
        and not comparison.change.namesakes_after(own)
        and _is_copy(comparison, own, other)
    )


def _is_copy(comparison: Comparison, old: Definition, holder: Definition) -> bool:
    is_alike = comparison.body_similarity(old, holder) >= _ALIKE
    return is_alike and _has_words_of(comparison, old, holder, _SAME_WORDS)


def _has_words_of(comparison: Comparison, one: Definition, other: Definition, share: float) -> bool:
    shared, first, second = comparison.shared_word_weights(one, other)
    return shared >= share * (first + second - shared)


def _is_moved(comparison: Comparison, old: Definition, new: Definition) -> bool:
    """Whether the definition was moved and left no namesake in its old place."""
    place = comparison.change.path_after(old.path), old.container
    return place != (new.path, new.container) and not comparison.change.namesakes_after(old)
