"""Python."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.general import named_reader
from chesterton.syntax.readers.python import assignment, type_alias

_COMPREHENSIONS = frozenset(
    {
        "list_comprehension",
        "set_comprehension",
        "dictionary_comprehension",
        "generator_expression",
    }
)
_DEFAULTS = frozenset({"default_parameter.value", "typed_default_parameter.value"})

_SCOPING = Scoping(
    names=frozenset({"identifier"}),
    not_names=frozenset(
        {"attribute.attribute", "keyword_argument.name", "keyword_pattern.", "dotted_name."}
    ),
    functions=frozenset({"function_definition", "lambda"}),
    closures=_COMPREHENSIONS,
    classes=frozenset({"class_definition"}),
    binders=frozenset(
        {
            "assignment.left",
            "augmented_assignment.left",
            "named_expression.name",
            "for_statement.left",
            "for_in_clause.left",
            "as_pattern_target.*",
            "case_pattern.:as_pattern",
            "case_pattern.:dotted_name",
            "keyword_pattern.:dotted_name",
            "splat_pattern.:identifier",
            "parameters.*",
            "lambda_parameters.*",
            "function_definition.name",
            "function_definition.type_parameters",
            "class_definition.name",
            "aliased_import.alias",
        }
    ),
    outward=frozenset({"function_definition.name", "class_definition.name"}),
    hoisting=frozenset({"named_expression"}),
    uses=frozenset({"attribute", "subscript", "call", "constrained_type", "case_pattern"})
    | frozenset({"typed_parameter.type", "typed_default_parameter.type"})
    | _DEFAULTS,
    paths=frozenset({"dotted_name"}),
    outer=_DEFAULTS,
    named=frozenset({"parameters.*"}),
    unnamed=frozenset({"list_splat_pattern", "dictionary_splat_pattern"}),
    positional="positional_separator",
    releases=frozenset({"global_statement", "nonlocal_statement"}),
)

PYTHON = Language(
    id="python",
    extensions=(".py", ".pyi", ".pyw"),
    file_names=("SConstruct", "SConscript", "wscript"),
    grammar=("tree_sitter_python", "language"),
    scoping=_SCOPING,
    definitions={
        "function_definition": named_reader(SymbolKind.FUNCTION),
        "class_definition": named_reader(SymbolKind.CLASS, container=True),
        "assignment": assignment,
        "type_alias_statement": type_alias,
    },
    patterns={"assignment": "(expression_statement (assignment) @d)"},
    functions=frozenset({"function_definition", "lambda"}),
    values=frozenset({"assignment"}),
    wrappers=frozenset({"decorated_definition"}),
    transparent=frozenset({"parenthesized_expression", "expression_statement", "tuple_pattern"}),
    roles={
        "generic_type": {"identifier": "value", "type_parameter": "subscript"},
        "member_type": {"type": "object", "identifier": "attribute"},
    },
    flat=frozenset({"subscript.type_parameter", "subscript.type"})
    | frozenset({"alternatives.type", "attribute.type"}),
    chains={"binary_operator": "|", "union_type": "|"},
    dropped=frozenset({"line_continuation"}),
    empties=frozenset({"class_definition.superclasses"}),
    aliases={
        "expression_list": "tuple",
        "pattern_list": "tuple_pattern",
        "generic_type": "subscript",
        "member_type": "attribute",
    },
    solid=frozenset({"pass_statement"}),
    kept=frozenset({"slice.:"}),
    tuples=frozenset({"subscript"}),
    strings=frozenset({"string"}),
    interpolations=frozenset({"interpolation"}),
    concatenations=frozenset({"concatenated_string"}),
    has_letter_prefixes=True,
    numbers=frozenset({"integer", "float"}),
    imports=frozenset({"import_statement", "import_from_statement", "future_import_statement"}),
    unordered=frozenset({"import_from_statement.name"}),
    has_docstrings=True,
    calls={"call": "function"},
    members=frozenset({"attribute.attribute"}),
    selves=frozenset({"self", "cls", "super"}),
    frames=(("", ""), ("class {container}:\n", "\n"), ("if 1:\n", "\n")),
)
