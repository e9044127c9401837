"""Rules for Scala 2 and 3: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, braced, words
from chesterton.syntax.readers import define, kind_of_value, named, text_of

_LISTS = words("identifiers tuple_pattern")


def _value(node: Node, source: bytes) -> Iterator[Definition]:
    """Values: a capitalised `val` is a constant, a function value is a function."""
    pattern = node.child_by_field_name("pattern") or node.child_by_field_name("name")
    if pattern is None:
        return
    names = pattern.named_children if pattern.type in _LISTS else [pattern]
    for name in names:
        if name.type != "identifier":
            continue
        kind = _kind_of_name(node, text_of(name, source))
        container = False
        if len(names) == 1:
            kind, container = kind_of_value(node.child_by_field_name("value"), kind)
            container = container or _has_body(node.child_by_field_name("value"))
        yield define(kind, name, source, container=container, closed=len(names) > 1)


def _parameter(node: Node, source: bytes) -> Iterator[Definition]:
    """A field: a `val` or `var` parameter, or any parameter of a case class."""
    name = node.child_by_field_name("name")
    lists = node.parent
    owner = lists.parent if lists is not None else None
    is_case = owner is not None and any(child.type == "case" for child in owner.children)
    if name is not None and (is_case or any(one.type in {"val", "var"} for one in node.children)):
        yield define(SymbolKind.FIELD, name, source)


def _given(node: Node, source: bytes) -> Iterator[Definition]:
    """`given ordering: Ordering[Card] with`; named after its type if anonymous."""
    name = node.child_by_field_name("name") or node.child_by_field_name("return_type")
    if name is not None:
        yield define(SymbolKind.IMPL, name, source)


def _extension(node: Node, source: bytes) -> Iterator[Definition]:
    """`extension (card: Card) def fee` is `Card.fee`."""
    parameters = node.child_by_field_name("parameters")
    for extended in parameters.named_children if parameters is not None else ():
        type_node = extended.child_by_field_name("type")
        if type_node is not None:
            name = type_node.child_by_field_name("type") or type_node
            yield define(SymbolKind.IMPL, name, source)
            return


def _kind_of_name(node: Node, name: str) -> SymbolKind:
    is_constant = node.type.startswith("val") and name[:1].isupper()
    return SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE


def _has_body(made: Node | None) -> bool:
    if made is None or made.type != "instance_expression":
        return False
    return any(child.type == "template_body" for child in made.named_children)


_FUNCTIONS = words("function_definition function_declaration lambda_expression")
_VALUES = words("val_definition val_declaration var_definition var_declaration")
_BLOCKS = words("block indented_block case_block")
_LATE = words("val_definition.pattern var_definition.pattern")
_PARAMETERS = words("parameter.name class_parameter.name")

_SCOPING = Scoping(
    names=words("identifier type_identifier"),
    not_names=words("""
        field_expression.field named_argument.left stable_identifier.
        interpolated_string_expression.interpolator case_class_pattern.type
    """),
    functions=_FUNCTIONS,
    closures=words("""
        class_definition trait_definition enum_definition type_definition extension_definition
    """),
    blocks=_BLOCKS | {"for_expression", "case_clause"},
    classes=words("template_body enum_body with_template_body"),
    binders=_LATE
    | _PARAMETERS
    | words("""
        binding.name lambda_expression.parameters:identifier enumerator.pattern case_clause.pattern
        type_parameters.name function_definition.name
    """),
    outward=words("function_definition.name"),
    late=_LATE,
    uses=words("""
        case_class_pattern.type typed_pattern.type binding.type stable_identifier field_expression
        literal
    """),
    named=_PARAMETERS,
    has_constant_patterns=True,
    is_sequential=True,
)

SCALA = Language(
    id="scala",
    grammar=("tree_sitter_scala", "language"),
    scoping=_SCOPING,
    definitions={
        **named(SymbolKind.CLASS, "class_definition object_definition package_object"),
        **named(SymbolKind.TRAIT, "trait_definition"),
        **named(SymbolKind.ENUM, "enum_definition"),
        **named(SymbolKind.FIELD, "simple_enum_case full_enum_case"),
        "given_definition": _given,
        "extension_definition": _extension,
        **named(SymbolKind.FUNCTION, "function_definition function_declaration"),
        **dict.fromkeys(_VALUES, _value),
        **named(SymbolKind.TYPE, "type_definition"),
        "class_parameter": _parameter,
    },
    functions=_FUNCTIONS | _BLOCKS,
    values=_VALUES,
    span_wrappers=words("enum_case_definitions"),
    comments=words("comment block_comment"),
    roles={"enumerator": {" _": "pattern"}},
    transparent=words("parenthesized_expression block indented_block"),
    aliases={
        "indented_block": "block",
        "indented_cases": "case_block",
        "arguments.assignment_expression": "named_argument",
    },
    implied_keywords=words(";"),
    strings=words("string interpolated_string"),
    interpolations=words("interpolation"),
    has_implicit_string_text=True,
    leaf_strings=words("string"),
    numbers=words("integer_literal floating_point_literal"),
    imports=words("import_declaration"),
    unordered=words("namespace_selectors."),
    calls={"call_expression": "function", "instance_expression": ""},
    members=words("field_expression.field"),
    self_names=words("this super"),
    is_receiver_implicit=True,
    parse_wrappers=(("", ""), *braced("class", "enum"), ("case class {container}(\n", "\n)")),
)
