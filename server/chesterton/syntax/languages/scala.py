"""Scala 2 and 3."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.general import named_reader
from chesterton.syntax.readers.scala import extension, given, parameter, value

_FUNCTIONS = frozenset({"function_definition", "function_declaration", "lambda_expression"})
_BLOCKS = frozenset({"block", "indented_block", "case_block"})
_LATE = frozenset({"val_definition.pattern", "var_definition.pattern"})
_PARAMETERS = frozenset({"parameter.name", "class_parameter.name"})
_TYPES = frozenset({"class_definition", "trait_definition", "enum_definition"})

_SCOPING = Scoping(
    names=frozenset({"identifier", "type_identifier"}),
    not_names=frozenset({"field_expression.field", "named_argument.left", "stable_identifier."})
    | {"interpolated_string_expression.interpolator", "case_class_pattern.type"},
    functions=_FUNCTIONS,
    closures=_TYPES | {"type_definition", "extension_definition"},
    blocks=_BLOCKS | {"for_expression", "case_clause"},
    classes=frozenset({"template_body", "enum_body", "with_template_body"}),
    binders=_LATE
    | _PARAMETERS
    | {
        "binding.name",
        "lambda_expression.parameters:identifier",
        "enumerator.pattern",
        "case_clause.pattern",
        "type_parameters.name",
        "function_definition.name",
    },
    outward=frozenset({"function_definition.name"}),
    late=_LATE,
    uses=frozenset({"case_class_pattern.type", "typed_pattern.type", "binding.type"})
    | {"stable_identifier", "field_expression", "literal"},
    named=_PARAMETERS,
    has_constant_patterns=True,
    is_sequential=True,
)

SCALA = Language(
    id="scala",
    extensions=(".scala", ".sc", ".sbt"),
    grammar=("tree_sitter_scala", "language"),
    scoping=_SCOPING,
    definitions={
        "class_definition": named_reader(SymbolKind.CLASS, container=True),
        "object_definition": named_reader(SymbolKind.CLASS, container=True),
        "package_object": named_reader(SymbolKind.CLASS, container=True),
        "trait_definition": named_reader(SymbolKind.TRAIT, container=True),
        "enum_definition": named_reader(SymbolKind.ENUM, container=True),
        "simple_enum_case": named_reader(SymbolKind.FIELD),
        "full_enum_case": named_reader(SymbolKind.FIELD),
        "given_definition": given,
        "extension_definition": extension,
        "function_definition": named_reader(SymbolKind.FUNCTION),
        "function_declaration": named_reader(SymbolKind.FUNCTION),
        "val_definition": value,
        "val_declaration": value,
        "var_definition": value,
        "var_declaration": value,
        "type_definition": named_reader(SymbolKind.TYPE),
        "class_parameter": parameter,
    },
    functions=_FUNCTIONS | _BLOCKS,
    values=frozenset({"val_definition", "val_declaration", "var_definition", "var_declaration"}),
    groups=frozenset({"enum_case_definitions"}),
    comments=frozenset({"comment", "block_comment"}),
    roles={"enumerator": {" _": "pattern"}},
    transparent=frozenset({"parenthesized_expression", "block", "indented_block"}),
    aliases={
        "indented_block": "block",
        "indented_cases": "case_block",
        "arguments.assignment_expression": "named_argument",
    },
    dropped_signs=frozenset({";"}),
    strings=frozenset({"string", "interpolated_string"}),
    interpolations=frozenset({"interpolation"}),
    has_textless_strings=True,
    bare_strings=frozenset({"string"}),
    numbers=frozenset({"integer_literal", "floating_point_literal"}),
    imports=frozenset({"import_declaration"}),
    unordered=frozenset({"namespace_selectors."}),
    calls={"call_expression": "function", "instance_expression": ""},
    members=frozenset({"field_expression.field"}),
    selves=frozenset({"this", "super"}),
    is_receiver_implicit=True,
    frames=(
        ("", ""),
        ("class {container} {\n", "\n}"),
        ("enum {container} {\n", "\n}"),
        ("case class {container}(\n", "\n)"),
    ),
)
