"""How nodes of a grammar become definitions: the readers that the languages name."""

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.rules import Definition, Reader

NAME_LIMIT = 200
"""Characters of one name beyond which it is cut: error recovery can make names of whole pages."""


def text_of(node: Node, source: bytes) -> str:
    """The source of a node on one line."""
    raw = source[node.start_byte : node.end_byte].decode("utf-8", "replace")
    return " ".join(raw.split())[:NAME_LIMIT]


def define(
    kind: SymbolKind,
    node: Node,
    source: bytes,
    *,
    name: str | None = None,
    own: Node | None = None,
    container: bool = False,
    shared: bool = False,
) -> Definition:
    """The definition whose name stands at `node`."""
    own = own or node
    return Definition(
        kind,
        text_of(node, source) if name is None else name,
        node.start_byte,
        node.end_byte,
        own.start_byte,
        own.end_byte,
        container,
        shared,
    )


def named(kind: SymbolKind, name_field: str = "name", *, container: bool = False) -> Reader:
    """A definition whose name is a field of its node."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name = node.child_by_field_name(name_field)
        if name is not None and name.end_byte > name.start_byte:
            yield define(kind, name, source, container=container)

    return read


_ANONYMOUS_FUNCTIONS = frozenset(
    {"lambda", "arrow_function", "function_expression", "generator_function"}
)
_ANONYMOUS_CLASSES = frozenset({"class"})


def python_assignment(node: Node, source: bytes) -> Iterator[Definition]:
    """Names that an assignment binds. Capitals make a constant, a lambda makes a function."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None:
        return
    names = [left] if left.type == "identifier" else left.named_children
    is_lambda = right is not None and right.type == "lambda" and left.type == "identifier"
    for name in names:
        if name.type == "identifier" and left.type in _PYTHON_TARGETS:
            is_constant = text_of(name, source).isupper()
            kind = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
            kind = SymbolKind.FUNCTION if is_lambda else kind
            yield define(kind, name, source, shared=len(names) > 1)


_PYTHON_TARGETS = frozenset({"identifier", "pattern_list", "tuple_pattern"})


def variable(kind: SymbolKind, name_field: str = "name", value_field: str = "value") -> Reader:
    """A name bound to a value: a function or class if the value is one without a name."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name, value = node.child_by_field_name(name_field), node.child_by_field_name(value_field)
        if name is None or name.type in _PATTERNS:
            return
        value_kind, container = kind_of_value(value, kind)
        yield define(value_kind, name, source, name=key_of(name, source), container=container)

    return read


_PATTERNS = frozenset({"object_pattern", "array_pattern"})


def function_value(name_field: str = "key", value_field: str = "value") -> Reader:
    """As `variable`, but only where the value is a function, a class or holds some."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name, value = node.child_by_field_name(name_field), node.child_by_field_name(value_field)
        kind, container = kind_of_value(value, SymbolKind.VARIABLE)
        if name is not None and (container or kind is not SymbolKind.VARIABLE):
            yield define(kind, name, source, name=key_of(name, source), container=container)

    return read


def kind_of_value(value: Node | None, kind: SymbolKind) -> tuple[SymbolKind, bool]:
    """What a name becomes by the value bound to it, and whether that has members."""
    while value is not None and value.type in _AROUND_VALUES:
        value = value.named_child(0)
    if value is None:
        return kind, False
    if value.type in _ANONYMOUS_FUNCTIONS:
        return SymbolKind.FUNCTION, False
    if value.type in _ANONYMOUS_CLASSES:
        return SymbolKind.CLASS, True
    return kind, value.type == "object" and any(map(_is_method, value.named_children))


_AROUND_VALUES = frozenset({"parenthesized_expression", "as_expression", "satisfies_expression"})


def _is_method(member: Node) -> bool:
    value = member.child_by_field_name("value")
    return member.type == "method_definition" or kind_of_value(value, SymbolKind.FIELD) != (
        SymbolKind.FIELD,
        False,
    )


def key_of(name: Node, source: bytes) -> str:
    """A property's name without quotes."""
    text = text_of(name, source)
    return text[1:-1] if name.type == "string" else text


def javascript_variable(node: Node, source: bytes) -> Iterable[Definition]:
    """A declarator: `const` makes a constant."""
    parent = node.parent
    is_constant = parent is not None and source.startswith(b"const", parent.start_byte)
    return variable(SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE)(node, source)


def javascript_assignment(node: Node, source: bytes) -> Iterator[Definition]:
    """`Foo.prototype.bar = function ...` is `Foo.bar`; other values are no definitions."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or left.type not in {"identifier", "member_expression"}:
        return
    kind, container = kind_of_value(right, SymbolKind.VARIABLE)
    if kind is SymbolKind.VARIABLE and not container:
        return
    last = left.child_by_field_name("property") or left
    words = text_of(left, source).replace(" ", "").replace("?.", ".").split(".")
    words = words[1:] if words[0] in {"this", "module"} and len(words) > 1 else words
    name = ".".join(word for word in words if word != "prototype")
    if kind is SymbolKind.FUNCTION and "prototype" in words:
        kind = SymbolKind.METHOD
    yield define(kind, last, source, name=name, own=left, container=container)


def javascript_export(node: Node, source: bytes) -> Iterator[Definition]:
    """A default export without a name is called `default`."""
    word = next((child for child in node.children if child.type == "default"), None)
    value = node.child_by_field_name("value") or node.child_by_field_name("declaration")
    if word is None or value is None or value.child_by_field_name("name") is not None:
        return
    kind, container = kind_of_value(value, SymbolKind.VARIABLE)
    if value.type != "identifier":
        yield define(kind, word, source, container=container)
