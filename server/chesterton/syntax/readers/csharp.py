"""Definition readers specific to C#."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition
from chesterton.syntax.readers.general import define, kind_of_value, text_of

_CONSTANT = (frozenset({"const"}), frozenset({"static", "readonly"}))
_CODE = frozenset({"block", "arrow_expression_clause"})


def fields(node: Node, source: bytes) -> Iterator[Definition]:
    """Fields: `const` and `static readonly` are constants, a lambda value is a method."""
    modifiers = {text_of(child, source) for child in node.children if child.type == "modifier"}
    plain = SymbolKind.CONSTANT if any(one <= modifiers for one in _CONSTANT) else SymbolKind.FIELD
    groups = [child for child in node.named_children if child.type == "variable_declaration"]
    names = [one for group in groups for one in group.named_children if one.type == _DECLARATOR]
    for declarator in names:
        name, value = declarator.child_by_field_name("name"), value_of(declarator)
        kind = kind_of_value(value, plain)[0] if len(names) == 1 else plain
        if name is not None:
            yield define(kind, name, source, closed=len(names) > 1)


def property_or_event(node: Node, source: bytes) -> Iterator[Definition]:
    """A property or event: a function if it has code, or else a field."""
    name = node.child_by_field_name("name")
    if name is None:
        return
    accessors = node.child_by_field_name("accessors")
    parts = [node, *(accessors.named_children if accessors is not None else ())]
    has_code = any(child.type in _CODE for part in parts for child in part.named_children)
    yield define(SymbolKind.FUNCTION if has_code else SymbolKind.FIELD, name, source)


def indexer(node: Node, source: bytes) -> Iterator[Definition]:
    """An indexer, named `this`."""
    for word in node.children:
        if word.type == "this":
            yield define(SymbolKind.FUNCTION, word, source)
            return


def operator(node: Node, source: bytes) -> Iterator[Definition]:
    """An operator such as `operator +`, or a conversion such as `operator int`."""
    sign = node.child_by_field_name("operator") or node.child_by_field_name("type")
    if sign is not None:
        name = f"operator {text_of(sign, source)}"
        yield define(SymbolKind.FUNCTION, sign, source, name=name)


def destructor(node: Node, source: bytes) -> Iterator[Definition]:
    """A destructor, named `~Till` to distinguish it from the constructor."""
    name = node.child_by_field_name("name")
    if name is not None:
        yield define(SymbolKind.FUNCTION, name, source, name=f"~{text_of(name, source)}")


def local_function(node: Node, source: bytes) -> Iterator[Definition]:
    """A function in a local variable: `Func<int, int> f = x => ...;`."""
    name = node.child_by_field_name("name")
    kind = kind_of_value(value_of(node), SymbolKind.VARIABLE)[0]
    if name is not None and kind is not SymbolKind.VARIABLE:
        yield define(kind, name, source)


def value_of(declarator: Node) -> Node | None:
    """The value after the `=` of a declarator."""
    last = declarator.named_child(declarator.named_child_count - 1)
    return last if last != declarator.child_by_field_name("name") else None


_DECLARATOR = "variable_declarator"
