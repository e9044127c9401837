"""TypeScript, with and without JSX."""

from dataclasses import replace

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Part
from chesterton.syntax.languages.javascript import JAVASCRIPT
from chesterton.syntax.readers.general import bare, named_reader
from chesterton.syntax.readers.javascript import member

_SCRIPT = {
    kind: reader for kind, reader in JAVASCRIPT.definitions.items() if kind != "field_definition"
}
_TYPES = frozenset({"interface_declaration", "type_alias_declaration"}) | {
    "class_declaration",
    "abstract_class_declaration",
}
_OUTWARD = JAVASCRIPT.scoping.outward | {f"{kind}.name" for kind in _TYPES}

_SCOPING = replace(
    JAVASCRIPT.scoping,
    names=frozenset({"identifier", "type_identifier"}),
    functions=JAVASCRIPT.scoping.functions
    | {"function_signature", "method_signature", "abstract_method_signature"},
    closures=frozenset({"function_type", "constructor_type", "call_signature", "class"}) | _TYPES,
    blocks=JAVASCRIPT.scoping.blocks | {"mapped_type_clause", "conditional_type"},
    binders=JAVASCRIPT.scoping.binders
    | {"type_parameter.name", "mapped_type_clause.name", "infer_type.", "enum_declaration.name"}
    | _OUTWARD,
    outward=_OUTWARD,
    uses=JAVASCRIPT.scoping.uses
    | {
        "type_annotation",
        "required_parameter.value",
        "optional_parameter.value",
        "decorator",
    },
)

TYPESCRIPT = replace(
    JAVASCRIPT,
    id="typescript",
    lsp_ids=(),
    extensions=(".ts", ".mts", ".cts"),
    file_names=(),
    grammar=("tree_sitter_typescript", "language_typescript"),
    scoping=_SCOPING,
    definitions={
        **_SCRIPT,
        "function_signature": named_reader(SymbolKind.FUNCTION),
        "abstract_class_declaration": named_reader(SymbolKind.CLASS, container=True),
        "interface_declaration": named_reader(SymbolKind.INTERFACE, container=True),
        "type_alias_declaration": named_reader(SymbolKind.TYPE),
        "enum_declaration": named_reader(SymbolKind.ENUM, container=True),
        "internal_module": named_reader(SymbolKind.NAMESPACE, container=True),
        "module": named_reader(SymbolKind.NAMESPACE, container=True),
        "public_field_definition": member(SymbolKind.FIELD),
        "property_signature": member(SymbolKind.FIELD),
        "method_signature": member(SymbolKind.FUNCTION),
        "abstract_method_signature": member(SymbolKind.FUNCTION),
        "enum_assignment": member(SymbolKind.FIELD),
        "property_identifier": bare(SymbolKind.FIELD),
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
            Part(0, "parameters", "formal_parameters", is_leaf=False),
            Part(1, "", "required_parameter", is_leaf=False),
            Part(2, "pattern", "identifier", is_leaf=True),
        ),
    },
    wrappers=JAVASCRIPT.wrappers | {"ambient_declaration"},
    leading=frozenset({"decorator"}),
    frames=(
        *JAVASCRIPT.frames,
        ("interface {container} {\n", "\n}"),
        ("abstract class {container} {\n", "\n}"),
        ("enum {container} {\n", "\n}"),
    ),
)

TSX = replace(
    TYPESCRIPT,
    id="typescriptreact",
    extensions=(".tsx",),
    grammar=("tree_sitter_typescript", "language_tsx"),
)
