"""Rules for C++, derived from those for C: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator
from functools import partial

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, words
from chesterton.syntax.languages.c import C, specifier
from chesterton.syntax.macros import parseable
from chesterton.syntax.readers import define, kind_of_value, named, text_of


def _namespace(node: Node, source: bytes) -> Iterator[Definition]:
    """`namespace a::b` is `a.b`; anonymous namespaces are skipped."""
    name = node.child_by_field_name("name")
    if name is not None:
        qualified = text_of(name, source).replace(" ", "").replace("::", ".")
        yield define(SymbolKind.NAMESPACE, name, source, name=qualified)


def _local_function(node: Node, source: bytes) -> Iterator[Definition]:
    """`auto f = [] {...};` inside a function."""
    kind, _ = kind_of_value(node.child_by_field_name("value"), SymbolKind.VARIABLE)
    name = node.child_by_field_name("declarator")
    block = node.parent.parent if node.parent is not None else None
    is_local = block is not None and block.type == "compound_statement"
    if is_local and kind is SymbolKind.FUNCTION and name is not None and name.type == "identifier":
        yield define(kind, name, source)


_DECLARATION_PARENTS = ("field_declaration_list", "template_declaration")

_SCOPING = C.scoping._replace(
    not_names=C.scoping.not_names | {"qualified_identifier.name"},
    functions=C.scoping.functions | {"lambda_expression"},
    blocks=C.scoping.blocks
    | words("for_range_loop if_statement while_statement switch_statement catch_clause"),
    classes=words("field_declaration_list"),
    binders=C.scoping.binders
    | words("""
        optional_parameter_declaration.declarator variadic_parameter_declaration.declarator
        for_range_loop.declarator lambda_capture_initializer.left
        type_parameter_declaration.:type_identifier optional_type_parameter_declaration.name
        alias_declaration.name
    """),
    uses=C.scoping.uses
    | {"qualified_identifier", "template_argument_list", "trailing_return_type"},
    outer=words("for_range_loop.right"),
    prototypes=C.scoping.prototypes | {"template_declaration", "alias_declaration"},
)

CPP = C._replace(
    id="cpp",
    grammar=("tree_sitter_cpp", "language"),
    parseable=partial(parseable, is_cpp=True),
    scoping=_SCOPING,
    definitions={
        **C.definitions,
        "class_specifier": specifier,
        "namespace_definition": _namespace,
        **named(SymbolKind.TYPE, "alias_declaration concept_definition"),
        "init_declarator": _local_function,
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
    atomic=words("raw_string_literal"),
    imports=C.imports | {"using_declaration"},
    calls={"call_expression": "function", "new_expression": "type"},
    members=C.members | {"qualified_identifier.name"},
    self_names=words("this"),
    is_receiver_implicit=True,
    parse_wrappers=(
        *C.parse_wrappers,
        ("class {container} {\n", "\n};"),
        ("void _() { auto ", "; }"),
    ),
)
