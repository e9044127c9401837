"""Rust."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.readers import named, rust_impl
from chesterton.syntax.rules import Language, Scoping

_FUNCTIONS = frozenset({"function_item", "closure_expression"})

RUST = Language(
    id="rust",
    extensions=(".rs",),
    grammar=("tree_sitter_rust", "language"),
    definitions={
        "function_item": named(SymbolKind.FUNCTION),
        "function_signature_item": named(SymbolKind.FUNCTION),
        "struct_item": named(SymbolKind.STRUCT, container=True),
        "union_item": named(SymbolKind.UNION, container=True),
        "enum_item": named(SymbolKind.ENUM, container=True),
        "enum_variant": named(SymbolKind.FIELD),
        "field_declaration": named(SymbolKind.FIELD),
        "trait_item": named(SymbolKind.TRAIT, container=True),
        "impl_item": rust_impl,
        "mod_item": named(SymbolKind.NAMESPACE, container=True),
        "type_item": named(SymbolKind.TYPE),
        "associated_type": named(SymbolKind.TYPE),
        "const_item": named(SymbolKind.CONSTANT),
        "static_item": named(SymbolKind.VARIABLE),
        "macro_definition": named(SymbolKind.MACRO),
    },
    functions=_FUNCTIONS,
    leading=frozenset({"attribute_item"}),
    comments=frozenset({"line_comment", "block_comment"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    strings=frozenset({"string_literal"}),
    raw=frozenset({"raw_string_literal"}),
    numbers=frozenset({"integer_literal", "float_literal"}),
    imports=frozenset({"use_declaration", "extern_crate_declaration"}),
    unordered=frozenset({"use_list.*"}),
    calls={"call_expression": "function", "macro_invocation": "macro"},
    members=frozenset({"field_expression.field"}),
    selves=frozenset({"self", "Self"}),
    frames=(
        ("", ""),
        ("impl {container} {\n", "\n}"),
        ("trait {container} {\n", "\n}"),
        ("struct {container} {\n", "\n}"),
        ("enum {container} {\n", "\n}"),
    ),
    scoping=Scoping(
        names=frozenset({"identifier"}),
        not_names=frozenset(
            {
                "scoped_identifier.name",
                "scoped_identifier.path",
                "macro_invocation.macro",
                "tuple_struct_pattern.type",
            }
        ),
        functions=_FUNCTIONS,
        blocks=frozenset({"block", "for_expression", "match_arm", "if_expression"}),
        binders=frozenset(
            {
                "parameter.pattern",
                "let_declaration.pattern",
                "closure_parameters.*",
                "for_expression.pattern",
                "match_arm.pattern",
                "let_condition.pattern",
            }
        ),
        late=frozenset({"let_declaration.pattern"}),
        uses=frozenset(
            {
                "tuple_struct_pattern.type",
                "struct_pattern.type",
                "scoped_identifier",
                "match_pattern.condition",
                "range_pattern",
                "parameter.type",
            }
        ),
        labels=frozenset({"label"}),
        constants=True,
        is_sequential=True,
        is_rebinding=True,
    ),
)
