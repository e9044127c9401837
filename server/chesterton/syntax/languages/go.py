"""Go."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.readers import go_method, go_type, named, names
from chesterton.syntax.rules import Language, Scoping

_FUNCTIONS = frozenset({"function_declaration", "method_declaration", "func_literal"})

GO = Language(
    id="go",
    extensions=(".go",),
    grammar=("tree_sitter_go", "language"),
    definitions={
        "function_declaration": named(SymbolKind.FUNCTION),
        "method_declaration": go_method,
        "type_spec": go_type,
        "type_alias": named(SymbolKind.TYPE),
        "const_spec": names(SymbolKind.CONSTANT),
        "var_spec": names(SymbolKind.VARIABLE),
        "field_declaration": names(SymbolKind.FIELD),
        "method_elem": named(SymbolKind.FUNCTION),
    },
    functions=_FUNCTIONS,
    wrappers=frozenset({"type_declaration", "const_declaration", "var_declaration"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    strings=frozenset({"interpreted_string_literal"}),
    raw=frozenset({"raw_string_literal"}),
    numbers=frozenset({"int_literal", "float_literal", "imaginary_literal"}),
    imports=frozenset({"import_declaration"}),
    unordered=frozenset({"import_spec_list.*"}),
    calls={"call_expression": "function"},
    members=frozenset({"selector_expression.field"}),
    frames=(
        ("package p\n", "\n"),
        ("package p\ntype {container} struct {\n", "\n}"),
        ("package p\ntype {container} interface {\n", "\n}"),
        ("package p\ntype (\n_ int\n", "\n)"),
        ("package p\ntype ", "\n"),
        ("package p\nconst ", "\n"),
        ("package p\nvar ", "\n"),
        ("package p\nconst (\n_ = 0\n", "\n)"),
        ("package p\nvar (\n_ int\n", "\n)"),
    ),
    scoping=Scoping(
        names=frozenset({"identifier"}),
        not_names=frozenset({"keyed_element.key"}),
        functions=_FUNCTIONS,
        blocks=frozenset(
            {
                "block",
                "if_statement",
                "for_statement",
                "expression_switch_statement",
                "type_switch_statement",
                "select_statement",
                "expression_case",
                "type_case",
                "communication_case",
                "default_case",
            }
        ),
        binders=frozenset(
            {
                "parameter_declaration.name",
                "variadic_parameter_declaration.name",
                "short_var_declaration.left",
                "var_spec.name",
                "const_spec.name",
                "range_clause.left",
                "receive_statement.left",
                "type_switch_statement.alias",
                "type_parameter_declaration.name",
            }
        ),
        uses=frozenset({"selector_expression", "index_expression"}),
        labels=frozenset({"label_name"}),
        is_sequential=True,
    ),
)
