"""Rules for JavaScript with JSX: file types, definitions, scoping, normalisation."""

import re
from collections.abc import Iterator, Mapping

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import (
    Definition,
    ExpandedNode,
    Language,
    Reader,
    Scoping,
    braced,
    words,
)
from chesterton.syntax.readers import (
    bare_value,
    child_of_kind,
    define,
    function_value,
    inside,
    key_of,
    kind_of_value,
    named,
    text_of,
)

_PATTERNS = words("object_pattern array_pattern")
_ASSIGNED = words("identifier member_expression")
_OWNERS = _ASSIGNED | {"this"}
_CHAINED = words("assignment_expression parenthesized_expression")
_IGNORED = words("comment ERROR")
_DEFINE_PROPERTY = b"Object.defineProperty("
_NAME_PLACEHOLDER = "@"  #: placeholder for a property name, which may contain any character
_ARITY = 3  #: arguments: object, property name, descriptor
_LONGEST_CHAIN = 8  #: maximum length of `a = b = c = value`
_CALLBACK_TAKERS = words("""
    every filter find findIndex flatMap forEach map some sort reduce reduceRight then catch finally
    setTimeout
""")
"""Functions that call their callback rather than wrap it."""

_DEFINING_TARGET = re.compile(r"^(module\.)?exports\b|\.prototype\.")
"""Assignment targets that define a member, rather than store a result."""


def members(kind: SymbolKind, nodes: str, name_field: str = "name") -> Mapping[str, Reader]:
    """Readers for node kinds that define a property, or a function if its value is one."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name = node.child_by_field_name(name_field)
        if name is not None and name.end_byte > name.start_byte:
            value_kind, container = kind_of_value(node.child_by_field_name("value"), kind)
            yield define(value_kind, name, source, name=key_of(name, source), container=container)

    return dict.fromkeys(nodes.split(), read)


def _variable(node: Node, source: bytes) -> Iterator[Definition]:
    """A variable: `const` is a constant, a function value is a function."""
    name, statement = node.child_by_field_name("name"), node.parent
    if name is None or name.type in _PATTERNS or name.start_byte == name.end_byte:
        return
    is_constant = statement is not None and source.startswith(b"const", statement.start_byte)
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    kind, container = kind_of_value(_assigned_value(node.child_by_field_name("value")), plain)
    yield define(kind, name, source, container=container)


def _assigned(node: Node, source: bytes) -> Iterator[Definition]:
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


def _described(node: Node, source: bytes) -> Iterator[Definition]:
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
    parts = target.replace(" ", "").replace("?.", ".").split(".")
    is_method = "prototype" in parts
    parts = parts[1:] if parts[0] in {"this", "module"} and len(parts) > 1 else parts
    return ".".join(part for part in parts if part != "prototype"), is_method


def _assigned_value(value: Node | None) -> Node | None:
    """The final value of chained assignments such as `exports.Foo = function () {}`."""
    for _ in range(_LONGEST_CHAIN + 1):
        if value is None or value.type not in _CHAINED:
            break
        value = value.child_by_field_name("right") or inside(value)
    return value


def _is_value_of_declaration(node: Node) -> bool:
    """Whether the assignment is the value of a declared name, which takes precedence."""
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
    """Whether a call wraps a function: `deprecate(function () {})`, not `rows.map(row => 1)`."""
    call = bare_value(value)
    if call is None or call.type != "call_expression":
        return False
    called, arguments = call.child_by_field_name("function"), call.child_by_field_name("arguments")
    if called is None or arguments is None or not any(map(_is_function, arguments.named_children)):
        return False
    last = called.child_by_field_name("property") or called
    return text_of(last, source) not in _CALLBACK_TAKERS


def _default_export(node: Node, source: bytes) -> Iterator[Definition]:
    """A default export; named `default` if anonymous."""
    word = child_of_kind(node, "default")
    value = node.child_by_field_name("value") or node.child_by_field_name("declaration")
    if word is None or value is None or value.type == "identifier":
        return
    value = _guarded(value)
    kind, container = kind_of_value(value, SymbolKind.VARIABLE)
    name = value.child_by_field_name("name")
    if name is None or kind is not SymbolKind.VARIABLE:
        yield define(kind, name or word, source, container=container)


def _guarded(value: Node) -> Node:
    """The function or class in `isNode && function adapter() {}`; other values unchanged."""
    right = value.child_by_field_name("right") if value.type == "binary_expression" else None
    is_definition = kind_of_value(right, SymbolKind.VARIABLE)[0] is not SymbolKind.VARIABLE
    return right if right is not None and is_definition else value


_FUNCTIONS = words("""
    function_declaration generator_function_declaration function_expression generator_function
    arrow_function method_definition class_static_block
""")
_OUTWARD = words("function_declaration.name generator_function_declaration.name")

_SCOPING = Scoping(
    names=words("identifier"),
    functions=_FUNCTIONS,
    classes=words("class_body"),
    blocks=words("statement_block for_statement for_in_statement catch_clause switch_body"),
    binders=_OUTWARD
    | words("""
        variable_declarator.name formal_parameters.* for_in_statement.left catch_clause.parameter
        function_expression.name generator_function.name class_declaration.name
    """),
    outward=_OUTWARD,
    hoisting=words("variable_declaration"),
    uses=words("""
        member_expression subscript_expression computed_property_name assignment_pattern.right
        object_assignment_pattern.right
    """),
    labels=words("statement_identifier"),
)

JAVASCRIPT = Language(
    id="javascript",
    revision=2,
    family="javascript",
    grammar=("tree_sitter_javascript", "language"),
    scoping=_SCOPING,
    definitions={
        **named(SymbolKind.FUNCTION, "function_declaration generator_function_declaration"),
        **named(SymbolKind.CLASS, "class_declaration"),
        **members(SymbolKind.FUNCTION, "method_definition"),
        **members(SymbolKind.FIELD, "field_definition", "property"),
        "variable_declarator": _variable,
        "assignment_expression": _assigned,
        "pair": function_value("key"),
        "export_statement": _default_export,
        "call_expression": _described,
    },
    patterns={
        "class": "(class) @d",  # a class expression counts inside functions too
        # statements with plain names only: long call chains are not visited
        "call_expression": "(expression_statement (call_expression"
        " function: (member_expression object: (identifier) property: (property_identifier))) @d)",
    },
    functions=_FUNCTIONS,
    values=words("variable_declarator assignment_expression pair"),
    wrappers=words("export_statement lexical_declaration variable_declaration"),
    comments=words("comment html_comment"),
    transparent=words("parenthesized_expression expression_statement"),
    kept_parentheses=dict.fromkeys(
        ("member_expression", "subscript_expression", "call_expression"), "?."
    ),
    optional_blocks=words("""
        if_statement.consequence else_clause. for_statement.body for_in_statement.body
        while_statement.body do_statement.body
    """),
    requires_block=words("lexical_declaration function_declaration class_declaration if_statement"),
    dropped_if_empty=words("new_expression.arguments"),
    dropped=words("empty_statement"),
    expansions={
        "shorthand_property_identifier": (
            ExpandedNode(0, "", "pair", is_leaf=False),
            ExpandedNode(1, "key", "property_identifier", is_leaf=True),
            ExpandedNode(1, "value", "identifier", is_leaf=True),
        ),
        "shorthand_property_identifier_pattern": (
            ExpandedNode(0, "", "pair_pattern", is_leaf=False),
            ExpandedNode(1, "key", "property_identifier", is_leaf=True),
            ExpandedNode(1, "value", "identifier", is_leaf=True),
        ),
        "arrow_function.parameter": (
            ExpandedNode(0, "parameters", "formal_parameters", is_leaf=False),
            ExpandedNode(1, "", "identifier", is_leaf=True),
        ),
    },
    has_string_addition=True,
    strings=words("string template_string"),
    interpolations=words("template_substitution"),
    reflowable=words("jsx_text"),
    numbers=words("number"),
    imports=words("import_statement"),
    unordered=words("named_imports."),
    calls={"call_expression": "function", "new_expression": "constructor"},
    members=words("member_expression.property"),
    parse_wrappers=(
        ("", ""),
        *braced("class"),
        ("const {container} = {\n", "\n}"),
        ("const _ = 0, ", ""),
        ("var _, ", ""),
        ("const ", ""),
    ),
)
