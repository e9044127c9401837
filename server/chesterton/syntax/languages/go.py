"""Go."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.general import each, named_reader
from chesterton.syntax.readers.go import (
    field,
    local_function,
    method,
    type_spec,
    variable,
)

_FUNCTIONS = frozenset({"function_declaration", "method_declaration", "func_literal"})
_LATE = frozenset({"short_var_declaration.left", "var_spec.name", "const_spec.name"}) | {
    "range_clause.left",
    "receive_statement.left",
}

_SCOPING = Scoping(
    names=frozenset({"identifier", "type_identifier"}),
    functions=_FUNCTIONS,
    closures=frozenset({"type_spec", "type_alias", "function_type", "method_elem"}),
    blocks=frozenset({"block", "if_statement", "for_statement", "select_statement"})
    | {"expression_switch_statement", "type_switch_statement", "communication_case"}
    | {"expression_case", "type_case", "default_case"},
    binders=_LATE
    | {
        "parameter_declaration.name",
        "variadic_parameter_declaration.name",
        "type_parameter_declaration.name",
        "type_switch_statement.alias",
        "type_spec.name",
        "method_declaration.receiver",
    },
    outward=frozenset({"type_spec.name"}),
    late=_LATE,
    uses=frozenset({"selector_expression", "index_expression", "unary_expression"}),
    unbound=frozenset({"parameter_declaration.type", "pointer_type.", "generic_type.type"}),
    keys=frozenset({"keyed_element.key"}),
    key_owners=frozenset({"map_type", "slice_type", "array_type", "implicit_length_array_type"}),
    labels=frozenset({"label_name"}),
    is_sequential=True,
)

GO = Language(
    id="go",
    extensions=(".go",),
    grammar=("tree_sitter_go", "language"),
    scoping=_SCOPING,
    definitions={
        "function_declaration": named_reader(SymbolKind.FUNCTION),
        "method_declaration": method,
        "type_spec": type_spec,
        "type_alias": named_reader(SymbolKind.TYPE),
        "const_spec": each(SymbolKind.CONSTANT),
        "var_spec": variable,
        "field_declaration": field,
        "method_elem": named_reader(SymbolKind.FUNCTION),
        "short_var_declaration": local_function,
    },
    patterns={
        "short_var_declaration": (
            "(short_var_declaration right: (expression_list (func_literal))) @d"
        )
    },
    functions=_FUNCTIONS,
    values=frozenset({"const_spec", "var_spec", "field_declaration"}),
    groups=frozenset({"const_declaration", "var_declaration", "var_spec_list", "type_declaration"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement", "literal_element"}),
    dropped=frozenset({"empty_statement"}),
    strings=frozenset({"interpreted_string_literal", "raw_string_literal"}),
    numbers=frozenset({"int_literal", "float_literal", "imaginary_literal"}),
    imports=frozenset({"import_declaration"}),
    unordered=frozenset({"import_spec_list."}),
    calls={"call_expression": "function"},
    members=frozenset({"selector_expression.field"}),
    selves=frozenset(),
    receiver="method_declaration.receiver",
    frames=(
        ("", ""),
        ("type {container} struct {\n", "\n}"),
        ("type {container} interface {\n", "\n}"),
        ("const (\n", "\n)"),
        ("var (\n", "\n)"),
        ("type (\n", "\n)"),
    ),
)
