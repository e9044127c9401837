"""Strips type annotations from code that had none: adding them does not change behaviour."""

from dataclasses import replace

from chesterton.syntax.shape import Shape, ShapeNode

_LANGUAGES = frozenset({"python", "typescript", "typescriptreact"})
_ANNOTATED = frozenset({"typed_parameter", "typed_default_parameter", "assignment"}) | {
    "required_parameter",
    "optional_parameter",
    "variable_declarator",
}
_PLAIN = {"typed_default_parameter": "default_parameter"}
_WRAPPER = "typed_parameter"


def first_annotated(then: Shape, today: Shape) -> Shape | None:
    """The shape of today without its annotations, where there were none before; else None."""
    if today.language.id not in _LANGUAGES or not has_annotations(today):
        return None
    return None if has_annotations(then) else without_annotations(today)


def has_annotations(shape: Shape) -> bool:
    """Whether anything in it is said to have a type."""
    return len(without_annotations(shape).nodes) < len(shape.nodes)


def without_annotations(shape: Shape) -> Shape:
    """The same code as it reads without types."""
    kept: list[ShapeNode] = []
    around: list[ShapeNode] = []  #: the nodes that the next one stands in
    wrappers: list[ShapeNode] = []  #: those of them that only hold a name and its type
    dropped: ShapeNode | None = None
    for node in shape.nodes:
        if dropped is not None and node.depth > dropped.depth:
            continue
        for open_ in (around, wrappers):
            while open_ and open_[-1].depth >= node.depth:
                open_.pop()
        parent = around[-1] if around else None
        dropped = node if _is_annotation(parent, node) else None
        if dropped is None and node.kind != _WRAPPER:
            kept.append(_plain(node, parent, len(wrappers)))
        around.append(node)
        if node.kind == _WRAPPER:
            wrappers.append(node)
    return replace(shape, nodes=tuple(kept))


def _plain(node: ShapeNode, parent: ShapeNode | None, lifted: int) -> ShapeNode:
    """The node as it reads where names have no types."""
    is_name = parent is not None and parent.kind == _WRAPPER
    field = parent.field if is_name and parent is not None else node.field
    return node._replace(
        depth=node.depth - lifted, field=field, kind=_PLAIN.get(node.kind, node.kind)
    )


def _is_annotation(parent: ShapeNode | None, node: ShapeNode) -> bool:
    if node.field == "return_type":
        return True
    return node.field == "type" and parent is not None and parent.kind in _ANNOTATED
