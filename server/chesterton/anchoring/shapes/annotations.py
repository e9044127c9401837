"""Strips newly added type annotations before a comparison, as they do not change behaviour."""

from dataclasses import replace

from chesterton.syntax.language_rules import words
from chesterton.syntax.shape import Shape, ShapeNode

_LANGUAGES = words("python typescript typescriptreact")
_ANNOTATED = words("""
    typed_parameter typed_default_parameter assignment required_parameter optional_parameter
    variable_declarator
""")
PLAIN = {"typed_default_parameter": "default_parameter"}
"""Kinds of nodes that differ without their type annotation."""

WRAPPER = "typed_parameter"
"""The kind of a node that only wraps a name and its type."""


def without_new_annotations(old: Shape, new: Shape) -> Shape | None:
    """The shape of `new` without its annotations if `old` had none, or else None."""
    if new.language.id not in _LANGUAGES or not has_annotations(new):
        return None
    return None if has_annotations(old) else without_annotations(new)


def has_annotations(shape: Shape) -> bool:
    """Whether the shape contains a type annotation."""
    return len(without_annotations(shape).nodes) < len(shape.nodes)


def without_annotations(shape: Shape) -> Shape:
    """The shape without its type annotations."""
    kept: list[ShapeNode] = []
    ancestors: list[ShapeNode] = []  #: ancestors of the current node
    wrappers: list[ShapeNode] = []  #: ancestors that only wrap a name and its type
    dropped: ShapeNode | None = None
    for node in shape.nodes:
        if dropped is not None and node.depth > dropped.depth:
            continue
        for open_ in (ancestors, wrappers):
            while open_ and open_[-1].depth >= node.depth:
                open_.pop()
        parent = ancestors[-1] if ancestors else None
        dropped = node if _is_annotation(parent, node) else None
        if dropped is None and node.kind != WRAPPER:
            kept.append(_plain(node, parent, len(wrappers)))
        ancestors.append(node)
        if node.kind == WRAPPER:
            wrappers.append(node)
    return replace(shape, nodes=tuple(kept))


def _plain(node: ShapeNode, parent: ShapeNode | None, lifted: int) -> ShapeNode:
    """The node as it would be without type annotations."""
    is_name = parent is not None and parent.kind == WRAPPER
    field = parent.field if is_name and parent is not None else node.field
    return node._replace(
        depth=node.depth - lifted, field=field, kind=PLAIN.get(node.kind, node.kind)
    )


def _is_annotation(parent: ShapeNode | None, node: ShapeNode) -> bool:
    if node.field == "return_type":
        return True
    return node.field == "type" and parent is not None and parent.kind in _ANNOTATED
