"""Labels a difference with the affected parts of the definition: signature, body, literal, ..."""

from chesterton.anchoring.shapes.alignment import TreeDifference
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.shape_tree import ShapeTree
from chesterton.syntax.language_rules import words
from chesterton.syntax.numbers import NUMBER

_SIGNATURE = words("parameters return_type type_parameters receiver result parameter returns")
_DECORATORS = words("decorator annotation marker_annotation attribute_item attribute_list")
_BASE_FIELDS = words("superclasses superclass interfaces heritage extend")
_BASE_KINDS = words("base_list base_clause class_interface_clause")
_CONSTANTS = words("""
    true false none null True False boolean boolean_literal nil nil_literal null_literal
""")
_ORDER = ("signature", "decorator", "base", "field", "member", "body", "literal", "call")


def change_labels(difference: Difference) -> tuple[str, ...]:
    """The labels of all pieces: first the affected part, then the kind of change."""
    labels = {label for piece in difference.pieces for label in _labels(piece, difference)}
    return tuple(label for label in _ORDER if label in labels)


def _labels(piece: TreeDifference, difference: Difference) -> set[str]:
    sides = [(difference.old, piece.old), (difference.new, piece.new)]
    present = [(tree, node) for tree, node in sides if node is not None]
    if piece.wrapped:
        return _wrapper_labels(piece, difference)
    labels = {_part(tree, node) for tree, node in present}
    if piece.has_no_impact:
        return labels
    if all(_is_literal(tree, node) for tree, node in present):
        labels.add("literal")
    if any(_is_call(tree, node) for tree, node in present):
        labels.add("call")
    return labels


def _wrapper_labels(piece: TreeDifference, difference: Difference) -> set[str]:
    """The labels of the part that wraps the unchanged inner node."""
    old, new = piece.wrapped or (0, 0)
    if piece.old == old:
        tree, outer, inner = difference.new, piece.new or 0, new
    else:
        tree, outer, inner = difference.old, piece.old or 0, old
    beside = [one for one in tree.children(outer) if not one <= inner < tree.ends[one]]
    return {_part(tree, one) for one in beside or [outer]}


def _part(tree: ShapeTree, index: int) -> str:
    """The part of the definition that a node is in."""
    for ancestor in (index, *tree.ancestors(index)):
        node = tree.nodes[ancestor]
        if node.kind in _DECORATORS:
            return "decorator"
        if node.field in _SIGNATURE or node.kind.endswith(("modifier", "modifiers")):
            return "signature"
        if node.field == "default_value" and tree.child(tree.parents[ancestor], "parameter"):
            return "signature"
        if node.field in _BASE_FIELDS or node.kind in _BASE_KINDS:
            return "base"
        if node.kind == "member":
            return "member"
    return "body"


def _is_literal(tree: ShapeTree, index: int) -> bool:
    node, language = tree.nodes[index], tree.language
    if not node.text:
        return node.kind in language.strings
    return node.kind == NUMBER or node.kind in language.strings | _CONSTANTS


def _is_call(tree: ShapeTree, index: int) -> bool:
    """Whether the node is a call or the name of a callee."""
    calls = tree.language.calls
    if tree.nodes[index].kind in calls:
        return True
    node, parent = index, tree.parents[index]
    while parent >= 0 and tree.context(node) in tree.language.members:
        node, parent = parent, tree.parents[parent]
    return parent >= 0 and tree.nodes[node].field == calls.get(tree.nodes[parent].kind, " ")
