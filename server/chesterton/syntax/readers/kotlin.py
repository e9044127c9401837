"""Definition readers specific to Kotlin."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, kind_of_value, text_of

_ACCESSORS = frozenset({"getter", "setter"})
_TYPES = frozenset({"user_type", "nullable_type", "parenthesized_type"})
_CLASS_KINDS = {
    "interface": SymbolKind.INTERFACE,
    "enum": SymbolKind.ENUM,
    "annotation": SymbolKind.INTERFACE,
}


def class_like(node: Node, source: bytes) -> Iterator[Definition]:
    """A class, interface, enum or annotation, depending on its modifiers."""
    name = node.child_by_field_name("name")
    if name is None:
        return
    modifiers = _words(node, source) | {child.type for child in node.children if not child.is_named}
    kinds = [kind for word, kind in _CLASS_KINDS.items() if word in modifiers]
    yield define(kinds[0] if kinds else SymbolKind.CLASS, name, source, container=True)


def function(node: Node, source: bytes) -> Iterator[Definition]:
    """A function; the extension `fun String.twice()` is `String.twice`."""
    name = node.child_by_field_name("name")
    if name is None or name.start_byte == name.end_byte:
        return
    receiver = _receiver(node, name, source)
    kind = SymbolKind.METHOD if receiver else SymbolKind.FUNCTION
    yield define(kind, name, source, name=receiver + text_of(name, source))


def variable(node: Node, source: bytes) -> Iterator[Definition]:
    """A property: with accessors a function, with `const` a constant."""
    names = [child for child in node.named_children if child.type == "variable_declaration"]
    several = [child for child in node.named_children if child.type == "multi_variable_declaration"]
    for group in several:
        names += [child for child in group.named_children if child.type == "variable_declaration"]
    for declared in names:
        name = _identifier(declared)
        if name is not None:
            kind, container = _kind(node, source)
            scoped = _receiver(node, declared, source) + text_of(name, source)
            yield define(
                kind, name, source, name=scoped, container=container, closed=len(names) > 1
            )


def class_parameter(node: Node, source: bytes) -> Iterator[Definition]:
    """A constructor parameter that declares a field: `class Card(val number: String)`."""
    is_field = any(child.type in {"val", "var"} for child in node.children)
    name = _identifier(node)
    if is_field and name is not None:
        yield define(SymbolKind.FIELD, name, source)


def alias(node: Node, source: bytes) -> Iterator[Definition]:
    """`typealias Handler = (Int) -> Unit`; the grammar stores the name in the field `type`."""
    name = node.child_by_field_name("type")
    if name is not None:
        yield define(SymbolKind.TYPE, name, source)


def enum_entry(node: Node, source: bytes) -> Iterator[Definition]:
    """An enum entry; a container if it has a body."""
    name = _identifier(node)
    if name is not None:
        has_body = any(child.type == "class_body" for child in node.named_children)
        yield define(SymbolKind.FIELD, name, source, container=has_body)


def _identifier(node: Node) -> Node | None:
    return next((child for child in node.named_children if child.type == "identifier"), None)


def _kind(node: Node, source: bytes) -> tuple[SymbolKind, bool]:
    if any(child.type in _ACCESSORS for child in node.named_children):
        return SymbolKind.FUNCTION, False
    last = node.named_child(node.named_child_count - 1)
    if last is not None and last.type == "object_literal":
        return SymbolKind.VARIABLE, True
    is_constant = "const" in _words(node, source)
    return kind_of_value(last, SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE)


def _words(node: Node, source: bytes) -> set[str]:
    first = node.named_child(0)
    if first is None or first.type != "modifiers":
        return set()
    return {text_of(child, source) for child in first.named_children}


def _receiver(node: Node, name: Node, source: bytes) -> str:
    for child in node.named_children:
        if child.start_byte >= name.start_byte:
            return ""
        if child.type in _TYPES:
            text = text_of(child, source).split("<")[0].strip("?() ")
            return f"{text.split('.')[-1]}."
    return ""
