"""Definition readers shared by several languages."""

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Reader

NAME_LIMIT = 200
"""Maximum length of a name: error recovery can turn whole pages into one name."""

_FUNCTIONS = frozenset(
    {
        "anonymous_function",
        "anonymous_method_expression",
        "arrow_function",
        "closure_expression",
        "func_literal",
        "function_definition",
        "function_expression",
        "generator_function",
        "lambda",
        "lambda_expression",
        "lambda_literal",
    }
)
_CLASSES = frozenset({"class"})
_TYPED_VALUES = frozenset(
    {"as_expression", "satisfies_expression", "type_assertion", "non_null_expression"}
)
_AROUND_VALUES = frozenset({"parenthesized_expression", "expression_list"}) | _TYPED_VALUES


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
    """The definition whose name is `node`."""
    start, end = node.start_byte, node.end_byte
    return Definition(
        kind,
        _on_one_line(source[start:end]) if name is None else name[:NAME_LIMIT],
        start,
        end,
        own.start_byte if own else start,
        own.end_byte if own else end,
        container,
        closed,
        declaration,
    )


def named_reader(kind: SymbolKind, name_field: str = "name", *, container: bool = False) -> Reader:
    """Reads a definition whose name is a field of its node."""

    def read(node: Node, source: bytes) -> Sequence[Definition]:
        name = node.child_by_field_name(name_field)
        if name is None or name.end_byte == name.start_byte:
            return ()
        return (define(kind, name, source, container=container),)

    return read


def bare(kind: SymbolKind) -> Reader:
    """Reads a definition from a node that is itself the name."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        yield define(kind, node, source)

    return read


def each(kind: SymbolKind, name_field: str = "name") -> Reader:
    """Reads one definition for each name in a field."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        names = [name for name in node.children_by_field_name(name_field) if name.is_named]
        for name in names:
            if text_of(name, source) != "_":
                yield define(kind, name, source, closed=len(names) > 1)

    return read


def function_value(name_field: str, value_field: str = "value") -> Reader:
    """Reads a name bound to an anonymous function or class, or to an object with methods."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name, value = (
            node.child_by_field_name(name_field),
            node.child_by_field_name(value_field),
        )
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
    if value.type in _CLASSES:
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
    return value is not None and value.type in _FUNCTIONS | _CLASSES
