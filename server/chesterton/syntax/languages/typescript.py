"""TypeScript, with and without JSX."""

from dataclasses import replace

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.languages.javascript import JAVASCRIPT
from chesterton.syntax.readers import named, variable

TYPESCRIPT = replace(
    JAVASCRIPT,
    id="typescript",
    lsp_ids=(),
    extensions=(".ts", ".mts", ".cts"),
    file_names=(),
    grammar=("tree_sitter_typescript", "language_typescript"),
    definitions={
        **{
            kind: read
            for kind, read in JAVASCRIPT.definitions.items()
            if kind != "field_definition"
        },
        "function_signature": named(SymbolKind.FUNCTION),
        "abstract_class_declaration": named(SymbolKind.CLASS, container=True),
        "interface_declaration": named(SymbolKind.INTERFACE, container=True),
        "type_alias_declaration": named(SymbolKind.TYPE),
        "enum_declaration": named(SymbolKind.ENUM, container=True),
        "internal_module": named(SymbolKind.NAMESPACE, container=True),
        "module": named(SymbolKind.NAMESPACE, container=True),
        "public_field_definition": variable(SymbolKind.FIELD),
        "property_signature": variable(SymbolKind.FIELD),
        "method_signature": named(SymbolKind.FUNCTION),
        "abstract_method_signature": named(SymbolKind.FUNCTION),
        "enum_assignment": named(SymbolKind.FIELD),
    },
    aliases={
        "property_signature": "public_field_definition",
        "enum_assignment": "public_field_definition",
    },
    wrappers=JAVASCRIPT.wrappers | {"ambient_declaration"},
    leading=frozenset({"decorator"}),
    frames=(
        *JAVASCRIPT.frames,
        ("interface {container} {\n", "\n}"),
        ("abstract class {container} {\n", "\n}"),
        ("enum {container} {\n", "\n}"),
    ),
    scoping=replace(
        JAVASCRIPT.scoping,
        names=frozenset({"identifier", "type_identifier"}),
        binders=JAVASCRIPT.scoping.binders
        | {"required_parameter.pattern", "optional_parameter.pattern", "type_parameter.name"},
        uses=JAVASCRIPT.scoping.uses | {"type_annotation", "required_parameter.value"},
    ),
)

TSX = replace(
    TYPESCRIPT,
    id="typescriptreact",
    extensions=(".tsx",),
    grammar=("tree_sitter_typescript", "language_tsx"),
)
