"""Python."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.readers import named, python_assignment
from chesterton.syntax.rules import Language, Scoping

_COMPREHENSIONS = frozenset(
    {"list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression"}
)

PYTHON = Language(
    id="python",
    extensions=(".py", ".pyi", ".pyw"),
    file_names=("SConstruct", "SConscript", "wscript"),
    grammar=("tree_sitter_python", "language"),
    definitions={
        "function_definition": named(SymbolKind.FUNCTION),
        "class_definition": named(SymbolKind.CLASS, container=True),
        "assignment": python_assignment,
        "type_alias_statement": named(SymbolKind.TYPE, "left"),
    },
    patterns={"assignment": "(expression_statement (assignment) @d)"},
    functions=frozenset({"function_definition", "lambda"}),
    wrappers=frozenset({"decorated_definition"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement"}),
    aliases={"expression_list": "tuple", "pattern_list": "tuple_pattern"},
    kept=frozenset({"slice.:"}),
    tuples=frozenset({"subscript"}),
    strings=frozenset({"string"}),
    numbers=frozenset({"integer", "float"}),
    imports=frozenset({"import_statement", "import_from_statement", "future_import_statement"}),
    unordered=frozenset({"import_from_statement.name"}),
    has_docstrings=True,
    calls={"call": "function"},
    members=frozenset({"attribute.attribute"}),
    selves=frozenset({"self", "cls", "super"}),
    frames=(("", ""), ("class {container}:\n", "\n"), ("if 1:\n", "\n")),
    scoping=Scoping(
        names=frozenset({"identifier"}),
        not_names=frozenset({"attribute.attribute", "keyword_argument.name"}),
        functions=_COMPREHENSIONS | {"function_definition", "lambda"},
        classes=frozenset({"class_definition"}),
        binders=frozenset(
            {
                "assignment.left",
                "augmented_assignment.left",
                "named_expression.name",
                "for_statement.left",
                "for_in_clause.left",
                "as_pattern_target.*",
                "parameters.*",
                "lambda_parameters.*",
                "function_definition.name",
                "class_definition.name",
                "aliased_import.alias",
                "type_parameter.*",
            }
        ),
        outward=frozenset({"function_definition.name", "class_definition.name"}),
        uses=frozenset(
            {
                "attribute",
                "subscript",
                "call",
                "type",
                "default_parameter.value",
                "typed_default_parameter.value",
            }
        ),
        outer=frozenset({"default_parameter.value", "typed_default_parameter.value"}),
        named=frozenset({"parameters.*"}),
        unnamed=frozenset({"list_splat_pattern", "dictionary_splat_pattern"}),
        positional="positional_separator",
        releases=frozenset({"global_statement", "nonlocal_statement"}),
    ),
)
