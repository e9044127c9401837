"""Definition readers specific to Swift."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Reader
from chesterton.syntax.readers.general import define, kind_of_value, text_of

_KINDS = {
    "class": SymbolKind.CLASS,
    "actor": SymbolKind.CLASS,
    "struct": SymbolKind.STRUCT,
    "enum": SymbolKind.ENUM,
    "extension": SymbolKind.IMPL,
}


def type_like(node: Node, source: bytes) -> Iterator[Definition]:
    """Classes, structures, enumerations, actors, and `extension Till`, which is `Till` again."""
    word, name = node.child_by_field_name("declaration_kind"), node.child_by_field_name("name")
    if word is None or name is None or name.start_byte == name.end_byte:
        return
    kind = _KINDS.get(text_of(word, source), SymbolKind.CLASS)
    told = text_of(name, source).split("<")[0].strip()
    yield define(kind, name, source, name=told, container=True)


def keyword(kind: SymbolKind, word: str) -> Reader:
    """What has no name but its keyword: `init`, `deinit`, `subscript`."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        for child in node.children:
            if child.type == word:
                yield define(kind, child, source)
                return

    return read


def variable(node: Node, source: bytes) -> Iterator[Definition]:
    """`static let` and `let` of a file make constants; with code of its own it is a function."""
    bound = [name for part in _patterns(node) for name in _names(part)]
    for name in bound:
        kind = _kind(node, source)
        if kind is SymbolKind.CONSTANT and not _is_shared(node, source):
            kind = SymbolKind.FIELD
        yield define(kind, name, source, closed=len(bound) > 1)


def entries(node: Node, source: bytes) -> Iterator[Definition]:
    """`case a, b` of an enumeration."""
    names = [one for one in node.children_by_field_name("name") if one.type == "simple_identifier"]
    for name in names:
        yield define(SymbolKind.FIELD, name, source, closed=len(names) > 1)


def macro(node: Node, source: bytes) -> Iterator[Definition]:
    """`macro stringify(...)`."""
    for child in node.named_children:
        if child.type == "simple_identifier":
            yield define(SymbolKind.MACRO, child, source)
            return


def _patterns(node: Node) -> list[Node]:
    return [one for one in node.children_by_field_name("name") if one.type == "pattern"]


def _names(pattern: Node) -> Iterator[Node]:
    waiting = [pattern]
    while waiting:
        node = waiting.pop(0)
        if node.type == "simple_identifier":
            yield node
        elif node.type == "pattern":
            waiting = [*node.named_children, *waiting]


def _kind(node: Node, source: bytes) -> SymbolKind:
    if any(node.child_by_field_name(part) for part in ("computed_value",)):
        return SymbolKind.FUNCTION
    is_constant = any(
        child.type == "value_binding_pattern" and text_of(child, source) == "let"
        for child in node.named_children
    )
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    return kind_of_value(node.child_by_field_name("value"), plain)[0]


def _is_shared(node: Node, source: bytes) -> bool:
    """Whether it is one for all: of the file, or `static`."""
    around = node.parent
    if around is None or around.type == "source_file":
        return True
    first = node.named_child(0)
    return first is not None and first.type == "modifiers" and "static" in text_of(first, source)
