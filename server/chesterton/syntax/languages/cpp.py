"""C++."""

from dataclasses import replace

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.languages.c import C
from chesterton.syntax.readers.c import local_function, namespace, specifier
from chesterton.syntax.readers.general import named_reader

_SOURCES = (".cpp", ".cc", ".cxx", ".c++", ".inl", ".ipp", ".tpp")
_HEADERS = (".h", ".hpp", ".hh", ".hxx", ".h++")  # C headers parse as C++, but not the reverse
_DECLARATION_PARENTS = ("field_declaration_list", "template_declaration")

_SCOPING = replace(
    C.scoping,
    not_names=C.scoping.not_names | {"qualified_identifier.name"},
    functions=C.scoping.functions | {"lambda_expression"},
    blocks=C.scoping.blocks
    | {
        "for_range_loop",
        "if_statement",
        "while_statement",
        "switch_statement",
        "catch_clause",
    },
    classes=frozenset({"field_declaration_list"}),
    binders=C.scoping.binders
    | {
        "optional_parameter_declaration.declarator",
        "variadic_parameter_declaration.declarator",
        "for_range_loop.declarator",
        "lambda_capture_initializer.left",
        "type_parameter_declaration.:type_identifier",
        "optional_type_parameter_declaration.name",
        "alias_declaration.name",
    },
    uses=C.scoping.uses
    | {"qualified_identifier", "template_argument_list", "trailing_return_type"},
    outer=frozenset({"for_range_loop.right"}),
    prototypes=C.scoping.prototypes | {"template_declaration", "alias_declaration"},
)

CPP = replace(
    C,
    id="cpp",
    lsp_ids=("cuda-cpp", "arduino"),
    extensions=(*_SOURCES, *_HEADERS, ".cu", ".cuh", ".ino"),
    grammar=("tree_sitter_cpp", "language"),
    scoping=_SCOPING,
    definitions={
        **C.definitions,
        "class_specifier": specifier(SymbolKind.CLASS),
        "namespace_definition": namespace,
        "alias_declaration": named_reader(SymbolKind.TYPE),
        "concept_definition": named_reader(SymbolKind.TYPE),
        "init_declarator": local_function,
    },
    patterns={
        "declaration": C.patterns["declaration"]
        + " ".join(f" ({parent} (declaration) @d)" for parent in _DECLARATION_PARENTS),
        "init_declarator": "(init_declarator value: (lambda_expression)) @d",
    },
    functions=C.functions | {"lambda_expression"},
    wrappers=C.wrappers | {"template_declaration"},
    kept_parentheses={"decltype": ""},
    optional_blocks=C.optional_blocks | {"for_range_loop.body"},
    strings=C.strings,
    solid=frozenset({"raw_string_literal"}),
    imports=C.imports | {"using_declaration"},
    calls={"call_expression": "function", "new_expression": "type"},
    members=C.members | {"qualified_identifier.name"},
    selves=frozenset({"this"}),
    is_receiver_implicit=True,
    frames=(*C.frames, ("class {container} {\n", "\n};"), ("void _() { auto ", "; }")),
)
