"""Labels the kinds of change in a difference (signature, body, literal, ...)."""

from chesterton.anchoring.shapes.alignment import Piece
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.shape_tree import Tree

_SIGNATURE = frozenset({"parameters", "return_type", "type_parameters", "receiver", "result"}) | {
    "parameter",
    "returns",
}
_DECORATORS = frozenset(
    {"decorator", "annotation", "marker_annotation", "attribute_item", "attribute_list"}
)
_BASE_FIELDS = frozenset({"superclasses", "superclass", "interfaces", "heritage", "extend"})
_BASE_KINDS = frozenset({"base_list", "base_clause", "class_interface_clause"})
_NOTHING = frozenset({"boolean", "nil", "nil_literal", "null_literal"})
_ORDER = ("signature", "decorator", "base", "field", "member", "body", "literal", "call")


def what_changed(difference: Difference) -> tuple[str, ...]:
    """The words for all pieces, the part of the definition before the nature of the change."""
    words = {word for piece in difference.pieces for word in _words(piece, difference)}
    return tuple(word for word in _ORDER if word in words)


def _words(piece: Piece, difference: Difference) -> set[str]:
    sides = [(difference.then, piece.then), (difference.today, piece.today)]
    known = [(tree, one) for tree, one in sides if one is not None]
    if piece.kept:
        return _around(piece, difference)
    words = {_part(tree, one) for tree, one in known}
    if piece.is_alone:
        return words
    if all(_is_literal(tree, one) for tree, one in known):
        words.add("literal")
    if any(_calls(tree, one) for tree, one in known):
        words.add("call")
    return words


def _around(piece: Piece, difference: Difference) -> set[str]:
    """Which part of the definition stands around what was kept."""
    then, today = piece.kept or (0, 0)
    if piece.then == then:
        tree, outer, inner = difference.today, piece.today or 0, today
    else:
        tree, outer, inner = difference.then, piece.then or 0, then
    beside = [one for one in tree.children(outer) if not one <= inner < tree.ends[one]]
    return {_part(tree, one) for one in beside or [outer]}


def _part(tree: Tree, index: int) -> str:
    """Which part of the definition a node stands in."""
    for node in (index, *tree.ancestors(index)):
        told = tree.nodes[node]
        if told.kind in _DECORATORS:
            return "decorator"
        if told.field in _SIGNATURE or told.kind.endswith(("modifier", "modifiers")):
            return "signature"
        if told.field == "default_value" and tree.child(tree.parents[node], "parameter"):
            return "signature"
        if told.field in _BASE_FIELDS or told.kind in _BASE_KINDS:
            return "base"
        if told.kind == "member":
            return "member"
    return "body"


def _is_literal(tree: Tree, index: int) -> bool:
    told, language = tree.nodes[index], tree.language
    if not told.text:
        return told.kind in language.strings
    return (
        told.kind in language.numbers
        or told.kind in language.strings
        or told.kind
        in {"true", "false", "none", "null", "True", "False", "boolean_literal"} | _NOTHING
    )


def _calls(tree: Tree, index: int) -> bool:
    """Whether it is a call, or the name of what is called."""
    calls = tree.language.calls
    if tree.nodes[index].kind in calls:
        return True
    node, parent = index, tree.parents[index]
    while parent >= 0 and tree.context(node) in tree.language.members:
        node, parent = parent, tree.parents[parent]
    return parent >= 0 and tree.nodes[node].field == calls.get(tree.nodes[parent].kind, " ")
