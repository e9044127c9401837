"""Definition readers for C and C++, where the name is nested inside declarators."""

from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Reader
from chesterton.syntax.readers.general import define, kind_of_value, text_of

_NAMES = frozenset(
    {
        "destructor_name",
        "field_identifier",
        "identifier",
        "operator_cast",
        "operator_name",
        "primitive_type",
        "qualified_identifier",
        "template_function",
        "type_identifier",
    }
)
_SPECIFIERS = {
    "struct_specifier": SymbolKind.STRUCT,
    "class_specifier": SymbolKind.CLASS,
    "union_specifier": SymbolKind.UNION,
    "enum_specifier": SymbolKind.ENUM,
}
_CONSTANT = frozenset({"const", "constexpr", "constinit"})


class _Declared(NamedTuple):
    """The name that a declarator declares."""

    own: Node  #: the name, with its qualifiers
    is_function: bool


def function(node: Node, source: bytes) -> Iterator[Definition]:
    """A function definition; `Class::f` is a method of `Class`."""
    declarator = node.child_by_field_name("declarator")
    declared = _declared(declarator) if declarator is not None else None
    if declared is not None and declared.own.type != "primitive_type":
        yield _define(SymbolKind.FUNCTION, declared.own, source)


def declaration(node: Node, source: bytes) -> Iterator[Definition]:
    """Variables and function declarations."""
    declarators = node.children_by_field_name("declarator")
    is_constant = any(
        child.type == "type_qualifier" and text_of(child, source) in _CONSTANT
        for child in node.children
    )
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    for declarator in declarators:
        declared = _declared(declarator)
        if declared is None or declared.own.type == "primitive_type":
            continue
        if declared.is_function:
            yield _define(SymbolKind.FUNCTION, declared.own, source, declaration=True)
        else:
            kind, _ = kind_of_value(declarator.child_by_field_name("value"), plain)
            yield _define(kind, declared.own, source, closed=True)


def field(node: Node, source: bytes) -> Iterator[Definition]:
    """Fields and method declarations of a class."""
    declarators = node.children_by_field_name("declarator")
    for declarator in declarators:
        declared = _declared(declarator)
        if declared is not None and declared.is_function:
            yield _define(SymbolKind.FUNCTION, declared.own, source, declaration=True)
        elif declared is not None:
            yield _define(SymbolKind.FIELD, declared.own, source, closed=True)


def local_function(node: Node, source: bytes) -> Iterator[Definition]:
    """`auto f = [] {...};` inside a function."""
    kind, _ = kind_of_value(node.child_by_field_name("value"), SymbolKind.VARIABLE)
    name = node.child_by_field_name("declarator")
    block = node.parent.parent if node.parent is not None else None
    is_local = block is not None and block.type == "compound_statement"
    if is_local and kind is SymbolKind.FUNCTION and name is not None and name.type == "identifier":
        yield define(kind, name, source)


def type_definition(node: Node, source: bytes) -> Iterator[Definition]:
    """A typedef; one that includes the body of a struct is the struct."""
    base = node.child_by_field_name("type")
    has_body = base is not None and base.child_by_field_name("body") is not None
    kind = _SPECIFIERS.get(base.type, SymbolKind.TYPE) if base and has_body else SymbolKind.TYPE
    for declarator in node.children_by_field_name("declarator")[:1]:
        if (declared := _declared(declarator)) is not None:
            yield define(kind, declared.own, source, container=kind is not SymbolKind.TYPE)


def specifier(kind: SymbolKind) -> Reader:
    """A struct, class, union or enum with a body."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
        if name is None or body is None or body.is_missing:
            return
        if node.parent is None or node.parent.type != "type_definition":
            yield _define(kind, name, source, container=True)

    return read


def namespace(node: Node, source: bytes) -> Iterator[Definition]:
    """`namespace a::b` is `a.b`; anonymous namespaces are skipped."""
    name = node.child_by_field_name("name")
    if name is not None:
        qualified = text_of(name, source).replace(" ", "").replace("::", ".")
        yield define(SymbolKind.NAMESPACE, name, source, name=qualified, container=True)


def _define(
    kind: SymbolKind,
    own: Node,
    source: bytes,
    *,
    container: bool = False,
    closed: bool = False,
    declaration: bool = False,
) -> Definition:
    words, last = _qualified(own, source)
    if len(words) > 1 and kind is SymbolKind.FUNCTION:
        kind = SymbolKind.METHOD
    return define(
        kind,
        last,
        source,
        name=".".join(words),
        own=own,
        container=container,
        closed=closed,
        declaration=declaration,
    )


def _qualified(own: Node, source: bytes) -> tuple[list[str], Node]:
    """The parts of the qualified name `a::B<T>::f`, and the node of the last one."""
    words: list[str] = []
    node = own
    while node.type == "qualified_identifier":
        scope, name = (
            node.child_by_field_name("scope"),
            node.child_by_field_name("name"),
        )
        if name is None:
            break
        if scope is not None:
            words.append(_plain(scope, source))
        node = name
    return [*words, _plain(node, source)], node


def _plain(node: Node, source: bytes) -> str:
    """A name without template arguments; operators without spaces."""
    if node.type in {"template_type", "template_function", "template_method"}:
        inner = node.child_by_field_name("name")
        return text_of(inner, source) if inner is not None else text_of(node, source)
    if node.type == "operator_cast":
        target = node.child_by_field_name("type")
        return f"operator {text_of(target, source)}" if target is not None else "operator"
    text = text_of(node, source)
    return text.replace(" ", "") if node.type == "operator_name" else text


def _declared(declarator: Node) -> _Declared | None:
    node: Node | None = declarator
    is_function = False
    while node is not None and node.type not in _NAMES:
        if node.type == "function_declarator":
            is_function = True
        elif node.type in {"pointer_declarator", "array_declarator"} and is_function:
            is_function = False  # a pointer to a function
        node = node.child_by_field_name("declarator") or _last_named(node)
    if node is None or node.start_byte == node.end_byte:
        return None
    return _Declared(node, is_function or node.type == "operator_cast")


def _last_named(node: Node) -> Node | None:
    return node.named_child(node.named_child_count - 1) if node.named_child_count else None
