"""Rules for Swift: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, braced, words
from chesterton.syntax.readers import (
    child_of_kind,
    define,
    define_each,
    kind_of_value,
    named,
    text_of,
)

_KINDS = {
    "class": SymbolKind.CLASS,
    "actor": SymbolKind.CLASS,
    "struct": SymbolKind.STRUCT,
    "enum": SymbolKind.ENUM,
    "extension": SymbolKind.IMPL,
}


def _type_like(node: Node, source: bytes) -> Iterator[Definition]:
    """Classes, structs, enums, actors, and extensions, which share the name of their type."""
    word, name = node.child_by_field_name("declaration_kind"), node.child_by_field_name("name")
    if word is None or name is None or name.start_byte == name.end_byte:
        return
    kind = _KINDS.get(text_of(word, source), SymbolKind.CLASS)
    type_name = text_of(name, source).split("<")[0].strip()
    yield define(kind, name, source, name=type_name)


def _keyword(node: Node, source: bytes) -> Iterator[Definition]:
    """A function named by its keyword: `init`, `deinit` or `subscript`."""
    keyword = child_of_kind(node, node.type.removesuffix("_declaration"))
    if keyword is not None:
        yield define(SymbolKind.FUNCTION, keyword, source)


def _variable(node: Node, source: bytes) -> Iterator[Definition]:
    """Variables: `static let` and global `let` are constants, computed ones are functions."""
    patterns = [child for child in node.children_by_field_name("name") if child.type == "pattern"]
    names = [name for pattern in patterns for name in _names(pattern)]
    kind = _kind(node, source)
    if kind is SymbolKind.CONSTANT and not _is_shared(node, source):
        kind = SymbolKind.FIELD
    return define_each(kind, names, source)


def _entries(node: Node, source: bytes) -> Iterator[Definition]:
    """Enum cases: `case a, b`."""
    names = node.children_by_field_name("name")
    names = [name for name in names if name.type == "simple_identifier"]
    return define_each(SymbolKind.FIELD, names, source)


def _macro(node: Node, source: bytes) -> Iterator[Definition]:
    """A macro: `macro stringify(...)`."""
    name = child_of_kind(node, "simple_identifier")
    if name is not None:
        yield define(SymbolKind.MACRO, name, source)


def _names(pattern: Node) -> Iterator[Node]:
    pending = [pattern]
    while pending:
        node = pending.pop(0)
        if node.type == "simple_identifier":
            yield node
        elif node.type == "pattern":
            pending = [*node.named_children, *pending]


def _kind(node: Node, source: bytes) -> SymbolKind:
    if node.child_by_field_name("computed_value"):
        return SymbolKind.FUNCTION
    is_constant = any(
        child.type == "value_binding_pattern" and text_of(child, source) == "let"
        for child in node.named_children
    )
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    return kind_of_value(node.child_by_field_name("value"), plain)[0]


def _is_shared(node: Node, source: bytes) -> bool:
    """Whether the variable is global or `static`."""
    parent = node.parent
    if parent is None or parent.type == "source_file":
        return True
    first = node.named_child(0)
    return first is not None and first.type == "modifiers" and "static" in text_of(first, source)


_FUNCTIONS = words("""
    function_declaration init_declaration deinit_declaration lambda_literal subscript_declaration
    computed_property computed_getter computed_setter willset_didset_block
""")
_LATE = words("property_declaration.name:pattern")
_CONDITIONS = words("""
    if_statement.bound_identifier guard_statement.bound_identifier while_statement.bound_identifier
""")
_PARTS = {"parameter": "parameter", "-> _": "return_type", "function_body": "body"}
_TYPED = {": _": "type", "external_name simple_identifier": "inner"}

_SCOPING = Scoping(
    names=words("simple_identifier type_identifier"),
    not_names=words("""
        navigation_expression.suffix value_argument_label. parameter.external_name enum_entry.name
    """),
    functions=_FUNCTIONS,
    closures=words("class_declaration protocol_function_declaration"),
    blocks=words("statements if_statement for_statement while_statement catch_block switch_entry"),
    classes=words("class_body enum_class_body protocol_body"),
    binders=_LATE
    | _CONDITIONS
    | words("""
        parameter.name:simple_identifier parameter.inner lambda_parameter.name:simple_identifier
        for_statement.item pattern.bound_identifier willset_clause.:simple_identifier
        didset_clause.:simple_identifier type_parameter.:type_identifier
        function_declaration.name:simple_identifier
    """),
    outward=words("function_declaration.name"),
    late=_LATE,
    valued=_CONDITIONS,
    uses=words("user_type type_annotation"),
    outer=words("for_statement.collection"),
    named=words("parameter.name:simple_identifier"),
    labels=words("statement_label"),
    is_sequential=True,
    is_rebinding=True,
)

SWIFT = Language(
    id="swift",
    grammar=("tree_sitter_swift", "language"),
    scoping=_SCOPING,
    definitions={
        "class_declaration": _type_like,
        **named(SymbolKind.INTERFACE, "protocol_declaration"),
        **named(SymbolKind.FUNCTION, "function_declaration protocol_function_declaration"),
        "init_declaration": _keyword,
        "deinit_declaration": _keyword,
        "subscript_declaration": _keyword,
        "property_declaration": _variable,
        "protocol_property_declaration": _variable,
        "enum_entry": _entries,
        **named(SymbolKind.TYPE, "typealias_declaration associatedtype_declaration"),
        "macro_declaration": _macro,
    },
    functions=_FUNCTIONS,
    values=words("property_declaration"),
    comments=words("comment multiline_comment"),
    roles={
        **dict.fromkeys(("function_declaration", "protocol_function_declaration"), _PARTS),
        **dict.fromkeys(("init_declaration", "subscript_declaration"), _PARTS),
        "parameter": _TYPED,
        "lambda_parameter": _TYPED,
        "class_declaration": {"inheritance_specifier": "superclasses"},
        "property_declaration": {"computed_property": "body", "willset_didset_block": "body"},
        "call_expression": {" _": "function", "call_suffix": "arguments"},
    },
    transparent=words("tuple_expression navigation_suffix"),
    aliases={"modifiers.attribute": "annotation"},
    strings=words("line_string_literal multi_line_string_literal raw_string_literal"),
    interpolations=words("interpolated_expression"),
    has_text_blocks=True,
    numbers=words("integer_literal real_literal hex_literal bin_literal oct_literal"),
    imports=words("import_declaration"),
    calls={"call_expression": "function"},
    members=words("navigation_expression.suffix"),
    self_names=words("self super"),
    is_receiver_implicit=True,
    parse_wrappers=(("", ""), *braced("class", "protocol", "enum"), ("func _f() {\n", "\n}")),
)
