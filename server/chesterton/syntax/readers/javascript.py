"""Definition readers specific to JavaScript and TypeScript."""

import re
from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Reader
from chesterton.syntax.readers.general import (
    bare_value,
    define,
    inside,
    key_of,
    kind_of_value,
    text_of,
)

_PATTERNS = frozenset({"object_pattern", "array_pattern"})
_ASSIGNED = frozenset({"identifier", "member_expression"})
_OWNERS = _ASSIGNED | {"this"}
_CHAINED = frozenset({"assignment_expression", "parenthesized_expression"})
_IGNORED = frozenset({"comment", "ERROR"})
_DEFINE_PROPERTY = b"Object.defineProperty("
_NAME_PLACEHOLDER = "@"  #: placeholder for a property name, which may contain any character
_ARITY = 3  #: arguments: object, property name, descriptor
_LONGEST_CHAIN = 8  #: maximum length of `a = b = c = value`
_ITERATORS = {"every", "filter", "find", "findIndex", "flatMap", "forEach", "map", "some", "sort"}
_CALLBACK_TAKERS = _ITERATORS | {"reduce", "reduceRight", "then", "catch", "finally", "setTimeout"}
"""Functions that call their callback rather than wrap it."""

_DEFINING_TARGET = re.compile(r"^(module\.)?exports\b|\.prototype\.")
"""Assignment targets that define a member, rather than store a result."""


def member(kind: SymbolKind, name_field: str = "name") -> Reader:
    """Reads a property; a function if its value is one."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name = node.child_by_field_name(name_field)
        if name is not None and name.end_byte > name.start_byte:
            value_kind, container = kind_of_value(node.child_by_field_name("value"), kind)
            yield define(value_kind, name, source, name=key_of(name, source), container=container)

    return read


def variable(node: Node, source: bytes) -> Iterator[Definition]:
    """A variable: `const` is a constant, a function value is a function."""
    name, statement = node.child_by_field_name("name"), node.parent
    if name is None or name.type in _PATTERNS or name.start_byte == name.end_byte:
        return
    is_constant = statement is not None and source.startswith(b"const", statement.start_byte)
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    kind, container = kind_of_value(_assigned_value(node.child_by_field_name("value")), plain)
    yield define(kind, name, source, container=container)


def assigned(node: Node, source: bytes) -> Iterator[Definition]:
    """`Foo.prototype.bar = function ...` is `Foo.bar`; other values define nothing."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    kind, container = kind_of_value(right, SymbolKind.VARIABLE)
    if left is None or left.type not in _ASSIGNED:
        return
    if kind is SymbolKind.VARIABLE and not container:
        if not _is_wrapped(right, source) or not _DEFINING_TARGET.search(text_of(left, source)):
            return
        kind = SymbolKind.FUNCTION
    if _is_value_of_declaration(node):
        return
    last = left.child_by_field_name("property") or left
    name, is_method = _qualified_target(text_of(left, source))
    kind = SymbolKind.METHOD if is_method and kind is SymbolKind.FUNCTION else kind
    yield define(kind, last, source, name=name, own=left, container=container)


def described(node: Node, source: bytes) -> Iterator[Definition]:
    """`Object.defineProperty(Foo.prototype, "bar", {get() {}})` defines `Foo.bar`."""
    if not source.startswith(_DEFINE_PROPERTY, node.start_byte):
        return
    arguments = node.child_by_field_name("arguments")
    if arguments is None:
        return
    parts = [argument for argument in arguments.named_children if argument.type not in _IGNORED]
    if len(parts) != _ARITY or parts[0].type not in _OWNERS or not _holds_function(parts[-1]):
        return
    owner, name, _ = parts
    if name.type == "string" and (key := key_of(name, source)):
        qualified, is_method = _qualified_target(f"{text_of(owner, source)}.{_NAME_PLACEHOLDER}")
        kind = SymbolKind.METHOD if is_method else SymbolKind.FUNCTION
        yield define(kind, name, source, name=f"{qualified.removesuffix(_NAME_PLACEHOLDER)}{key}")


def _holds_function(described_by: Node) -> bool:
    return any(
        one.type == "method_definition" or _is_function(one.child_by_field_name("value"))
        for one in described_by.named_children
    )


def _is_function(value: Node | None) -> bool:
    return kind_of_value(value, SymbolKind.VARIABLE)[0] is SymbolKind.FUNCTION


def _qualified_target(target: str) -> tuple[str, bool]:
    """The qualified name of an assignment target, and whether it is on a prototype."""
    words = target.replace(" ", "").replace("?.", ".").split(".")
    is_method = "prototype" in words
    words = words[1:] if words[0] in {"this", "module"} and len(words) > 1 else words
    return ".".join(word for word in words if word != "prototype"), is_method


def _assigned_value(value: Node | None) -> Node | None:
    """The final value of chained assignments such as `exports.Foo = function () {}`."""
    for _ in range(_LONGEST_CHAIN + 1):
        if value is None or value.type not in _CHAINED:
            break
        value = value.child_by_field_name("right") or inside(value)
    return value


def _is_value_of_declaration(node: Node) -> bool:
    """Whether the assignment is itself the value of a declared name, which takes precedence."""
    outer = node.parent
    for _ in range(_LONGEST_CHAIN):
        if outer is None or outer.type not in _CHAINED:
            break
        outer = outer.parent
    if outer is None or outer.type != "variable_declarator":
        return False
    name = outer.child_by_field_name("name")
    return name is not None and name.type not in _PATTERNS


def _is_wrapped(value: Node | None, source: bytes) -> bool:
    """Whether it is a wrapped function: `deprecate(function () {})`, not `rows.map(row => 1)`."""
    call = bare_value(value)
    if call is None or call.type != "call_expression":
        return False
    called, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if called is None or arguments is None or not any(map(_is_function, arguments.named_children)):
        return False
    last = called.child_by_field_name("property") or called
    return text_of(last, source) not in _CALLBACK_TAKERS


def default_export(node: Node, source: bytes) -> Iterator[Definition]:
    """A default export; named `default` if anonymous."""
    word = next((child for child in node.children if child.type == "default"), None)
    value = node.child_by_field_name("value") or node.child_by_field_name("declaration")
    if word is None or value is None or value.type == "identifier":
        return
    value = _guarded(value)
    kind, container = kind_of_value(value, SymbolKind.VARIABLE)
    name = value.child_by_field_name("name")
    if name is None:
        yield define(kind, word, source, container=container)
    elif kind is not SymbolKind.VARIABLE:
        yield define(kind, name, source, container=container)


def _guarded(value: Node) -> Node:
    """The function or class in `isNode && function adapter() {}`; other values unchanged."""
    right = value.child_by_field_name("right") if value.type == "binary_expression" else None
    is_definition = kind_of_value(right, SymbolKind.VARIABLE)[0] is not SymbolKind.VARIABLE
    return right if right is not None and is_definition else value
