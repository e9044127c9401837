"""Rust."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Part, Scoping
from chesterton.syntax.readers.general import function_value, named_reader
from chesterton.syntax.readers.rust import implementation

_TYPES = {
    "struct_item": SymbolKind.STRUCT,
    "enum_item": SymbolKind.ENUM,
    "union_item": SymbolKind.UNION,
    "trait_item": SymbolKind.TRAIT,
}
_OUTWARD = frozenset({"function_item.name"}) | {f"{kind}.name" for kind in _TYPES}
_LATE = frozenset({"let_declaration.pattern", "let_condition.pattern"})

_SCOPING = Scoping(
    names=frozenset({"identifier", "type_identifier", "lifetime"}),
    not_names=frozenset({"scoped_identifier.name", "scoped_type_identifier.name"})
    | {"macro_invocation.macro", "tuple_struct_pattern.type", "attribute."},
    functions=frozenset({"function_item", "closure_expression"}),
    closures=frozenset({"function_signature_item", "impl_item", "type_item", *_TYPES}),
    blocks=frozenset({"block", "if_expression", "while_expression", "for_expression"})
    | {"match_arm"},
    binders=_OUTWARD
    | _LATE
    | {
        "parameter.pattern",
        "closure_parameters.*",
        "for_expression.pattern",
        "match_arm.pattern",
        "type_parameter.name",
        "lifetime_parameter.name",
    },
    outward=_OUTWARD,
    late=_LATE,
    uses=frozenset({"scoped_identifier", "range_pattern", "macro_invocation", "type_arguments"})
    | {"tuple_struct_pattern.type", "struct_pattern.type", "parameter.type"}
    | {"match_pattern.condition"},
    outer=frozenset({"for_expression.value"}),
    labels=frozenset({"label"}),
    has_constant_patterns=True,
    is_sequential=True,
    is_rebinding=True,
)

RUST = Language(
    id="rust",
    extensions=(".rs",),
    grammar=("tree_sitter_rust", "language"),
    scoping=_SCOPING,
    definitions={
        "function_item": named_reader(SymbolKind.FUNCTION),
        "function_signature_item": named_reader(SymbolKind.FUNCTION),
        **{item: named_reader(kind, container=True) for item, kind in _TYPES.items()},
        "impl_item": implementation,
        "mod_item": named_reader(SymbolKind.NAMESPACE, container=True),
        "const_item": named_reader(SymbolKind.CONSTANT),
        "static_item": named_reader(SymbolKind.CONSTANT),
        "type_item": named_reader(SymbolKind.TYPE),
        "associated_type": named_reader(SymbolKind.TYPE),
        "macro_definition": named_reader(SymbolKind.MACRO),
        "field_declaration": named_reader(SymbolKind.FIELD),
        "enum_variant": named_reader(SymbolKind.FIELD),
        "let_declaration": function_value("pattern"),
    },
    patterns={
        "let_declaration": (
            "(let_declaration pattern: (identifier) value: (closure_expression)) @d"
        )
    },
    functions=frozenset({"function_item", "closure_expression"}),
    leading=frozenset({"attribute_item"}),
    comments=frozenset({"line_comment", "block_comment"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement"})
    | {f"expression_statement:{jump}_expression" for jump in ("return", "break", "continue")},
    semicolons=frozenset({"expression_statement"}),
    optional_blocks=frozenset({"match_arm.value", "closure_expression.body"}),
    never_bare=frozenset({"let_declaration", "empty_statement", "macro_definition"})
    | {"const_item", "function_item", "use_declaration"},
    dropped=frozenset({"empty_statement"}),
    aliases={"shorthand_field_initializer": "field_initializer"},
    expansions={
        "field_initializer.": (
            Part(0, "field", "field_identifier", is_leaf=True),
            Part(0, "value", "identifier", is_leaf=True),
        ),
        "shorthand_field_identifier": (
            Part(0, "name", "field_identifier", is_leaf=True),
            Part(0, "pattern", "identifier", is_leaf=True),
        ),
    },
    solid=frozenset({"lifetime", "label"}),
    kept=frozenset(f"token_tree.{sign}" for sign in (",", ";", ":", "=>", "->")),
    strings=frozenset({"string_literal", "raw_string_literal"}),
    formats=frozenset({"token_tree."}),
    numbers=frozenset({"integer_literal", "float_literal"}),
    imports=frozenset({"use_declaration"}),
    unordered=frozenset({"use_list."}),
    calls={"call_expression": "function", "macro_invocation": "macro"},
    members=frozenset({"field_expression.field", "scoped_identifier.name"}),
    selves=frozenset({"self", "Self"}),
    frames=(
        ("", ""),
        ("impl {container} {\n", "\n}"),
        ("trait {container} {\n", "\n}"),
        ("struct {container} {\n", "\n}"),
        ("enum {container} {\n", "\n}"),
    ),
)
