"""Rules for Rust: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import (
    Definition,
    ExpandedNode,
    Language,
    Scoping,
    braced,
    words,
)
from chesterton.syntax.readers import define, function_value, named, text_of

_INNER = {"generic_type": "type", "scoped_type_identifier": "name", "reference_type": "type"}


def _implementation(node: Node, source: bytes) -> Iterator[Definition]:
    """`impl Type` and `impl Trait for Type` are both called `Type`."""
    type_node = node.child_by_field_name("type")
    while type_node is not None and type_node.type in _INNER:
        type_node = type_node.child_by_field_name(_INNER[type_node.type])
    if type_node is not None:
        name = text_of(type_node, source)
        yield define(SymbolKind.IMPL, type_node, source, name=name)


_TYPES = words("struct_item enum_item union_item trait_item")
_OUTWARD = words("function_item.name") | {f"{kind}.name" for kind in _TYPES}
_LATE = words("let_declaration.pattern let_condition.pattern")

_SCOPING = Scoping(
    names=words("identifier type_identifier lifetime"),
    not_names=words("""
        scoped_identifier.name scoped_type_identifier.name macro_invocation.macro
        tuple_struct_pattern.type attribute.
    """),
    functions=words("function_item closure_expression"),
    closures=_TYPES | {"function_signature_item", "impl_item", "type_item"},
    blocks=words("block if_expression while_expression for_expression match_arm"),
    binders=_OUTWARD
    | _LATE
    | words("""
        parameter.pattern closure_parameters.* for_expression.pattern match_arm.pattern
        type_parameter.name lifetime_parameter.name
    """),
    outward=_OUTWARD,
    late=_LATE,
    uses=words("""
        scoped_identifier range_pattern macro_invocation type_arguments tuple_struct_pattern.type
        struct_pattern.type parameter.type match_pattern.condition
    """),
    outer=words("for_expression.value"),
    labels=words("label"),
    has_constant_patterns=True,
    is_sequential=True,
    is_rebinding=True,
)

RUST = Language(
    id="rust",
    grammar=("tree_sitter_rust", "language"),
    scoping=_SCOPING,
    definitions={
        **named(SymbolKind.FUNCTION, "function_item function_signature_item"),
        **named(SymbolKind.STRUCT, "struct_item"),
        **named(SymbolKind.ENUM, "enum_item"),
        **named(SymbolKind.UNION, "union_item"),
        **named(SymbolKind.TRAIT, "trait_item"),
        "impl_item": _implementation,
        **named(SymbolKind.NAMESPACE, "mod_item"),
        **named(SymbolKind.CONSTANT, "const_item static_item"),
        **named(SymbolKind.TYPE, "type_item associated_type"),
        **named(SymbolKind.MACRO, "macro_definition"),
        **named(SymbolKind.FIELD, "field_declaration enum_variant"),
        "let_declaration": function_value("pattern"),
    },
    patterns={
        "let_declaration": (
            "(let_declaration pattern: (identifier) value: (closure_expression)) @d"
        )
    },
    functions=words("function_item closure_expression"),
    leading=words("attribute_item"),
    comments=words("line_comment block_comment"),
    transparent=words("parenthesized_expression expression_statement")
    | {f"expression_statement:{jump}_expression" for jump in ("return", "break", "continue")},
    semicolon_sensitive=words("expression_statement"),
    optional_blocks=words("match_arm.value closure_expression.body"),
    requires_block=words("""
        let_declaration empty_statement macro_definition const_item function_item use_declaration
    """),
    dropped=words("empty_statement"),
    aliases={"shorthand_field_initializer": "field_initializer"},
    expansions={
        "field_initializer.": (
            ExpandedNode(0, "field", "field_identifier", is_leaf=True),
            ExpandedNode(0, "value", "identifier", is_leaf=True),
        ),
        "shorthand_field_identifier": (
            ExpandedNode(0, "name", "field_identifier", is_leaf=True),
            ExpandedNode(0, "pattern", "identifier", is_leaf=True),
        ),
    },
    atomic=words("lifetime label"),
    significant_punctuation=frozenset(f"token_tree.{sign}" for sign in (",", ";", ":", "=>", "->")),
    strings=words("string_literal raw_string_literal"),
    brace_format_strings=words("token_tree."),
    numbers=words("integer_literal float_literal"),
    imports=words("use_declaration"),
    unordered=words("use_list."),
    calls={"call_expression": "function", "macro_invocation": "macro"},
    members=words("field_expression.field scoped_identifier.name"),
    self_names=words("self Self"),
    parse_wrappers=(("", ""), *braced("impl", "trait", "struct", "enum")),
)
