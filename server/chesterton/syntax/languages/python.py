"""Rules for Python: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, words
from chesterton.syntax.readers import define, first_child, kind_of_value, named, text_of

_TARGETS = words("pattern_list tuple_pattern")


def _assignment(node: Node, source: bytes) -> Iterator[Definition]:
    """Names that an assignment binds; upper case is a constant, a lambda value a function."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if left is None:
        return
    names = left.named_children if left.type in _TARGETS else [left]
    for name in names:
        if name.type == "identifier":
            is_constant = text_of(name, source).isupper()
            kind = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
            kind = kind_of_value(right, kind)[0] if name is left else kind
            yield define(kind, name, source, closed=len(names) > 1)


def _type_alias(node: Node, source: bytes) -> Iterator[Definition]:
    """`type Pair[T] = tuple[T, T]` is `Pair`."""
    name = node.child_by_field_name("left")
    while name is not None and name.type in {"type", "generic_type"}:
        name = first_child(name)
    if name is not None:
        yield define(SymbolKind.TYPE, name, source)


_DEFAULTS = words("default_parameter.value typed_default_parameter.value")

_SCOPING = Scoping(
    names=words("identifier"),
    not_names=words("attribute.attribute keyword_argument.name keyword_pattern. dotted_name."),
    functions=words("function_definition lambda"),
    closures=words("""
        list_comprehension set_comprehension dictionary_comprehension generator_expression
    """),
    classes=words("class_definition"),
    binders=words("""
        assignment.left augmented_assignment.left named_expression.name for_statement.left
        for_in_clause.left as_pattern_target.* case_pattern.:as_pattern case_pattern.:dotted_name
        keyword_pattern.:dotted_name splat_pattern.:identifier parameters.* lambda_parameters.*
        function_definition.name function_definition.type_parameters class_definition.name
        aliased_import.alias
    """),
    outward=words("function_definition.name class_definition.name"),
    hoisting=words("named_expression"),
    uses=_DEFAULTS
    | words("""
        attribute subscript call constrained_type case_pattern typed_parameter.type
        typed_default_parameter.type
    """),
    paths=words("dotted_name"),
    outer=_DEFAULTS,
    named=words("parameters.*"),
    unnamed=words("list_splat_pattern dictionary_splat_pattern"),
    positional="positional_separator",
    releases=words("global_statement nonlocal_statement"),
)

PYTHON = Language(
    id="python",
    grammar=("tree_sitter_python", "language"),
    scoping=_SCOPING,
    definitions={
        **named(SymbolKind.FUNCTION, "function_definition"),
        **named(SymbolKind.CLASS, "class_definition"),
        "assignment": _assignment,
        "type_alias_statement": _type_alias,
    },
    patterns={"assignment": "(expression_statement (assignment) @d)"},
    functions=words("function_definition lambda"),
    values=words("assignment"),
    wrappers=words("decorated_definition"),
    transparent=words("parenthesized_expression expression_statement tuple_pattern"),
    roles={
        "generic_type": {"identifier": "value", "type_parameter": "subscript"},
        "member_type": {"type": "object", "identifier": "attribute"},
    },
    flattened=words("subscript.type_parameter subscript.type alternatives.type attribute.type"),
    chains={"binary_operator": "|", "union_type": "|"},
    dropped=words("line_continuation"),
    dropped_if_empty=words("class_definition.superclasses"),
    aliases={
        "expression_list": "tuple",
        "pattern_list": "tuple_pattern",
        "generic_type": "subscript",
        "member_type": "attribute",
    },
    atomic=words("pass_statement"),
    significant_punctuation=words("slice.:"),
    tuples=words("subscript"),
    strings=words("string"),
    interpolations=words("interpolation"),
    concatenations=words("concatenated_string"),
    has_letter_prefixes=True,
    numbers=words("integer float"),
    imports=words("import_statement import_from_statement future_import_statement"),
    unordered=words("import_from_statement.name"),
    has_docstrings=True,
    calls={"call": "function"},
    members=words("attribute.attribute"),
    self_names=words("self cls super"),
    parse_wrappers=(("", ""), ("class {container}:\n", "\n"), ("if 1:\n", "\n")),
)
