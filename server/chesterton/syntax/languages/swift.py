"""Swift."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.general import named_reader
from chesterton.syntax.readers.swift import entries, keyword, macro, type_like, variable

_FUNCTIONS = frozenset({"function_declaration", "init_declaration", "deinit_declaration"}) | {
    "lambda_literal",
    "subscript_declaration",
    "computed_property",
    "computed_getter",
    "computed_setter",
    "willset_didset_block",
}
_LATE = frozenset({"property_declaration.name:pattern"})
_CONDITIONS = frozenset(
    f"{statement}_statement.bound_identifier" for statement in ("if", "guard", "while")
)
_PARTS = {
    "parameter": "parameter",
    "-> _": "return_type",
    "function_body": "body",
}
_TYPED = {": _": "type", "external_name simple_identifier": "inner"}

_SCOPING = Scoping(
    names=frozenset({"simple_identifier", "type_identifier"}),
    not_names=frozenset({"navigation_expression.suffix", "value_argument_label."})
    | {"parameter.external_name", "enum_entry.name"},
    functions=_FUNCTIONS,
    closures=frozenset({"class_declaration", "protocol_function_declaration"}),
    blocks=frozenset({"statements", "if_statement", "for_statement", "while_statement"})
    | {"catch_block", "switch_entry"},
    classes=frozenset({"class_body", "enum_class_body", "protocol_body"}),
    binders=_LATE
    | _CONDITIONS
    | {
        "parameter.name:simple_identifier",
        "parameter.inner",
        "lambda_parameter.name:simple_identifier",
        "for_statement.item",
        "pattern.bound_identifier",
        "willset_clause.:simple_identifier",
        "didset_clause.:simple_identifier",
        "type_parameter.:type_identifier",
        "function_declaration.name:simple_identifier",
    },
    outward=frozenset({"function_declaration.name"}),
    late=_LATE,
    valued=_CONDITIONS,
    uses=frozenset({"user_type", "type_annotation"}),
    outer=frozenset({"for_statement.collection"}),
    named=frozenset({"parameter.name:simple_identifier"}),
    labels=frozenset({"statement_label"}),
    is_sequential=True,
    is_rebinding=True,
)

SWIFT = Language(
    id="swift",
    extensions=(".swift",),
    grammar=("tree_sitter_swift", "language"),
    scoping=_SCOPING,
    definitions={
        "class_declaration": type_like,
        "protocol_declaration": named_reader(SymbolKind.INTERFACE, container=True),
        "function_declaration": named_reader(SymbolKind.FUNCTION),
        "protocol_function_declaration": named_reader(SymbolKind.FUNCTION),
        "init_declaration": keyword(SymbolKind.FUNCTION, "init"),
        "deinit_declaration": keyword(SymbolKind.FUNCTION, "deinit"),
        "subscript_declaration": keyword(SymbolKind.FUNCTION, "subscript"),
        "property_declaration": variable,
        "protocol_property_declaration": variable,
        "enum_entry": entries,
        "typealias_declaration": named_reader(SymbolKind.TYPE),
        "associatedtype_declaration": named_reader(SymbolKind.TYPE),
        "macro_declaration": macro,
    },
    functions=_FUNCTIONS,
    values=frozenset({"property_declaration"}),
    comments=frozenset({"comment", "multiline_comment"}),
    roles={
        **dict.fromkeys(("function_declaration", "protocol_function_declaration"), _PARTS),
        **dict.fromkeys(("init_declaration", "subscript_declaration"), _PARTS),
        "parameter": _TYPED,
        "lambda_parameter": _TYPED,
        "class_declaration": {"inheritance_specifier": "superclasses"},
        "property_declaration": {"computed_property": "body", "willset_didset_block": "body"},
        "call_expression": {" _": "function", "call_suffix": "arguments"},
    },
    transparent=frozenset({"tuple_expression", "navigation_suffix"}),
    aliases={"modifiers.attribute": "annotation"},
    strings=frozenset({"line_string_literal", "multi_line_string_literal", "raw_string_literal"}),
    interpolations=frozenset({"interpolated_expression"}),
    has_text_blocks=True,
    numbers=frozenset({"integer_literal", "real_literal", "hex_literal", "bin_literal"})
    | {"oct_literal"},
    imports=frozenset({"import_declaration"}),
    calls={"call_expression": "function"},
    members=frozenset({"navigation_expression.suffix"}),
    selves=frozenset({"self", "super"}),
    is_receiver_implicit=True,
    frames=(
        ("", ""),
        ("class {container} {\n", "\n}"),
        ("protocol {container} {\n", "\n}"),
        ("enum {container} {\n", "\n}"),
        ("func _f() {\n", "\n}"),
    ),
)
