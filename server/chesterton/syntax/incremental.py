"""Incremental collection: after an edit, only the definitions near it are collected again.

A definition depends on its own node, its enclosing nodes, and the comments and attributes directly
above it. So the neighbours of an edit are collected again, up to the next sibling on either side
that is not a comment. Definitions before them are kept; those after them are only shifted.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tree_sitter import Node

from chesterton.syntax.collect import Collector, Found, capture
from chesterton.syntax.language_rules import Language
from chesterton.syntax.tree import Change, Tree

_SMALL = 2_000
"""Bytes of a node that is collected as a whole."""


class Renewed(NamedTuple):
    """The definitions after an edit, and which of them are new."""

    found: list[Found]
    around: list[int]  #: positions of those that the edit stands in
    inside: range  #: positions of those that were collected anew
    former: range  #: positions in the former list whose place they take


def collect_again(
    before: Sequence[Found], tree: Tree, change: Change, language: Language
) -> Renewed | None:
    """As `collect` for `tree`, from the definitions before; None where all must be looked at."""
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
        one
        for one in Collector(captured, tree.source, language).run()
        if one.code_end > region.start and one.code_start < region.stop
    ]
    new = _partition(fresh, region, change.new_end)
    if new is None or new.inside.start != len(new.around):
        return None  # something else than the edit's surroundings stands before it
    around = [_stretched(before[index], change.start, shift) for index in old.around]
    collected = [fresh[index] for index in new.around]
    if any(not _is_alike(*pair) for pair in zip(around, collected, strict=False)) or len(
        around
    ) != len(collected):
        return None
    found = [*before[: old.inside.start]]
    for index, one in zip(old.around, around, strict=True):
        found[index] = one
    start = len(found)
    found += fresh[new.inside.start : new.inside.stop]
    inside = range(start, len(found))
    rest = before[old.inside.stop :]
    found += [one.moved(shift) for one in rest] if shift else rest
    return Renewed(found, old.around, inside, old.inside)


class _Parts(NamedTuple):
    around: list[int]
    inside: range


def _partition(found: Sequence[Found], region: range, edited: int) -> _Parts | None:
    """Which definitions stand around the region and which in it; None if one does both.

    What was edited ends at `edited`. Comments above a definition may stand outside the region that
    it is in: some grammars make them part of the definition before it.
    """
    around: list[int] = []
    first = last = len(found)
    for index, (_, start, code_start, _, end) in enumerate(found):
        if start >= region.stop or (code_start >= region.stop and start >= edited):
            last = index
            break
        if end <= region.start:
            continue
        if code_start >= region.start and end <= region.stop:
            first = min(first, index)
        elif code_start < region.start and end >= region.stop and first == len(found):
            around.append(index)
        else:
            return None
    first = min(first, last)
    return _Parts(around, range(first, last))


def _stretched(one: Found, point: int, shift: int) -> Found:
    """A definition in which something was edited at `point`."""

    def moved(offset: int) -> int:
        return offset if offset <= point else offset + shift

    told = one.definition
    return Found(
        told._replace(
            name_start=moved(told.name_start),
            name_end=moved(told.name_end),
            own_start=moved(told.own_start),
            own_end=moved(told.own_end),
        ),
        one.start,
        one.code_start,
        one.code_end + shift,
        one.end + shift,
    )


def _is_alike(kept: Found, collected: Found) -> bool:
    """Whether a definition around the edit is what it was; what is above it was not looked at."""
    return (kept.definition, kept.code_end, kept.end) == (
        collected.definition,
        collected.code_end,
        collected.end,
    )


def _region(root: Node, change: Change, language: Language) -> range | None:
    """The bytes to look at again: whole siblings, with one that ends a run of comments each side.

    None where that is nearly everything.
    """
    levels = _levels(root, change)
    while levels:
        region = _siblings(levels.pop(), change, language, is_file=not levels)
        if region is not None:
            return region
    return None


def _levels(root: Node, change: Change) -> list[Node]:
    """The nodes around the change, outermost first, as long as they are large."""
    levels, cursor = [root], root.walk()
    while cursor.goto_first_child_for_byte(change.start) is not None:
        child = cursor.node
        if child is None or child.start_byte >= change.start or child.end_byte <= change.new_end:
            break
        if child.end_byte - child.start_byte < _SMALL:
            break
        levels.append(child)
    return levels


def _siblings(level: Node, change: Change, language: Language, *, is_file: bool) -> range | None:
    cursor = level.walk()
    if cursor.goto_first_child_for_byte(max(change.start - 1, 0)) is None:
        return None if not is_file else range(max(level.end_byte, change.new_end))
    node = cursor.node
    start = node and _start(node, change, language)
    end = node and _end(node, change, language)
    if start is None:
        start = 0 if is_file else None
    if end is None:
        end = max(level.end_byte, change.new_end) if is_file else None
    return None if start is None or end is None else range(start, end)


def _start(node: Node, change: Change, language: Language) -> int | None:
    """The start of the nearest real sibling before the change, with what leads to it."""
    is_past, after = False, node
    for one in _back(node):
        is_real = not _leads(one, language)
        if is_past and is_real:
            return after.start_byte
        if is_real and one.is_named and one.end_byte < change.start:
            is_past = True
        after = one
    return None


def _end(node: Node, change: Change, language: Language) -> int | None:
    """The end of the nearest real sibling behind the change."""
    one: Node | None = node
    while one is not None:
        if one.is_named and not _leads(one, language) and one.start_byte > change.new_end:
            return one.end_byte
        one = one.next_sibling
    return None


def _back(node: Node) -> Iterator[Node]:
    one: Node | None = node
    while one is not None:
        yield one
        one = one.prev_sibling


def _leads(node: Node, language: Language) -> bool:
    return node.type in language.comments or node.type in language.leading
