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
_BESIDE = frozenset({"comment", "ERROR"})
_DESCRIBING = b"Object.defineProperty("
_MEMBER = "@"  #: stands for the name of a property, which may hold anything
_PARTS = 3  #: whose property it is, its name, and what it is
_LONGEST_CHAIN = 8  #: names that one value is given to at once
_ONE_BY_ONE = {"every", "filter", "find", "findIndex", "flatMap", "forEach", "map", "some", "sort"}
_COMPUTING = _ONE_BY_ONE | {"reduce", "reduceRight", "then", "catch", "finally", "setTimeout"}
"""What is handed a function and makes something else of it."""

_LASTING = re.compile(r"^(module\.)?exports\b|\.prototype\.")
"""What is assigned to these is defined, and not just computed."""


def member(kind: SymbolKind, name_field: str = "name") -> Reader:
    """A property: a method if its value is a function."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name = node.child_by_field_name(name_field)
        if name is not None and name.end_byte > name.start_byte:
            value_kind, container = kind_of_value(node.child_by_field_name("value"), kind)
            yield define(value_kind, name, source, name=key_of(name, source), container=container)

    return read


def variable(node: Node, source: bytes) -> Iterator[Definition]:
    """A declarator: `const` makes a constant, a function as value a function."""
    name, statement = node.child_by_field_name("name"), node.parent
    if name is None or name.type in _PATTERNS or name.start_byte == name.end_byte:
        return
    is_constant = statement is not None and source.startswith(b"const", statement.start_byte)
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    kind, container = kind_of_value(_last(node.child_by_field_name("value")), plain)
    yield define(kind, name, source, container=container)


def assigned(node: Node, source: bytes) -> Iterator[Definition]:
    """`Foo.prototype.bar = function ...` is `Foo.bar`; other values are no definitions."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    kind, container = kind_of_value(right, SymbolKind.VARIABLE)
    if left is None or left.type not in _ASSIGNED:
        return
    if kind is SymbolKind.VARIABLE and not container:
        if not _is_wrapped(right, source) or not _LASTING.search(text_of(left, source)):
            return
        kind = SymbolKind.FUNCTION
    if _is_declared(node):
        return
    last = left.child_by_field_name("property") or left
    name, is_method = _owned(text_of(left, source))
    kind = SymbolKind.METHOD if is_method and kind is SymbolKind.FUNCTION else kind
    yield define(kind, last, source, name=name, own=left, container=container)


def described(node: Node, source: bytes) -> Iterator[Definition]:
    """`Object.defineProperty(Foo.prototype, "bar", {get() {}})` makes `Foo.bar`."""
    if not source.startswith(_DESCRIBING, node.start_byte):
        return
    arguments = node.child_by_field_name("arguments")
    if arguments is None:
        return
    told = [one for one in arguments.named_children if one.type not in _BESIDE]
    if len(told) != _PARTS or told[0].type not in _OWNERS or not _holds_function(told[-1]):
        return
    owner, name, _ = told
    if name.type == "string" and (key := key_of(name, source)):
        around, is_method = _owned(f"{text_of(owner, source)}.{_MEMBER}")
        kind = SymbolKind.METHOD if is_method else SymbolKind.FUNCTION
        yield define(kind, name, source, name=f"{around.removesuffix(_MEMBER)}{key}")


def _holds_function(described_by: Node) -> bool:
    return any(
        one.type == "method_definition" or _is_function(one.child_by_field_name("value"))
        for one in described_by.named_children
    )


def _is_function(value: Node | None) -> bool:
    return kind_of_value(value, SymbolKind.VARIABLE)[0] is SymbolKind.FUNCTION


def _owned(target: str) -> tuple[str, bool]:
    """The name of what is assigned to, and whether it belongs to all objects of a kind."""
    words = target.replace(" ", "").replace("?.", ".").split(".")
    is_method = "prototype" in words
    words = words[1:] if words[0] in {"this", "module"} and len(words) > 1 else words
    return ".".join(word for word in words if word != "prototype"), is_method


def _last(value: Node | None) -> Node | None:
    """What `exports.Foo = function () {}` assigns; any other value as it is."""
    for _ in range(_LONGEST_CHAIN + 1):
        if value is None or value.type not in _CHAINED:
            break
        value = value.child_by_field_name("right") or inside(value)
    return value


def _is_declared(node: Node) -> bool:
    """Whether it is the value of a name that is declared, which it goes by."""
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
    """Whether a function is made of one: `deprecate(function () {})`, not `rows.map(row => 1)`."""
    call = bare_value(value)
    if call is None or call.type != "call_expression":
        return False
    called, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if called is None or arguments is None or not any(map(_is_function, arguments.named_children)):
        return False
    last = called.child_by_field_name("property") or called
    return text_of(last, source) not in _COMPUTING


def default_export(node: Node, source: bytes) -> Iterator[Definition]:
    """A default export without a name is called `default`."""
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
    """The function or class of `isNode && function adapter() {}`; any other value as it is."""
    right = value.child_by_field_name("right") if value.type == "binary_expression" else None
    is_definition = kind_of_value(right, SymbolKind.VARIABLE)[0] is not SymbolKind.VARIABLE
    return right if right is not None and is_definition else value
