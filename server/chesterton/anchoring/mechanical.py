"""Whether a change looks like the work of a tool.

Upgrade tools (pyupgrade, ruff's UP rules, codemods for type annotations) write the same thing in
another spelling: annotations, `super()` without arguments, f-strings instead of `%` and `format`.
"""

import re
from collections.abc import Iterator, Sequence

from chesterton.syntax.shape import Shape, ShapeNode

_TYPES = frozenset({"type", "type_annotation"})
_PLACEHOLDER = re.compile(r"%[-+ #0-9.]*[a-zA-Z%]|\{[^{}]*\}")
_FORMATTING = frozenset({"%", "format", "."})


def is_mechanical(then: Shape, today: Shape) -> bool:
    """Whether both say the same in two spellings that tools turn into each other."""
    before, after = list(_spoken(then.nodes)), list(_spoken(today.nodes))
    if before == after:
        return True
    return _interpolates(today) and sorted(_unformatted(before)) == sorted(_unformatted(after))


def _spoken(nodes: Sequence[ShapeNode]) -> Iterator[str]:
    """The leaves that a rewriting tool keeps, strings without their placeholders."""
    position = 0
    while position < len(nodes):
        node = nodes[position]
        if node.kind in _TYPES or _is_super_arguments(nodes, position):
            position = _end(nodes, position)
            continue
        if node.kind == "string" and node.text:
            yield from (piece for piece in _PLACEHOLDER.split(node.word) if piece)
        elif node.text and node.kind != "type_conversion":
            yield node.text
        position += 1


def _end(nodes: Sequence[ShapeNode], start: int) -> int:
    """The position after a node and all inside it."""
    end = start + 1
    while end < len(nodes) and nodes[end].depth > nodes[start].depth:
        end += 1
    return end


def _is_super_arguments(nodes: Sequence[ShapeNode], position: int) -> bool:
    return (
        nodes[position].kind == "argument_list"
        and position > 0
        and nodes[position - 1].word == "super"
    )


def _interpolates(shape: Shape) -> bool:
    return any(node.kind == "interpolation" for node in shape.nodes)


def _unformatted(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _FORMATTING]
