"""C#."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Part, Scoping
from chesterton.syntax.readers.csharp import (
    destructor,
    fields,
    indexer,
    local_function,
    operator,
    property_or_event,
)
from chesterton.syntax.readers.general import named_reader

_ANONYMOUS = frozenset({"lambda_expression", "anonymous_method_expression"})
_FUNCTIONS = _ANONYMOUS | {
    "method_declaration",
    "constructor_declaration",
    "destructor_declaration",
    "operator_declaration",
    "conversion_operator_declaration",
    "local_function_statement",
    "accessor_declaration",
    "global_statement",
}
_BODIES = frozenset({"if_statement.consequence", "if_statement.alternative"}) | {
    f"{loop}_statement.body" for loop in ("for", "foreach", "while", "do", "using", "fixed")
}
_TYPES = frozenset({"class_declaration", "struct_declaration", "record_declaration"}) | {
    "interface_declaration",
    "delegate_declaration",
}

_SCOPING = Scoping(
    names=frozenset({"identifier"}),
    not_names=frozenset({"member_access_expression.name", "member_binding_expression.name"})
    | {"argument.name", "attribute.name", "qualified_name.name", "name_colon.name"}
    | {"subpattern.:identifier", "attribute_argument.name"},
    functions=_FUNCTIONS | {"indexer_declaration", "query_expression"},
    closures=_TYPES,
    blocks=frozenset({"block", "for_statement", "foreach_statement", "using_statement"})
    | {"catch_clause", "switch_section", "switch_expression_arm"},
    classes=frozenset({"declaration_list"}),
    binders=frozenset(
        {
            "variable_declarator.name",
            "variable_declarator.:tuple_pattern",
            "parameter.name",
            "parameter_list.name",
            "lambda_parameter.name",
            "foreach_statement.left",
            "catch_declaration.name",
            "declaration_pattern.name",
            "declaration_expression.name",
            "recursive_pattern.name",
            "var_pattern.name",
            "type_parameter.name",
            "local_function_statement.name",
            "from_clause.name",
            "let_clause.name",
            "join_clause.name",
        }
    ),
    outward=frozenset({"local_function_statement.name"}),
    outer=frozenset({"foreach_statement.right"}),
    named=frozenset({"parameter.name", "parameter_list.name"}),
    labels=frozenset({"labeled_statement.label", "goto_statement.label"}),
    is_sequential=True,
)

CSHARP = Language(
    id="csharp",
    lsp_ids=("cs",),
    extensions=(".cs", ".csx"),
    grammar=("tree_sitter_c_sharp", "language"),
    scoping=_SCOPING,
    definitions={
        "class_declaration": named_reader(SymbolKind.CLASS, container=True),
        "record_declaration": named_reader(SymbolKind.CLASS, container=True),
        "struct_declaration": named_reader(SymbolKind.STRUCT, container=True),
        "interface_declaration": named_reader(SymbolKind.INTERFACE, container=True),
        "enum_declaration": named_reader(SymbolKind.ENUM, container=True),
        "enum_member_declaration": named_reader(SymbolKind.FIELD),
        "delegate_declaration": named_reader(SymbolKind.TYPE),
        "method_declaration": named_reader(SymbolKind.FUNCTION),
        "constructor_declaration": named_reader(SymbolKind.FUNCTION),
        "destructor_declaration": destructor,
        "operator_declaration": operator,
        "conversion_operator_declaration": operator,
        "indexer_declaration": indexer,
        "local_function_statement": named_reader(SymbolKind.FUNCTION),
        "property_declaration": property_or_event,
        "event_declaration": property_or_event,
        "field_declaration": fields,
        "event_field_declaration": fields,
        "variable_declarator": local_function,
    },
    patterns={
        "variable_declarator": "(local_declaration_statement (variable_declaration"
        " (variable_declarator [(lambda_expression) (anonymous_method_expression)]) @d))"
    },
    functions=_FUNCTIONS,
    roles={
        "variable_declarator": {"= _": "value"},
        "parameter": {"= _": "default_value"},
        "labeled_statement": {"identifier": "label"},
        "goto_statement": {"goto identifier": "label"},
        "let_clause": {"let identifier": "name"},
        "join_clause": {"join identifier": "name"},
    },
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    optional_blocks=_BODIES,
    never_bare=frozenset({"local_declaration_statement", "local_function_statement"})
    | {"if_statement", "labeled_statement"},
    dropped=frozenset({"empty_statement", "preproc_region", "preproc_endregion"}),
    aliases={
        **{f"{kind}.parameter_list": "lambda_parameters" for kind in _ANONYMOUS},
        "lambda_parameters.parameter": "lambda_parameter",
    },
    expansions={
        "implicit_parameter": (
            Part(0, "parameters", "lambda_parameters", is_leaf=False),
            Part(1, "", "lambda_parameter", is_leaf=False),
            Part(2, "name", "identifier", is_leaf=True),
        )
    },
    has_sums_of_texts=True,
    strings=frozenset({"string_literal", "verbatim_string_literal", "raw_string_literal"})
    | {"interpolated_string_expression"},
    bare_strings=frozenset({"verbatim_string_literal"}),
    interpolations=frozenset({"interpolation"}),
    numbers=frozenset({"integer_literal", "real_literal"}),
    imports=frozenset({"using_directive"}),
    calls={"invocation_expression": "function", "object_creation_expression": "type"},
    members=frozenset({"member_access_expression.name", "member_binding_expression.name"}),
    selves=frozenset({"this", "base"}),
    is_receiver_implicit=True,
    frames=(
        ("", ""),
        ("class {container} {\n", "\n}"),
        ("interface {container} {\n", "\n}"),
        ("enum {container} {\n", "\n}"),
        ("class _ { void _() {\n", "\n} }"),
        ("class _ { void _() {\nvar ", ";\n} }"),
    ),
)
