"""Rules for C#: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import (
    Definition,
    ExpandedNode,
    Language,
    Scoping,
    braced,
    words,
)
from chesterton.syntax.readers import child_of_kind, define, kind_of_value, named, text_of

_CONSTANT = (words("const"), words("static readonly"))
_CODE = words("block arrow_expression_clause")
_DECLARATOR = "variable_declarator"


def _fields(node: Node, source: bytes) -> Iterator[Definition]:
    """Fields: `const` and `static readonly` are constants, a lambda value is a method."""
    modifiers = {text_of(child, source) for child in node.children if child.type == "modifier"}
    plain = SymbolKind.CONSTANT if any(one <= modifiers for one in _CONSTANT) else SymbolKind.FIELD
    groups = [child for child in node.named_children if child.type == "variable_declaration"]
    names = [one for group in groups for one in group.named_children if one.type == _DECLARATOR]
    for declarator in names:
        name, value = declarator.child_by_field_name("name"), _value_of(declarator)
        kind = kind_of_value(value, plain)[0] if len(names) == 1 else plain
        if name is not None:
            yield define(kind, name, source, closed=len(names) > 1)


def _property_or_event(node: Node, source: bytes) -> Iterator[Definition]:
    """A property or event: a function if it has code, or else a field."""
    name = node.child_by_field_name("name")
    if name is None:
        return
    accessors = node.child_by_field_name("accessors")
    parts = [node, *(accessors.named_children if accessors is not None else ())]
    has_code = any(child.type in _CODE for part in parts for child in part.named_children)
    yield define(SymbolKind.FUNCTION if has_code else SymbolKind.FIELD, name, source)


def _indexer(node: Node, source: bytes) -> Iterator[Definition]:
    """An indexer, named `this`."""
    word = child_of_kind(node, "this")
    if word is not None:
        yield define(SymbolKind.FUNCTION, word, source)


def _operator(node: Node, source: bytes) -> Iterator[Definition]:
    """An operator such as `operator +`, or a conversion such as `operator int`."""
    sign = node.child_by_field_name("operator") or node.child_by_field_name("type")
    if sign is not None:
        name = f"operator {text_of(sign, source)}"
        yield define(SymbolKind.FUNCTION, sign, source, name=name)


def _destructor(node: Node, source: bytes) -> Iterator[Definition]:
    """A destructor, named `~Till` to distinguish it from the constructor."""
    name = node.child_by_field_name("name")
    if name is not None:
        yield define(SymbolKind.FUNCTION, name, source, name=f"~{text_of(name, source)}")


def _local_function(node: Node, source: bytes) -> Iterator[Definition]:
    """A function in a local variable: `Func<int, int> f = x => ...;`."""
    name = node.child_by_field_name("name")
    kind = kind_of_value(_value_of(node), SymbolKind.VARIABLE)[0]
    if name is not None and kind is not SymbolKind.VARIABLE:
        yield define(kind, name, source)


def _value_of(declarator: Node) -> Node | None:
    """The value after the `=` of a declarator."""
    last = declarator.named_child(declarator.named_child_count - 1)
    return last if last != declarator.child_by_field_name("name") else None


_ANONYMOUS = words("lambda_expression anonymous_method_expression")
_FUNCTIONS = _ANONYMOUS | words("""
    method_declaration constructor_declaration destructor_declaration operator_declaration
    conversion_operator_declaration local_function_statement accessor_declaration global_statement
""")

_SCOPING = Scoping(
    names=words("identifier"),
    not_names=words("""
        member_access_expression.name member_binding_expression.name argument.name attribute.name
        qualified_name.name name_colon.name subpattern.:identifier attribute_argument.name
    """),
    functions=_FUNCTIONS | {"indexer_declaration", "query_expression"},
    closures=words("""
        class_declaration struct_declaration record_declaration interface_declaration
        delegate_declaration
    """),
    blocks=words("""
        block for_statement foreach_statement using_statement catch_clause switch_section
        switch_expression_arm
    """),
    classes=words("declaration_list"),
    binders=words("""
        variable_declarator.name variable_declarator.:tuple_pattern parameter.name
        parameter_list.name lambda_parameter.name foreach_statement.left catch_declaration.name
        declaration_pattern.name declaration_expression.name recursive_pattern.name var_pattern.name
        type_parameter.name local_function_statement.name from_clause.name let_clause.name
        join_clause.name
    """),
    outward=words("local_function_statement.name"),
    outer=words("foreach_statement.right"),
    named=words("parameter.name parameter_list.name"),
    labels=words("labeled_statement.label goto_statement.label"),
    is_sequential=True,
)

CSHARP = Language(
    id="csharp",
    grammar=("tree_sitter_c_sharp", "language"),
    scoping=_SCOPING,
    definitions={
        **named(SymbolKind.CLASS, "class_declaration record_declaration"),
        **named(SymbolKind.STRUCT, "struct_declaration"),
        **named(SymbolKind.INTERFACE, "interface_declaration"),
        **named(SymbolKind.ENUM, "enum_declaration"),
        **named(SymbolKind.FIELD, "enum_member_declaration"),
        **named(SymbolKind.TYPE, "delegate_declaration"),
        **named(SymbolKind.FUNCTION, "method_declaration constructor_declaration"),
        **named(SymbolKind.FUNCTION, "local_function_statement"),
        "destructor_declaration": _destructor,
        "operator_declaration": _operator,
        "conversion_operator_declaration": _operator,
        "indexer_declaration": _indexer,
        "property_declaration": _property_or_event,
        "event_declaration": _property_or_event,
        "field_declaration": _fields,
        "event_field_declaration": _fields,
        "variable_declarator": _local_function,
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
    transparent=words("parenthesized_expression expression_statement"),
    optional_blocks=words("""
        if_statement.consequence if_statement.alternative for_statement.body foreach_statement.body
        while_statement.body do_statement.body using_statement.body fixed_statement.body
    """),
    requires_block=words("""
        local_declaration_statement local_function_statement if_statement labeled_statement
    """),
    dropped=words("empty_statement preproc_region preproc_endregion"),
    aliases={
        **{f"{kind}.parameter_list": "lambda_parameters" for kind in _ANONYMOUS},
        "lambda_parameters.parameter": "lambda_parameter",
    },
    expansions={
        "implicit_parameter": (
            ExpandedNode(0, "parameters", "lambda_parameters", is_leaf=False),
            ExpandedNode(1, "", "lambda_parameter", is_leaf=False),
            ExpandedNode(2, "name", "identifier", is_leaf=True),
        )
    },
    has_string_addition=True,
    strings=words("""
        string_literal verbatim_string_literal raw_string_literal interpolated_string_expression
    """),
    leaf_strings=words("verbatim_string_literal"),
    interpolations=words("interpolation"),
    numbers=words("integer_literal real_literal"),
    imports=words("using_directive"),
    calls={"invocation_expression": "function", "object_creation_expression": "type"},
    members=words("member_access_expression.name member_binding_expression.name"),
    self_names=words("this base"),
    is_receiver_implicit=True,
    parse_wrappers=(
        ("", ""),
        *braced("class", "interface", "enum"),
        ("class _ { void _() {\n", "\n} }"),
        ("class _ { void _() {\nvar ", ";\n} }"),
    ),
)
