"""Collects definitions incrementally: after an edit, only those near it are collected again.

A definition depends on its own node, its enclosing nodes, and the comments and attributes directly
above it. So the neighbours of an edit are collected again, up to the next sibling on either side
that is not a comment. Definitions before them are kept; those after them are only shifted.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tree_sitter import Node

from chesterton.syntax.collect import Collector, capture
from chesterton.syntax.edits import ByteChange
from chesterton.syntax.language_rules import Language, LocatedDefinition
from chesterton.syntax.tree import Tree

_SMALL_NODE_BYTES = 2_000
"""Maximum size of a node that is always collected as a whole."""


class CollectionUpdate(NamedTuple):
    """The definitions after an edit, and which of them were collected again."""

    definitions: list[LocatedDefinition]
    enclosing_indexes: list[int]  #: indexes of those that contain the edit
    new_indexes: range  #: indexes of those that were collected again
    replaced_indexes: range  #: the indexes in the old list that they replace


def collect_incrementally(
    before: Sequence[LocatedDefinition], tree: Tree, change: ByteChange, language: Language
) -> CollectionUpdate | None:
    """Like `collect`, reusing the definitions of `before`; None if a full collection is needed."""
    region = _region(tree.syntax.root_node, change, language)
    if region is None:
        return None
    shift = change.new_end - change.old_end
    old = _partition(before, range(region.start, region.stop - shift), change.old_end)
    if old is None:
        return None
    start = min([region.start, *(before[index].start for index in old.inside[:1])])
    captured = capture(tree.syntax.root_node, language, range(start, region.stop))
    fresh = [
        located
        for located in Collector(captured, tree.source, language).run()
        if located.code_end > region.start and located.code_start < region.stop
    ]
    new = _partition(fresh, region, change.new_end)
    if new is None or new.inside.start != len(new.enclosing):
        return None  # a definition that does not enclose the region precedes it
    enclosing = [_resized_around(before[index], change.start, shift) for index in old.enclosing]
    collected = [fresh[index] for index in new.enclosing]
    if any(not _is_unchanged(*pair) for pair in zip(enclosing, collected, strict=False)) or len(
        enclosing
    ) != len(collected):
        return None
    definitions = [*before[: old.inside.start]]
    for index, located in zip(old.enclosing, enclosing, strict=True):
        definitions[index] = located
    start = len(definitions)
    definitions += fresh[new.inside.start : new.inside.stop]
    recollected = range(start, len(definitions))
    rest = before[old.inside.stop :]
    definitions += [located.moved(shift) for located in rest] if shift else rest
    return CollectionUpdate(definitions, old.enclosing, recollected, old.inside)


class _Partition(NamedTuple):
    enclosing: list[int]
    inside: range


def _partition(
    definitions: Sequence[LocatedDefinition], region: range, edit_end: int
) -> _Partition | None:
    """Splits definitions into those that enclose the region and those in it; None if one overlaps.

    The edit ends at `edit_end`. The comments above a definition may lie outside its region, because
    some grammars make them part of the preceding definition.
    """
    enclosing: list[int] = []
    first = last = len(definitions)
    for index, (_, start, code_start, _, end) in enumerate(definitions):
        if start >= region.stop or (code_start >= region.stop and start >= edit_end):
            last = index
            break
        if end <= region.start:
            continue
        if code_start >= region.start and end <= region.stop:
            first = min(first, index)
        elif code_start < region.start and end >= region.stop and first == len(definitions):
            enclosing.append(index)
        else:
            return None
    first = min(first, last)
    return _Partition(enclosing, range(first, last))


def _resized_around(located: LocatedDefinition, point: int, shift: int) -> LocatedDefinition:
    """A definition, resized to contain an edit at `point`."""

    def moved(offset: int) -> int:
        return offset if offset <= point else offset + shift

    definition = located.definition
    return LocatedDefinition(
        definition._replace(
            name_start=moved(definition.name_start),
            name_end=moved(definition.name_end),
            own_name_start=moved(definition.own_name_start),
            own_name_end=moved(definition.own_name_end),
        ),
        located.start,
        located.code_start,
        located.code_end + shift,
        located.end + shift,
    )


def _is_unchanged(kept: LocatedDefinition, collected: LocatedDefinition) -> bool:
    """Whether an enclosing definition is unchanged; its leading comments are not compared."""
    return (kept.definition, kept.code_end, kept.end) == (
        collected.definition,
        collected.code_end,
        collected.end,
    )


def _region(root: Node, change: ByteChange, language: Language) -> range | None:
    """The bytes to collect again: whole siblings, up to one that is not a comment on each side.

    None if that is nearly everything.
    """
    levels = _large_nodes_around(root, change)
    while levels:
        region = _siblings(levels.pop(), change, language, is_file=not levels)
        if region is not None:
            return region
    return None


def _large_nodes_around(root: Node, change: ByteChange) -> list[Node]:
    """The large nodes that contain the change, outermost first."""
    levels, cursor = [root], root.walk()
    while cursor.goto_first_child_for_byte(change.start) is not None:
        child = cursor.node
        if child is None or child.start_byte >= change.start or child.end_byte <= change.new_end:
            break
        if child.end_byte - child.start_byte < _SMALL_NODE_BYTES:
            break
        levels.append(child)
    return levels


def _siblings(
    level: Node, change: ByteChange, language: Language, *, is_file: bool
) -> range | None:
    cursor = level.walk()
    if cursor.goto_first_child_for_byte(max(change.start - 1, 0)) is None:
        return None if not is_file else range(max(level.end_byte, change.new_end))
    node = cursor.node
    start = node and _region_start(node, change, language)
    end = node and _region_end(node, change, language)
    if start is None:
        start = 0 if is_file else None
    if end is None:
        end = max(level.end_byte, change.new_end) if is_file else None
    return None if start is None or end is None else range(start, end)


def _region_start(node: Node, change: ByteChange, language: Language) -> int | None:
    """The start of the nearest real sibling before the change, with its leading comments."""
    is_past, after = False, node
    for sibling in _backwards(node):
        is_real = not _is_leading(sibling, language)
        if is_past and is_real:
            return after.start_byte
        if is_real and sibling.is_named and sibling.end_byte < change.start:
            is_past = True
        after = sibling
    return None


def _region_end(node: Node, change: ByteChange, language: Language) -> int | None:
    """The end of the nearest real sibling after the change."""
    after: Node | None = node
    while after is not None:
        is_real = after.is_named and not _is_leading(after, language)
        if is_real and after.start_byte > change.new_end:
            return after.end_byte
        after = after.next_sibling
    return None


def _backwards(node: Node) -> Iterator[Node]:
    sibling: Node | None = node
    while sibling is not None:
        yield sibling
        sibling = sibling.prev_sibling


def _is_leading(node: Node, language: Language) -> bool:
    return node.type in language.comments or node.type in language.leading
