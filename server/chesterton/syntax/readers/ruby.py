"""Definition readers specific to Ruby."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Reader
from chesterton.syntax.readers.general import define, text_of

_MAKERS = frozenset({"Struct", "Class", "Module", "Data"})
_BLOCKS = frozenset({"block", "do_block"})
_ACCESSORS = frozenset({"attr", "attr_reader", "attr_writer", "attr_accessor"})
_DECLARING = _ACCESSORS | {"define_method", "scope"}
_FIELDS = frozenset({"constant", "class_variable", "global_variable"})


def module(kind: SymbolKind) -> Reader:
    """Reads a module or class; `class Shop::Till` is `Shop.Till`."""

    def read(node: Node, source: bytes) -> Iterator[Definition]:
        name = node.child_by_field_name("name")
        if name is not None:
            qualified = text_of(name, source).replace("::", ".").lstrip(".")
            last = name.child_by_field_name("name") or name
            yield define(kind, last, source, name=qualified, own=name, container=True)

    return read


def singleton_method(node: Node, source: bytes) -> Iterator[Definition]:
    """`def self.build` is a method of its container, `def other.build` is `other.build`."""
    name, owner = node.child_by_field_name("name"), node.child_by_field_name("object")
    if name is None or owner is None:
        return
    qualified = text_of(name, source)
    if owner.type != "self":
        qualified = f"{text_of(owner, source)}.{qualified}"
    yield define(SymbolKind.METHOD, name, source, name=qualified)


def assignment(node: Node, source: bytes) -> Iterator[Definition]:
    """Constants, class variables, globals, and names bound to functions."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    names = [] if left is None else left.named_children if _is_list(left) else [left]
    for name in names:
        kind = _kind_of(name)
        if len(names) == 1 and _is_function(right, source):
            kind = SymbolKind.FUNCTION
        elif len(names) == 1 and kind is SymbolKind.CONSTANT and _makes_class(right, source):
            kind = SymbolKind.CLASS
        if kind is not None:
            bare = text_of(name, source).lstrip("@$").replace("::", ".")
            is_class = kind is SymbolKind.CLASS
            yield define(kind, name, source, name=bare, container=is_class, closed=len(names) > 1)


def declared_by_call(node: Node, source: bytes) -> Iterator[Definition]:
    """`attr_reader :a, :b` defines fields, `define_method(:a)` and `scope :a` methods."""
    word = node.child_by_field_name("method")
    called = text_of(word, source) if word is not None else ""
    if called not in _DECLARING or node.child_by_field_name("receiver") is not None:
        return
    arguments = node.child_by_field_name("arguments")
    if arguments is None:
        return
    names = [one for one in arguments.named_children if one.type == "simple_symbol"]
    is_field = called in _ACCESSORS
    for name in names if is_field else names[:1]:
        kind = SymbolKind.FIELD if is_field else SymbolKind.FUNCTION
        symbol = text_of(name, source)[1:]
        yield define(kind, name, source, name=symbol, closed=len(names) > 1 and is_field)


def _is_list(node: Node) -> bool:
    return node.type == "left_assignment_list"


def _kind_of(name: Node) -> SymbolKind | None:
    if name.type in {"constant", "scope_resolution"}:
        return SymbolKind.CONSTANT
    return SymbolKind.VARIABLE if name.type in _FIELDS else None


def _is_function(value: Node | None, source: bytes) -> bool:
    if value is None:
        return False
    word = value.child_by_field_name("method") if value.type == "call" else None
    block = value.child_by_field_name("block")
    is_lambda = word is not None and text_of(word, source) in {"lambda", "proc"}
    return value.type == "lambda" or (is_lambda and block is not None)


def _makes_class(value: Node | None, source: bytes) -> bool:
    """Whether it creates a class: `Struct.new(:x) do ... end`."""
    if value is None or value.type != "call":
        return False
    owner, block = value.child_by_field_name("receiver"), value.child_by_field_name("block")
    is_maker = owner is not None and text_of(owner, source) in _MAKERS
    return is_maker and block is not None and block.type in _BLOCKS
