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


def names(kind: SymbolKind, name_field: str = "name") -> Reader:
    """A declaration that may bind several names."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        found = node.children_by_field_name(name_field)
        bound = [name for name in found if name.is_named and text_of(name, source) != "_"]
        for name in bound:
            yield define(kind, name, source, shared=len(bound) > 1)

    return read


def declarators(kind: SymbolKind) -> Reader:
    """A declaration of fields: each declarator is one."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        found = node.children_by_field_name("declarator")
        for declarator in found:
            name = declarator.child_by_field_name("name")
            if name is not None:
                yield define(kind, name, source, shared=len(found) > 1)

    return read


def with_body(kind: SymbolKind, *, container: bool = True) -> Reader:
    """A type that is defined here, not only spoken of."""
    read_name = named(kind, container=container)

    def read(node: Node, source: bytes) -> Iterable[Definition]:
        return read_name(node, source) if node.child_by_field_name("body") is not None else ()

    return read


def go_method(node: Node, source: bytes) -> Iterator[Definition]:
    """`func (r *Recv) Method()` is `Recv.Method`."""
    name, receiver = node.child_by_field_name("name"), node.child_by_field_name("receiver")
    if name is None:
        return
    owner = _first(receiver, "type_identifier") if receiver is not None else None
    prefix = f"{text_of(owner, source)}." if owner is not None else ""
    yield define(SymbolKind.METHOD, name, source, name=prefix + text_of(name, source))


def go_type(node: Node, source: bytes) -> Iterator[Definition]:
    """A type: structs and interfaces have members."""
    name, value = node.child_by_field_name("name"), node.child_by_field_name("type")
    if name is None or value is None:
        return
    kind = _GO_TYPES.get(value.type, SymbolKind.TYPE)
    yield define(kind, name, source, container=kind is not SymbolKind.TYPE)


_GO_TYPES = {"struct_type": SymbolKind.STRUCT, "interface_type": SymbolKind.INTERFACE}


def rust_impl(node: Node, source: bytes) -> Iterator[Definition]:
    """`impl Type` and `impl Trait for Type` are both called `Type`."""
    owner = node.child_by_field_name("type")
    if owner is None:
        return
    name = _first(owner, "type_identifier") or owner
    yield define(
        SymbolKind.IMPL,
        name,
        source,
        name=text_of(name, source).replace("::", "."),
        container=True,
    )


def c_function(node: Node, source: bytes) -> Iterator[Definition]:
    """A function with its body; `ns::Class::f` is `ns.Class.f`."""
    name = _declared(node.child_by_field_name("declarator"))
    if name is not None and name.type not in _PATTERNS:
        yield _c_define(SymbolKind.FUNCTION, name, source)


def c_declaration(node: Node, source: bytes) -> Iterator[Definition]:
    """Prototypes, variables and fields."""
    found = node.children_by_field_name("declarator")
    is_field = node.type == "field_declaration"
    is_constant = any(child.type == "type_qualifier" for child in node.children)
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    for declarator in found:
        name = _declared(declarator)
        if name is None or _is_local_prototype(node, declarator):
            continue
        kind = SymbolKind.FIELD if is_field else plain
        kind = SymbolKind.FUNCTION if _is_prototype(declarator) else kind
        yield _c_define(kind, name, source, shared=len(found) > 1)


def c_typedef(node: Node, source: bytes) -> Iterator[Definition]:
    """The names that a typedef gives."""
    found = node.children_by_field_name("declarator")
    for declarator in found:
        name = _declared(declarator)
        if name is not None:
            yield _c_define(SymbolKind.TYPE, name, source, shared=len(found) > 1)


def _c_define(kind: SymbolKind, name: Node, source: bytes, *, shared: bool = False) -> Definition:
    last = name
    while last.type == "qualified_identifier":
        last = last.child_by_field_name("name") or last.children[-1]
    if last.type == "operator_cast" and (target := last.child_by_field_name("type")) is not None:
        cast = f"operator {text_of(target, source)}"
        return define(kind, last, source, name=cast, own=last, shared=shared)
    written = text_of(name, source).replace(" ", "").removeprefix("::").replace("::", ".")
    if name.type == "qualified_identifier" and kind is SymbolKind.FUNCTION:
        kind = SymbolKind.METHOD
    return define(kind, last, source, name=written, own=last, shared=shared)


def _declared(declarator: Node | None) -> Node | None:
    """The name inside pointers, arrays, parameters and initial values."""
    while declarator is not None and declarator.type not in _C_NAMES:
        inner = declarator.child_by_field_name("declarator")
        if inner is None:
            inner = next((c for c in declarator.named_children if c.type in _C_AROUND), None)
        declarator = inner
    return declarator


def _is_prototype(declarator: Node) -> bool:
    inner: Node | None = declarator
    while inner is not None and inner.type in {"pointer_declarator", "reference_declarator"}:
        inner = inner.child_by_field_name("declarator") or inner.named_children[-1]
    return inner is not None and inner.type == "function_declarator"


def _is_local_prototype(node: Node, declarator: Node) -> bool:
    """`T x(y);` inside a function: a variable as often as a prototype, and never worth a note."""
    parent = node.parent
    return parent is not None and parent.type == "compound_statement" and _is_prototype(declarator)


_C_NAMES = frozenset(
    {
        "identifier",
        "field_identifier",
        "type_identifier",
        "qualified_identifier",
        "destructor_name",
        "operator_name",
        "operator_cast",
    }
)
_C_AROUND = _C_NAMES | {
    "function_declarator",
    "pointer_declarator",
    "reference_declarator",
    "array_declarator",
    "parenthesized_declarator",
    "init_declarator",
}


def _first(node: Node, kind: str) -> Node | None:
    """The first node of a kind, outside in and left to right."""
    waiting = [node]
    while waiting:
        found = waiting.pop(0)
        if found.type == kind:
            return found
        waiting.extend(found.named_children)
    return None
