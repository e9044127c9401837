"""Rules for Go: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, words
from chesterton.syntax.readers import (
    define,
    define_each,
    first_child,
    kind_of_value,
    named,
    text_of,
)

_TYPES = {"struct_type": SymbolKind.STRUCT, "interface_type": SymbolKind.INTERFACE}


def _method(node: Node, source: bytes) -> Iterator[Definition]:
    """`func (r *Recv) Method()` is `Recv.Method`."""
    name = node.child_by_field_name("name")
    if name is None:
        return
    receiver = node.child_by_field_name("receiver")
    owner = _type_name(receiver, source) if receiver is not None else None
    qualified = f"{owner}.{text_of(name, source)}" if owner else None
    yield define(SymbolKind.METHOD, name, source, name=qualified)


def _type_spec(node: Node, source: bytes) -> Iterator[Definition]:
    """A type; structs and interfaces are containers."""
    name, type_node = node.child_by_field_name("name"), node.child_by_field_name("type")
    if name is not None:
        kind = _TYPES.get(type_node.type if type_node is not None else "", SymbolKind.TYPE)
        yield define(kind, name, source)


def _field(node: Node, source: bytes) -> Iterator[Definition]:
    """Fields of a struct; an embedded type is a field named after it."""
    names = _names(node)
    base = node.child_by_field_name("type")
    if not names and base is not None and (embedded := _last_identifier(base)) is not None:
        yield define(SymbolKind.FIELD, embedded, source)
    yield from define_each(SymbolKind.FIELD, names, source)


def _values(node: Node, source: bytes) -> Iterator[Definition]:
    """`var a, b = 1, 2`; a single variable with a function value is a function."""
    names = _names(node)
    kind = SymbolKind.CONSTANT if node.type == "const_spec" else SymbolKind.VARIABLE
    if len(names) == 1 and kind is SymbolKind.VARIABLE:
        kind = kind_of_value(node.child_by_field_name("value"), kind)[0]
    return (one for one in define_each(kind, names, source) if one.name != "_")


def _local_function(node: Node, source: bytes) -> Iterator[Definition]:
    """A function in a local variable: `f := func() {...}`."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None or left.named_child_count != 1:
        return
    name = left.named_child(0)
    is_function = kind_of_value(right, SymbolKind.VARIABLE)[0] is SymbolKind.FUNCTION
    if is_function and name is not None and name.type == "identifier":
        yield define(SymbolKind.FUNCTION, name, source)


def _type_name(receiver: Node, source: bytes) -> str | None:
    for parameter in receiver.named_children:
        type_node = parameter.child_by_field_name("type")
        while type_node is not None and type_node.type != "type_identifier":
            type_node = type_node.child_by_field_name("type") or first_child(type_node)
        if type_node is not None:
            return text_of(type_node, source)
    return None


def _last_identifier(type_node: Node) -> Node | None:
    node: Node | None = type_node
    while node is not None and node.named_child_count:
        inner = node.child_by_field_name("name") or node.child_by_field_name("type")
        node = inner or node.named_child(0)
    return node


def _names(node: Node) -> list[Node]:
    return [name for name in node.children_by_field_name("name") if name.is_named]


_FUNCTIONS = words("function_declaration method_declaration func_literal")
_LATE = words("""
    short_var_declaration.left var_spec.name const_spec.name range_clause.left
    receive_statement.left
""")

_SCOPING = Scoping(
    names=words("identifier type_identifier"),
    functions=_FUNCTIONS,
    closures=words("type_spec type_alias function_type method_elem"),
    blocks=words("""
        block if_statement for_statement select_statement expression_switch_statement
        type_switch_statement communication_case expression_case type_case default_case
    """),
    binders=_LATE
    | words("""
        parameter_declaration.name variadic_parameter_declaration.name
        type_parameter_declaration.name type_switch_statement.alias type_spec.name
        method_declaration.receiver
    """),
    outward=words("type_spec.name"),
    late=_LATE,
    uses=words("selector_expression index_expression unary_expression"),
    unbound=words("parameter_declaration.type pointer_type. generic_type.type"),
    keys=words("keyed_element.key"),
    key_owners=words("map_type slice_type array_type implicit_length_array_type"),
    labels=words("label_name"),
    is_sequential=True,
)

GO = Language(
    id="go",
    grammar=("tree_sitter_go", "language"),
    scoping=_SCOPING,
    definitions={
        **named(SymbolKind.FUNCTION, "function_declaration method_elem"),
        "method_declaration": _method,
        "type_spec": _type_spec,
        **named(SymbolKind.TYPE, "type_alias"),
        "const_spec": _values,
        "var_spec": _values,
        "field_declaration": _field,
        "short_var_declaration": _local_function,
    },
    patterns={
        "short_var_declaration": "(short_var_declaration"
        " right: (expression_list (func_literal))) @d"
    },
    functions=_FUNCTIONS,
    values=words("const_spec var_spec field_declaration"),
    span_wrappers=words("const_declaration var_declaration var_spec_list type_declaration"),
    transparent=words("parenthesized_expression expression_statement literal_element"),
    dropped=words("empty_statement"),
    strings=words("interpreted_string_literal raw_string_literal"),
    numbers=words("int_literal float_literal imaginary_literal"),
    imports=words("import_declaration"),
    unordered=words("import_spec_list."),
    calls={"call_expression": "function"},
    members=words("selector_expression.field"),
    self_names=frozenset(),
    receiver="method_declaration.receiver",
    parse_wrappers=(
        ("", ""),
        ("type {container} struct {\n", "\n}"),
        ("type {container} interface {\n", "\n}"),
        ("const (\n", "\n)"),
        ("var (\n", "\n)"),
        ("type (\n", "\n)"),
    ),
)
