"""Kotlin."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.general import named_reader
from chesterton.syntax.readers.kotlin import (
    alias,
    class_like,
    class_parameter,
    enum_entry,
    function,
    variable,
)

_ANONYMOUS = frozenset({"lambda_literal", "anonymous_function"})
_FUNCTIONS = _ANONYMOUS | {
    "function_declaration",
    "secondary_constructor",
    "anonymous_initializer",
    "getter",
    "setter",
}
_TYPES = frozenset({"user_type", "nullable_type", "function_type", "parenthesized_type"})
_LATE = frozenset({"property_declaration.:variable_declaration"}) | {
    "property_declaration.:multi_variable_declaration",
    "when_subject.:variable_declaration",
}

_SCOPING = Scoping(
    names=frozenset({"identifier"}),
    not_names=frozenset({"navigation_expression.member", "value_argument.name"})
    | {"callable_reference.member"},
    functions=_FUNCTIONS,
    closures=frozenset({"class_declaration", "function_type"}),
    blocks=frozenset({"block", "for_statement", "catch_block", "when_expression"}),
    classes=frozenset({"class_body", "enum_class_body"}),
    binders=_LATE
    | {
        "parameter.:identifier",
        "class_parameter.:identifier",
        "lambda_parameters.*",
        "for_statement.:variable_declaration",
        "for_statement.:multi_variable_declaration",
        "catch_block.:identifier",
        "setter.:identifier",
        "type_parameter.:identifier",
        "function_declaration.name",
    },
    outward=frozenset({"function_declaration.name"}),
    late=_LATE,
    uses=_TYPES | {"annotation"},
    outer=frozenset({"for_statement.value"}),
    named=frozenset({"parameter.:identifier", "class_parameter.:identifier"}),
    labels=frozenset({"label"}),
    is_sequential=True,
    is_rebinding=True,
)
_RETURNED = {f": {kind}": "return_type" for kind in _TYPES}
_PARTS = {
    "function_value_parameters": "parameters",
    "function_body": "body",
    **_RETURNED,
}
_TYPED = {f": {kind}": "type" for kind in _TYPES}

KOTLIN = Language(
    id="kotlin",
    extensions=(".kt", ".kts"),
    grammar=("tree_sitter_kotlin", "language"),
    scoping=_SCOPING,
    definitions={
        "class_declaration": class_like,
        "object_declaration": named_reader(SymbolKind.CLASS, container=True),
        "function_declaration": function,
        "property_declaration": variable,
        "class_parameter": class_parameter,
        "enum_entry": enum_entry,
        "type_alias": alias,
    },
    functions=_FUNCTIONS,
    values=frozenset({"property_declaration"}),
    comments=frozenset({"line_comment", "block_comment"}),
    roles={
        "function_declaration": _PARTS,
        "anonymous_function": _PARTS,
        "secondary_constructor": {"function_value_parameters": "parameters", "block": "body"},
        "getter": _PARTS,
        "setter": _PARTS,
        "class_declaration": {
            "class_body": "body",
            "enum_class_body": "body",
            "primary_constructor": "parameters",
            "delegation_specifiers": "superclasses",
        },
        "object_declaration": {"class_body": "body", "delegation_specifiers": "superclasses"},
        "property_declaration": {"getter": "getter", "setter": "setter", "= _": "value"},
        "variable_declaration": _TYPED,
        "function_value_parameters": {"= _": "default_value"},
        "parameter": _TYPED,
        "class_parameter": {**_TYPED, "= _": "default_value"},
        "navigation_expression": {
            **dict.fromkeys((". _", "?. _", ":: _"), "member"),
            " _": "object",
        },
        "callable_reference": {":: _": "member"},
        "value_argument": {"identifier =": "name"},
        "for_statement": {"in _": "value", "block": "body", ") _": "body"},
        "call_expression": {
            "value_arguments": "arguments",
            "annotated_lambda": "lambda",
            " _": "function",
        },
    },
    transparent=frozenset({"parenthesized_expression"}),
    optional_blocks=frozenset({"if_expression.", "for_statement.body", "when_entry."})
    | {"while_statement.", "do_while_statement."},
    never_bare=frozenset({"property_declaration", "function_declaration", "if_expression"}),
    dropped_signs=frozenset({";"}),
    strings=frozenset({"string_literal", "multiline_string_literal"}),
    interpolations=frozenset({"interpolation"}),
    has_dollar_names=True,
    raw_quotes=frozenset({'"""'}),
    numbers=frozenset({"number_literal", "float_literal"}),
    imports=frozenset({"import"}),
    calls={"call_expression": "function"},
    members=frozenset({"navigation_expression.member"}),
    selves=frozenset({"this", "super"}),
    is_receiver_implicit=True,
    frames=(
        ("", ""),
        ("class {container} {\n", "\n}"),
        ("interface {container} {\n", "\n}"),
        ("enum class {container} {\n", "\n}"),
        ("enum class {container} { _;\n", "\n}"),
        ("class {container}(\n", "\n)"),
        ("class {container} { companion object {\n", "\n} }"),
    ),
)
