"""C++."""

from dataclasses import replace

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.languages.c import C
from chesterton.syntax.readers import named, with_body

_SCOPING = C.scoping

CPP = replace(
    C,
    id="cpp",
    extensions=(".cc", ".cpp", ".cxx", ".c++", ".hh", ".hpp", ".hxx", ".h++", ".ipp", ".inl"),
    grammar=("tree_sitter_cpp", "language"),
    definitions={
        **C.definitions,
        "struct_specifier": with_body(SymbolKind.STRUCT, container=True),
        "union_specifier": with_body(SymbolKind.UNION, container=True),
        "class_specifier": with_body(SymbolKind.CLASS, container=True),
        "namespace_definition": named(SymbolKind.NAMESPACE, container=True),
        "alias_declaration": named(SymbolKind.TYPE),
        "concept_definition": named(SymbolKind.TYPE),
    },
    functions=frozenset({"function_definition", "lambda_expression"}),
    wrappers=frozenset({"template_declaration"}),
    raw=C.raw | {"raw_string_literal"},
    calls={"call_expression": "function", "new_expression": "type"},
    is_receiver_implicit=True,
    frames=(*C.frames, ("class {container} {\n", "\n};"), ("namespace {container} {\n", "\n}")),
    scoping=replace(
        _SCOPING,
        not_names=frozenset({"qualified_identifier.name"}),
        functions=frozenset({"function_definition", "lambda_expression"}),
        blocks=_SCOPING.blocks | {"for_range_loop", "catch_clause", "if_statement"},
        binders=_SCOPING.binders
        | {
            "optional_parameter_declaration.declarator",
            "variadic_parameter_declaration.declarator",
            "for_range_loop.declarator",
            "structured_binding_declarator.*",
            "lambda_capture_initializer.left",
        },
        uses=_SCOPING.uses | {"qualified_identifier"},
        classes=frozenset({"field_declaration_list"}),
    ),
)
