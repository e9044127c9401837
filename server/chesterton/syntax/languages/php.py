"""PHP."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.general import named_reader
from chesterton.syntax.readers.php import assigned, constants, defined, properties

_FUNCTIONS = frozenset({"function_definition", "method_declaration", "anonymous_function"}) | {
    "arrow_function"
}
_INSIDE_TEXT = frozenset({"variable_name", "dynamic_variable_name", "subscript_expression"}) | {
    "member_access_expression",
    "nullsafe_member_access_expression",
    "scoped_property_access_expression",
    "member_call_expression",
    "function_call_expression",
}
_BODIES = frozenset({"if_statement.body", "else_clause.body", "else_if_clause.body"}) | {
    f"{loop}_statement.body" for loop in ("for", "foreach", "while", "do")
}
_PARAMETERS = frozenset({"simple_parameter.name", "variadic_parameter.name"})

_SCOPING = Scoping(
    names=frozenset({"variable_name"}),
    functions=_FUNCTIONS,
    classes=frozenset({"declaration_list"}),
    binders=_PARAMETERS
    | {
        "lambda_parameter.name",
        "assignment_expression.left",
        "augmented_assignment_expression.left",
        "reference_assignment_expression.left",
        "foreach_statement.item",
        "catch_clause.name",
        "static_variable_declaration.name",
    },
    uses=frozenset({"member_access_expression", "subscript_expression", "dynamic_variable_name"})
    | {"scoped_property_access_expression", "nullsafe_member_access_expression"}
    | {"member_call_expression"},
    named=_PARAMETERS,
    unnamed=frozenset({"variadic_parameter"}),
    releases=frozenset({"global_declaration"}),
    labels=frozenset({"goto_statement.", "named_label_statement."}),
)

PHP = Language(
    id="php",
    extensions=(".php", ".phtml", ".inc", ".phpt"),
    grammar=("tree_sitter_php", "language_php"),
    scoping=_SCOPING,
    definitions={
        "class_declaration": named_reader(SymbolKind.CLASS, container=True),
        "interface_declaration": named_reader(SymbolKind.INTERFACE, container=True),
        "trait_declaration": named_reader(SymbolKind.TRAIT, container=True),
        "enum_declaration": named_reader(SymbolKind.ENUM, container=True),
        "enum_case": named_reader(SymbolKind.FIELD),
        "method_declaration": named_reader(SymbolKind.FUNCTION),
        "function_definition": named_reader(SymbolKind.FUNCTION),
        "const_declaration": constants,
        "property_declaration": properties,
        "assignment_expression": assigned,
        "function_call_expression": defined,
    },
    patterns={
        "assignment_expression": "(expression_statement (assignment_expression right:"
        " [(anonymous_function) (arrow_function)"
        " (object_creation_expression (anonymous_class))]) @d)",
        "function_call_expression": "(expression_statement (function_call_expression"
        " function: (name) arguments: (arguments . (argument (string)))) @d)",
    },
    functions=_FUNCTIONS,
    roles={"foreach_statement": {"as _": "item", "& _": "item"}},
    kept_parentheses={},
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    optional_blocks=_BODIES,
    never_bare=frozenset({"if_statement", "function_definition", "class_declaration"}),
    dropped=frozenset({"empty_statement"}),
    solid=frozenset({"variable_name"}),
    sigils=frozenset({"variable_name"}),
    aliases={
        "encapsed_string": "string",
        "anonymous_function.formal_parameters": "lambda_parameters",
        "arrow_function.formal_parameters": "lambda_parameters",
        "lambda_parameters.simple_parameter": "lambda_parameter",
    },
    strings=frozenset({"string", "encapsed_string"}),
    interpolations=_INSIDE_TEXT,
    raw_quotes=frozenset({"'"}),
    numbers=frozenset({"integer", "float"}),
    imports=frozenset({"namespace_use_declaration"}),
    calls={
        "function_call_expression": "function",
        "member_call_expression": "name",
        "nullsafe_member_call_expression": "name",
        "scoped_call_expression": "name",
        "object_creation_expression": "",
    },
    members=frozenset({"member_call_expression.name", "scoped_call_expression.name"})
    | {"member_access_expression.name", "nullsafe_member_call_expression.name"},
    selves=frozenset({"this", "self", "static", "parent"}),
    frames=(
        ("<?php\n", ""),
        ("<?php\nclass {container} {\n", "\n}"),
        ("<?php\ninterface {container} {\n", "\n}"),
        ("<?php\ntrait {container} {\n", "\n}"),
        ("<?php\nenum {container} {\n", "\n}"),
        ("<?php\n", ";"),
    ),
)
