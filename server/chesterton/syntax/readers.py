"""Functions that read definitions from syntax nodes, shared by several languages."""

from collections.abc import Iterator, Mapping, Sequence

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Reader, words

NAME_LIMIT = 200
"""Maximum length of a name: error recovery can turn whole pages into one name."""

_FUNCTIONS = words("""
    anonymous_function anonymous_method_expression arrow_function closure_expression func_literal
    function_definition function_expression generator_function lambda lambda_expression
    lambda_literal
""")
_CLASS = "class"
_TYPED_VALUES = words("as_expression satisfies_expression type_assertion non_null_expression")
_AROUND_VALUES = words("parenthesized_expression expression_list") | _TYPED_VALUES
_CONTAINERS = frozenset(
    {
        SymbolKind.CLASS,
        SymbolKind.ENUM,
        SymbolKind.IMPL,
        SymbolKind.INTERFACE,
        SymbolKind.NAMESPACE,
        SymbolKind.STRUCT,
        SymbolKind.TRAIT,
        SymbolKind.UNION,
    }
)


def text_of(node: Node, source: bytes) -> str:
    """The source of a node on one line."""
    return _on_one_line(source[node.start_byte : node.end_byte])


def _on_one_line(source: bytes) -> str:
    text = source.decode("utf-8", "replace")
    is_plain = len(text) <= NAME_LIMIT and text.isidentifier()
    return text if is_plain else " ".join(text.split())[:NAME_LIMIT]


def define(
    kind: SymbolKind,
    node: Node,
    source: bytes,
    *,
    name: str | None = None,
    own: Node | None = None,
    container: bool = False,
    closed: bool = False,
    declaration: bool = False,
) -> Definition:
    """The definition whose name is `node`; a `container` has members but need not be a type."""
    start, end = node.start_byte, node.end_byte
    return Definition(
        kind,
        _on_one_line(source[start:end]) if name is None else name[:NAME_LIMIT],
        start,
        end,
        own.start_byte if own else start,
        own.end_byte if own else end,
        container or kind in _CONTAINERS,
        closed,
        declaration,
    )


def named(kind: SymbolKind, nodes: str) -> Mapping[str, Reader]:
    """Readers for node kinds that define a `kind`, named by their field `name`."""

    def read(node: Node, source: bytes) -> Sequence[Definition]:
        name = node.child_by_field_name("name")
        if name is None or name.end_byte == name.start_byte:
            return ()
        return (define(kind, name, source),)

    return dict.fromkeys(nodes.split(), read)


def define_each(kind: SymbolKind, names: Sequence[Node], source: bytes) -> Iterator[Definition]:
    """The definitions of all names that one statement introduces."""
    return (define(kind, name, source, closed=len(names) > 1) for name in names)


def function_value(name_field: str) -> Reader:
    """Reads a name bound to an anonymous function or class, or to an object with methods."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name, value = node.child_by_field_name(name_field), node.child_by_field_name("value")
        kind, container = kind_of_value(value, SymbolKind.VARIABLE)
        if name is not None and (container or kind is not SymbolKind.VARIABLE):
            yield define(kind, name, source, name=key_of(name, source), container=container)

    return read


def kind_of_value(value: Node | None, kind: SymbolKind) -> tuple[SymbolKind, bool]:
    """The kind of a name bound to `value` (else `kind`), and whether the value has members."""
    value = bare_value(value)
    if value is None:
        return kind, False
    if value.type in _FUNCTIONS:
        return SymbolKind.FUNCTION, False
    if value.type == _CLASS:
        return SymbolKind.CLASS, True
    return kind, value.type == "object" and any(map(_is_method, value.named_children))


def bare_value(value: Node | None) -> Node | None:
    """A value without enclosing parentheses and casts."""
    while value is not None and value.type in _AROUND_VALUES:
        value = inside(value)
    return value


def inside(wrapper: Node) -> Node | None:
    """The value inside parentheses or a cast."""
    values = [child for child in wrapper.named_children if child.type != "comment"]
    if wrapper.type == "type_assertion":
        return values[-1] if values else None
    is_typed = wrapper.type in _TYPED_VALUES
    return values[0] if len(values) == 1 or (is_typed and values) else None


def child_of_kind(node: Node, kind: str) -> Node | None:
    """The first child of this kind."""
    return next((child for child in node.children if child.type == kind), None)


def first_child(node: Node) -> Node | None:
    """The first named child, if any; incomplete code may lack a required one."""
    return node.named_child(0) if node.named_child_count else None


def key_of(name: Node, source: bytes) -> str:
    """The name of a property, without quotes."""
    text = text_of(name, source)
    return text[1:-1] if name.type == "string" else text


def _is_method(member: Node) -> bool:
    if member.type == "method_definition":
        return True
    value = member.child_by_field_name("value") if member.type == "pair" else None
    return value is not None and value.type in _FUNCTIONS | {_CLASS}
