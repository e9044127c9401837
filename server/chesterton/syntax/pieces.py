"""Nodes of a normalised syntax tree in pre-order, and passes that sort siblings or join strings."""

from collections.abc import Sequence
from dataclasses import dataclass

OWN_NAME_MARK = "@"
"""Placeholder for the symbol's own name."""


@dataclass(slots=True)
class FormNode:
    """One node of a normal form under construction. Pieces are listed in pre-order."""

    depth: int
    field: str
    kind: str
    text: str  #: empty for inner nodes
    word: str  #: as in the source; empty for inner nodes
    start: int  #: byte
    parent_kind: str  #: kind of the parent

    @property
    def context(self) -> str:
        """The kind of the parent and the field in it, in the notation of the language rules."""
        return f"{self.parent_kind}.{self.field}"


def linked(depths: Sequence[int]) -> tuple[list[int], list[int]]:
    """For each node in pre-order, the index of its parent and the one after its last descendant.

    The parent of roots is -1.
    """
    parents, ends, unfinished = [], [len(depths)] * len(depths), [-1]
    for index, depth in enumerate(depths):
        while unfinished[-1] >= 0 and depths[unfinished[-1]] >= depth:
            ends[unfinished.pop()] = index
        parents.append(unfinished[-1])
        unfinished.append(index)
    return parents, ends


def with_joined_strings(pieces: list[FormNode], strings: frozenset[str]) -> list[FormNode]:
    """The pieces with sums of plain strings joined into one string: `x + "a" + "b"`."""
    joined = list(pieces)
    at = 1
    while at + 1 < len(joined):
        if joined[at].text == "+" and _are_texts(joined, at, strings):
            at = max(1, _join(joined, at) - 1)  # the preceding operator may now add a string
        else:
            at += 1
    return joined


def _are_texts(pieces: Sequence[FormNode], at: int, strings: frozenset[str]) -> bool:
    """Whether `+` adds a string to a string, or to a sum that ends with one."""
    left, sign, right = pieces[at - 1 : at + 2]
    if not (right.kind in strings and right.text and right.depth == sign.depth):
        return False
    if left.kind != right.kind or _prefix(left) != _prefix(right):
        return False
    is_sum = left.depth == sign.depth + 1 and pieces[at - 2].text == "+"
    return left.depth == sign.depth or (is_sum and pieces[at - 2].depth == left.depth)


def _prefix(piece: FormNode) -> str | None:
    return piece.text.partition("'")[0] if piece.text else None


def _join(pieces: list[FormNode], at: int) -> int:
    """Joins the two strings; returns the index where the sum began."""
    left, sign, right = pieces[at - 1 : at + 2]
    outer = at - 1
    while pieces[outer].depth >= sign.depth:
        outer -= 1
    parent, inner = pieces[outer], pieces[outer + 1]
    inner.field, inner.parent_kind = parent.field, parent.parent_kind
    for piece in pieces[outer + 1 : at]:
        piece.depth -= 1
    left.text = left.text[:-1] + right.text.partition("'")[2]
    left.word += right.word
    del pieces[at : at + 2], pieces[outer]
    return outer


def with_sorted_siblings(
    pieces: list[FormNode], kinds: frozenset[str], contexts: frozenset[str]
) -> list[FormNode]:
    """The pieces with siblings sorted where their order does not matter."""
    for wanted in (contexts, kinds):
        if any(piece.kind in wanted or piece.context in wanted for piece in pieces):
            pieces = _sorted_runs(pieces, wanted)
    return pieces


def _sorted_runs(pieces: list[FormNode], wanted: frozenset[str]) -> list[FormNode]:
    _, ends = linked([piece.depth for piece in pieces])
    result, index = [], 0
    while index < len(pieces):
        run: list[list[FormNode]] = []
        depth = pieces[index].depth
        while index < len(pieces) and _is_wanted(pieces[index], depth, wanted):
            run.append(pieces[index : ends[index]])
            index = ends[index]
        for subtree in sorted(run, key=_spelling):
            result.extend(subtree)
        if not run:
            result.append(pieces[index])
            index += 1
    return result


def _is_wanted(piece: FormNode, depth: int, wanted: frozenset[str]) -> bool:
    return piece.depth == depth and (piece.kind in wanted or piece.context in wanted)


def _spelling(subtree: list[FormNode]) -> list[str]:
    return [piece.text for piece in subtree if piece.text]


def with_sorted_entries(pieces: list[FormNode], kinds: frozenset[str]) -> list[FormNode]:
    """The pieces with the entries of each map sorted by name, before its other children."""
    if not any(piece.kind in kinds for piece in pieces):
        return pieces
    parents, _ = linked([piece.depth for piece in pieces])
    children: list[list[int]] = [[] for _ in range(len(pieces) + 1)]
    for index, parent in enumerate(parents):
        children[parent].append(index)  # those of the root, -1, come last
    for index in range(len(pieces) - 1, -2, -1):
        own = children[index]
        if sum(pieces[child].kind in kinds for child in own) > 1:
            own.sort(key=lambda child: _entry_order(child, pieces, children, kinds))
    result, pending = list[FormNode](), children[-1][::-1]
    while pending:
        index = pending.pop()
        result.append(pieces[index])
        pending.extend(reversed(children[index]))
    return result


def _entry_order(
    index: int, pieces: list[FormNode], children: list[list[int]], kinds: frozenset[str]
) -> tuple[bool, str]:
    """Sorts entries by their first leaf, which is their name; keeps the order of the others."""
    if pieces[index].kind not in kinds:
        return True, ""
    while not pieces[index].text and children[index]:
        index = children[index][0]
    return False, pieces[index].text
