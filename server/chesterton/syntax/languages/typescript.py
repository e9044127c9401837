"""Rules for TypeScript, with and without JSX, derived from those for JavaScript."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, ExpandedNode, braced, words
from chesterton.syntax.languages.javascript import JAVASCRIPT, members
from chesterton.syntax.readers import define, named


def _enum_member(node: Node, source: bytes) -> Iterator[Definition]:
    """A member of an enum without a value."""
    yield define(SymbolKind.FIELD, node, source)


_SCRIPT = {
    kind: reader for kind, reader in JAVASCRIPT.definitions.items() if kind != "field_definition"
}
_TYPES = words("""
    interface_declaration type_alias_declaration class_declaration abstract_class_declaration
""")
_OUTWARD = JAVASCRIPT.scoping.outward | {f"{kind}.name" for kind in _TYPES}

_SCOPING = JAVASCRIPT.scoping._replace(
    names=words("identifier type_identifier"),
    functions=JAVASCRIPT.scoping.functions
    | {"function_signature", "method_signature", "abstract_method_signature"},
    closures=words("function_type constructor_type call_signature class") | _TYPES,
    blocks=JAVASCRIPT.scoping.blocks | {"mapped_type_clause", "conditional_type"},
    binders=JAVASCRIPT.scoping.binders
    | {"type_parameter.name", "mapped_type_clause.name", "infer_type.", "enum_declaration.name"}
    | _OUTWARD,
    outward=_OUTWARD,
    uses=JAVASCRIPT.scoping.uses
    | words("type_annotation required_parameter.value optional_parameter.value decorator"),
)

TYPESCRIPT = JAVASCRIPT._replace(
    id="typescript",
    grammar=("tree_sitter_typescript", "language_typescript"),
    scoping=_SCOPING,
    definitions={
        **_SCRIPT,
        **named(SymbolKind.FUNCTION, "function_signature"),
        **named(SymbolKind.CLASS, "abstract_class_declaration"),
        **named(SymbolKind.INTERFACE, "interface_declaration"),
        **named(SymbolKind.TYPE, "type_alias_declaration"),
        **named(SymbolKind.ENUM, "enum_declaration"),
        **named(SymbolKind.NAMESPACE, "internal_module module"),
        **members(SymbolKind.FUNCTION, "method_signature abstract_method_signature"),
        **members(SymbolKind.FIELD, "public_field_definition property_signature enum_assignment"),
        "property_identifier": _enum_member,
    },
    transparent=JAVASCRIPT.transparent | {"parenthesized_type", "union_type", "intersection_type"},
    chains={"union_type": "|", "intersection_type": "&"},
    patterns={
        **JAVASCRIPT.patterns,
        "property_identifier": "(enum_body name: (property_identifier) @d)",
    },
    aliases={
        "property_signature": "public_field_definition",
        "enum_assignment": "public_field_definition",
    },
    expansions={
        **JAVASCRIPT.expansions,
        "arrow_function.parameter": (
            ExpandedNode(0, "parameters", "formal_parameters", is_leaf=False),
            ExpandedNode(1, "", "required_parameter", is_leaf=False),
            ExpandedNode(2, "pattern", "identifier", is_leaf=True),
        ),
    },
    wrappers=JAVASCRIPT.wrappers | {"ambient_declaration"},
    leading=words("decorator"),
    parse_wrappers=(*JAVASCRIPT.parse_wrappers, *braced("interface", "abstract class", "enum")),
)

TSX = TYPESCRIPT._replace(
    id="typescriptreact",
    grammar=("tree_sitter_typescript", "language_tsx"),
)
