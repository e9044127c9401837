"""Rules for Lua: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, words
from chesterton.syntax.readers import define, kind_of_value, text_of

_TARGETS = words("identifier dot_index_expression")


def _function(node: Node, source: bytes) -> Iterator[Definition]:
    """`function M.charge()` and `function M:charge()` are `M.charge`."""
    name = node.child_by_field_name("name")
    if name is None or name.start_byte == name.end_byte:
        return
    is_member = name.type != "identifier"
    yield _dotted(SymbolKind.METHOD if is_member else SymbolKind.FUNCTION, name, source)


def _assignment(node: Node, source: bytes) -> Iterator[Definition]:
    """Variables, table members and functions; upper case and `<const>` are constants."""
    left, right = node.named_child(0), node.named_child(node.named_child_count - 1)
    if left is None or right is None or left.type != "variable_list":
        return
    names = left.children_by_field_name("name")
    values = right.children_by_field_name("value") if right.type == "expression_list" else []
    for name in names:
        if name.type not in _TARGETS:
            continue
        kind, container = _kind_of_name(left, name, source), False
        if len(names) == 1 and len(values) == 1:
            kind, container = kind_of_value(values[0], kind)
            if kind is SymbolKind.FUNCTION and name.type != "identifier":
                kind = SymbolKind.METHOD
            container = container or _has_functions(values[0])
        yield _dotted(kind, name, source, container=container, closed=len(names) > 1)


def _field(node: Node, source: bytes) -> Iterator[Definition]:
    """`charge = function ... end` in a table."""
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    kind, container = kind_of_value(value, SymbolKind.VARIABLE)
    container = container or (value is not None and _has_functions(value))
    if name is not None and (container or kind is not SymbolKind.VARIABLE):
        key = text_of(name, source).strip("'\"")
        yield define(kind, name, source, name=key, container=container)


def _dotted(
    kind: SymbolKind, name: Node, source: bytes, *, container: bool = False, closed: bool = False
) -> Definition:
    last = name.child_by_field_name("field") or name.child_by_field_name("method") or name
    qualified = "".join(text_of(name, source).split()).replace(":", ".")
    return define(kind, last, source, name=qualified, own=name, container=container, closed=closed)


def _kind_of_name(left: Node, name: Node, source: bytes) -> SymbolKind:
    last = text_of(name, source).rpartition(".")[2]
    is_fixed = any(child.type == "attribute" for child in left.named_children)
    is_capital = last.isupper() and len(last) > 1
    return SymbolKind.CONSTANT if is_fixed or is_capital else SymbolKind.VARIABLE


def _has_functions(value: Node) -> bool:
    if value.type != "table_constructor":
        return False
    values = (one.child_by_field_name("value") for one in value.named_children)
    return any(one is not None and one.type == "function_definition" for one in values)


_FUNCTIONS = words("function_declaration function_definition")
_LATE = words("local_assignment.:variable_list")

_SCOPING = Scoping(
    names=words("identifier"),
    not_names=words("""
        dot_index_expression.field method_index_expression.method field.name attribute.
    """),
    functions=_FUNCTIONS,
    blocks=words("block for_statement repeat_statement"),
    binders=_LATE
    | words("""
        parameters.name for_numeric_clause.name for_generic_clause.:variable_list
        function_declaration.name:identifier
    """),
    outward=words("function_declaration.name"),
    late=_LATE,
    unbound=words("attribute."),
    labels=words("goto_statement. label_statement."),
    is_sequential=True,
    is_rebinding=True,
)

LUA = Language(
    id="lua",
    grammar=("tree_sitter_lua", "language"),
    scoping=_SCOPING,
    definitions={
        "function_declaration": _function,
        "assignment_statement": _assignment,
        "field": _field,
    },
    patterns={
        "assignment_statement": "(chunk (assignment_statement) @d)"
        " (chunk (variable_declaration (assignment_statement) @d))"
        " (assignment_statement (expression_list value: (function_definition))) @d",
        "variable_declaration": "(variable_declaration (assignment_statement)) @d",
        "field": "(field value: [(function_definition) (table_constructor)]) @d",
    },
    functions=_FUNCTIONS,
    values=words("field"),
    wrappers=words("variable_declaration"),
    roles={"function_declaration": {"method_index_expression": "method"}},
    transparent=words("parenthesized_expression"),
    dropped=words("empty_statement hash_bang_line"),
    implied_keywords=words("end then do"),
    aliases={
        "variable_declaration.assignment_statement": "local_assignment",
        "repeat_statement.block": "repeated",  # its names are visible in the condition
    },
    strings=words("string"),
    raw_quotes=words("[["),
    numbers=words("number"),
    calls={"function_call": "name"},
    members=words("dot_index_expression.field method_index_expression.method"),
    self_names=words("self"),
    parse_wrappers=(("", ""), ("local {container} = {\n", "\n}"), ("local ", "")),
)
