"""Recognises pieces of a change that are no reason to warn: logging, messages, casts and types."""

import re
from collections.abc import Callable, Iterator, Sequence

from chesterton.anchoring.shapes.alignment import TreeDifference
from chesterton.anchoring.shapes.difference import Difference
from chesterton.anchoring.shapes.shape_tree import ShapeTree
from chesterton.syntax.language_rules import words

_LOGGER = re.compile(
    r"_*(?:[ms]_)?(?:\w+_)?(?:log|logger|logging|logs|lg|slog|zap|klog|glog|logrus|console|tracing"
    r"|syslog|debuglog)",
    re.IGNORECASE,
)
_PRINTER = re.compile(
    r"(?:e?print(?:ln|f)?|f?printf|fputs|puts|echo|write-host|nslog|dbg|warn(?:ing)?f?|debugf?"
    r"|infof?|tracef?|errorf?)!?",
    re.IGNORECASE,
)
_STREAMS = words("System out err fmt sys stdout stderr std io Console Debug process")
_REPORTER = re.compile(
    r"\w*(?:error|exception|errorf|errors|panic|fatal|fail|abort|assert\w*)f?!?", re.IGNORECASE
)
_RAISES = words("raise_statement throw_statement throw_expression raise")
_CASTS = words("""
    cast_expression type_conversion_expression as_expression type_cast_expression
    satisfies_expression non_null_expression type_assertion_expression
""")
_GO_TYPES = words("""
    bool byte float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64
    uintptr
""")
_TYPE_FIELDS = words("type return_type result type_arguments type_parameters type_annotation")
_NOT_DECLARED = words("sizeof_expression alignof_expression instanceof_expression")
_QUALIFIERS = words("""
    const constexpr final readonly inline register restrict noexcept override let var val public
    private protected internal volatile
""")

Side = tuple[ShapeTree, int]
"""A tree, and the index of a node in it."""


def is_trivial(difference: Difference, piece: TreeDifference) -> bool:
    """Whether a piece concerns only logging, a message, a cast, a type or a qualifier."""
    if piece.wrapped:
        return _is_cast_around(difference, piece)
    sides = [
        (tree, node)
        for tree, node in ((difference.old, piece.old), (difference.new, piece.new))
        if node is not None
    ]
    return any(all(rule(*side) for side in sides) for rule in _RULES)


def is_reported(tree: ShapeTree, leaf: int) -> bool:
    """Whether a leaf is among what a call logs, or what an error says."""
    inside = leaf
    for each in _expressions_around(tree, leaf):
        names = _callee(tree, each)
        if names and _is_arguments(tree, inside) and (_logs(tree, each) or _reports(names)):
            return True
        inside = each
    return False


def is_retyped(difference: Difference, piece: TreeDifference) -> bool:
    """Whether a piece replaces one declared type by another."""
    if piece.old is None or piece.new is None or piece.wrapped:
        return False
    return all(
        _is_type(tree, node)
        and not any(tree.nodes[each].kind in _CASTS for each in tree.ancestors(node))
        for tree, node in ((difference.old, piece.old), (difference.new, piece.new))
    )


def _is_logging(tree: ShapeTree, node: int) -> bool:
    """Whether a node is in a call that logs, or consists of such calls."""
    if any(_logs(tree, each) for each in (node, *_expressions_around(tree, node))):
        return True
    parts = tree.children(node)
    while len(parts) == 1 and not _logs(tree, node):
        node, parts = parts[0], tree.children(parts[0])
    return _logs(tree, node) or (bool(parts) and all(_is_log_statement(tree, p) for p in parts))


def _is_log_statement(tree: ShapeTree, node: int) -> bool:
    while not _logs(tree, node) and len(parts := tree.children(node)) == 1:
        node = parts[0]
    return _logs(tree, node)


def _logs(tree: ShapeTree, node: int) -> bool:
    names = _callee(tree, node)
    if not names:
        return False
    owners, name = names[:-1], names[-1]
    return bool(
        any(_LOGGER.fullmatch(each) for each in owners)
        or (_STREAMS.issuperset(owners) and (_PRINTER.fullmatch(name) or _LOGGER.fullmatch(name)))
    )


def _is_message(tree: ShapeTree, node: int) -> bool:
    """Whether a node is the text of an error."""
    if not any(_is_string(tree, each) for each in range(node, tree.ends[node])):
        around = tree.ancestors(node)
        if not any(_is_string(tree, each) for each in around):
            return False
    for each in (node, *_expressions_around(tree, node)):
        names = _callee(tree, each)
        if tree.nodes[each].kind in _RAISES or (names and _reports(names)):
            return True
    return False


def _reports(names: Sequence[str]) -> bool:
    return any(_REPORTER.fullmatch(name) for name in names)


def _is_string(tree: ShapeTree, node: int) -> bool:
    return tree.nodes[node].kind in tree.language.strings


def _is_type(tree: ShapeTree, node: int) -> bool:
    """Whether a node is the type in a declaration or a cast."""
    for each in (node, *_expressions_around(tree, node)):
        parent = tree.parents[each]
        kind = tree.nodes[parent].kind if parent >= 0 else ""
        if tree.nodes[each].field in _TYPE_FIELDS:
            return kind not in _NOT_DECLARED and kind not in tree.language.calls
    return _is_go_type(tree, node)


def _is_go_type(tree: ShapeTree, node: int) -> bool:
    return tree.language.id == "go" and tree.nodes[node].word in _GO_TYPES


def _is_qualifier(tree: ShapeTree, node: int) -> bool:
    leaves = [tree.nodes[leaf].word or tree.nodes[leaf].text for leaf in tree.leaves(node)]
    return bool(leaves) and all(word in _QUALIFIERS for word in leaves)


def _is_cast_around(difference: Difference, piece: TreeDifference) -> bool:
    """Whether the only difference is a cast around an expression."""
    old, new = piece.wrapped or (0, 0)
    is_added = piece.old == old
    tree = difference.new if is_added else difference.old
    outer, inner = (piece.new, new) if is_added else (piece.old, old)
    node = inner
    while node != outer:
        node = tree.parents[node]
        names = _callee(tree, node)
        is_cast = tree.nodes[node].kind in _CASTS or (
            len(names) == 1 and _is_type_name(tree, names)
        )
        if not (is_cast or _is_transparent(tree, node)):
            return False
    return True


def _is_type_name(tree: ShapeTree, names: Sequence[str]) -> bool:
    is_cpp_cast = tree.language.id == "cpp" and names[0].endswith("_cast")
    return is_cpp_cast or (tree.language.id == "go" and names[0] in _GO_TYPES)


def _is_transparent(tree: ShapeTree, node: int) -> bool:
    """Whether a node only groups its child, as parentheses and argument lists do."""
    return len(tree.children(node)) == 1


def _callee(tree: ShapeTree, node: int) -> list[str]:
    """The names before the arguments of a call; empty if the node is no call."""
    kind = tree.nodes[node].kind
    if kind not in tree.language.calls and kind != "macro_invocation":
        return []
    head = [each for each in tree.children(node) if not _is_arguments(tree, each)]
    words_of_head = (tree.nodes[leaf].word for each in head for leaf in tree.leaves(each))
    return [word for word in words_of_head if word[:1].isalpha() or word[:1] in "_$@"]


def _is_arguments(tree: ShapeTree, node: int) -> bool:
    field, kind = tree.nodes[node].field, tree.nodes[node].kind
    return field == "arguments" or kind in {"argument_list", "arguments", "token_tree"}


def _expressions_around(tree: ShapeTree, node: int) -> Iterator[int]:
    """The ancestors of a node within its statement."""
    for each in tree.ancestors(node):
        if tree.nodes[each].kind.endswith(("block", "_body", "compound_statement")):
            return
        yield each


_RULES: Sequence[Callable[[ShapeTree, int], bool]] = (
    _is_logging, _is_message, _is_type, _is_qualifier,
)  # fmt: skip
