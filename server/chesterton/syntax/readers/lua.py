"""Definition readers specific to Lua."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, kind_of_value, text_of

_TARGETS = frozenset({"identifier", "dot_index_expression"})


def function(node: Node, source: bytes) -> Iterator[Definition]:
    """`function M.charge()` and `function M:charge()` are `M.charge`."""
    name = node.child_by_field_name("name")
    if name is None or name.start_byte == name.end_byte:
        return
    is_member = name.type != "identifier"
    yield _dotted(SymbolKind.METHOD if is_member else SymbolKind.FUNCTION, name, source)


def assignment(node: Node, source: bytes) -> Iterator[Definition]:
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


def field(node: Node, source: bytes) -> Iterator[Definition]:
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
