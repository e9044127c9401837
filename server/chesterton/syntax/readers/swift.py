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
    """Classes, structs, enums, actors, and extensions, which share the name of their type."""
    word, name = node.child_by_field_name("declaration_kind"), node.child_by_field_name("name")
    if word is None or name is None or name.start_byte == name.end_byte:
        return
    kind = _KINDS.get(text_of(word, source), SymbolKind.CLASS)
    type_name = text_of(name, source).split("<")[0].strip()
    yield define(kind, name, source, name=type_name, container=True)


def keyword(kind: SymbolKind, word: str) -> Reader:
    """Reads a declaration named by its keyword: `init`, `deinit`, `subscript`."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        for child in node.children:
            if child.type == word:
                yield define(kind, child, source)
                return

    return read


def variable(node: Node, source: bytes) -> Iterator[Definition]:
    """Variables: `static let` and global `let` are constants, computed ones are functions."""
    bound = [name for part in _patterns(node) for name in _names(part)]
    for name in bound:
        kind = _kind(node, source)
        if kind is SymbolKind.CONSTANT and not _is_shared(node, source):
            kind = SymbolKind.FIELD
        yield define(kind, name, source, closed=len(bound) > 1)


def entries(node: Node, source: bytes) -> Iterator[Definition]:
    """Enum cases: `case a, b`."""
    names = node.children_by_field_name("name")
    names = [name for name in names if name.type == "simple_identifier"]
    for name in names:
        yield define(SymbolKind.FIELD, name, source, closed=len(names) > 1)


def macro(node: Node, source: bytes) -> Iterator[Definition]:
    """A macro: `macro stringify(...)`."""
    for child in node.named_children:
        if child.type == "simple_identifier":
            yield define(SymbolKind.MACRO, child, source)
            return


def _patterns(node: Node) -> list[Node]:
    return [child for child in node.children_by_field_name("name") if child.type == "pattern"]


def _names(pattern: Node) -> Iterator[Node]:
    pending = [pattern]
    while pending:
        node = pending.pop(0)
        if node.type == "simple_identifier":
            yield node
        elif node.type == "pattern":
            pending = [*node.named_children, *pending]


def _kind(node: Node, source: bytes) -> SymbolKind:
    if node.child_by_field_name("computed_value"):
        return SymbolKind.FUNCTION
    is_constant = any(
        child.type == "value_binding_pattern" and text_of(child, source) == "let"
        for child in node.named_children
    )
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    return kind_of_value(node.child_by_field_name("value"), plain)[0]


def _is_shared(node: Node, source: bytes) -> bool:
    """Whether it is global or `static`."""
    parent = node.parent
    if parent is None or parent.type == "source_file":
        return True
    first = node.named_child(0)
    return first is not None and first.type == "modifiers" and "static" in text_of(first, source)
