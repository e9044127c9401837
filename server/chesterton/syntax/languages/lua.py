"""Lua."""

from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.lua import assignment, field, function

_FUNCTIONS = frozenset({"function_declaration", "function_definition"})
_LATE = frozenset({"local_assignment.:variable_list"})

_SCOPING = Scoping(
    names=frozenset({"identifier"}),
    not_names=frozenset({"dot_index_expression.field", "method_index_expression.method"})
    | {"field.name", "attribute."},
    functions=_FUNCTIONS,
    blocks=frozenset({"block", "for_statement", "repeat_statement"}),
    binders=_LATE
    | {
        "parameters.name",
        "for_numeric_clause.name",
        "for_generic_clause.:variable_list",
        "function_declaration.name:identifier",
    },
    outward=frozenset({"function_declaration.name"}),
    late=_LATE,
    unbound=frozenset({"attribute."}),
    labels=frozenset({"goto_statement.", "label_statement."}),
    is_sequential=True,
    is_rebinding=True,
)

LUA = Language(
    id="lua",
    extensions=(".lua", ".rockspec"),
    file_names=(".luacheckrc",),
    grammar=("tree_sitter_lua", "language"),
    scoping=_SCOPING,
    definitions={
        "function_declaration": function,
        "assignment_statement": assignment,
        "field": field,
    },
    patterns={
        "assignment_statement": "(chunk (assignment_statement) @d)"
        " (chunk (variable_declaration (assignment_statement) @d))"
        " (assignment_statement (expression_list value: (function_definition))) @d",
        "variable_declaration": "(variable_declaration (assignment_statement)) @d",
        "field": "(field value: [(function_definition) (table_constructor)]) @d",
    },
    functions=_FUNCTIONS,
    values=frozenset({"field"}),
    wrappers=frozenset({"variable_declaration"}),
    roles={"function_declaration": {"method_index_expression": "method"}},
    transparent=frozenset({"parenthesized_expression"}),
    dropped=frozenset({"empty_statement", "hash_bang_line"}),
    dropped_signs=frozenset({"end", "then", "do"}),
    aliases={
        "variable_declaration.assignment_statement": "local_assignment",
        "repeat_statement.block": "repeated",  # its names are visible in the condition
    },
    strings=frozenset({"string"}),
    raw_quotes=frozenset({"[["}),
    numbers=frozenset({"number"}),
    calls={"function_call": "name"},
    members=frozenset({"dot_index_expression.field", "method_index_expression.method"}),
    selves=frozenset({"self"}),
    frames=(
        ("", ""),
        ("local {container} = {\n", "\n}"),
        ("local ", ""),
    ),
)
