"""Rules for Ruby: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, words
from chesterton.syntax.readers import define, named, text_of

_MAKERS = words("Struct Class Module Data")
_BLOCKS = words("block do_block")
_ACCESSORS = words("attr attr_reader attr_writer attr_accessor")
_DECLARING = _ACCESSORS | {"define_method", "scope"}
_FIELDS = words("constant class_variable global_variable")
_MODULES = {"module": SymbolKind.TRAIT, "class": SymbolKind.CLASS}


def _module(node: Node, source: bytes) -> Iterator[Definition]:
    """A module or class; `class Shop::Till` is `Shop.Till`."""
    name = node.child_by_field_name("name")
    if name is not None:
        qualified = text_of(name, source).replace("::", ".").lstrip(".")
        last = name.child_by_field_name("name") or name
        yield define(_MODULES[node.type], last, source, name=qualified, own=name)


def _singleton_method(node: Node, source: bytes) -> Iterator[Definition]:
    """`def self.build` is a method of its container, `def other.build` is `other.build`."""
    name, owner = node.child_by_field_name("name"), node.child_by_field_name("object")
    if name is None or owner is None:
        return
    qualified = text_of(name, source)
    if owner.type != "self":
        qualified = f"{text_of(owner, source)}.{qualified}"
    yield define(SymbolKind.METHOD, name, source, name=qualified)


def _assignment(node: Node, source: bytes) -> Iterator[Definition]:
    """Constants, class variables, globals, and names bound to functions."""
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    is_list = left is not None and left.type == "left_assignment_list"
    names = [] if left is None else left.named_children if is_list else [left]
    for name in names:
        kind = _kind_of(name)
        if len(names) == 1 and _is_function(right, source):
            kind = SymbolKind.FUNCTION
        elif len(names) == 1 and kind is SymbolKind.CONSTANT and _makes_class(right, source):
            kind = SymbolKind.CLASS
        if kind is not None:
            bare = text_of(name, source).lstrip("@$").replace("::", ".")
            yield define(kind, name, source, name=bare, closed=len(names) > 1)


def _declared_by_call(node: Node, source: bytes) -> Iterator[Definition]:
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
    """Whether the value creates a class: `Struct.new(:x) do ... end`."""
    if value is None or value.type != "call":
        return False
    owner, block = value.child_by_field_name("receiver"), value.child_by_field_name("block")
    is_maker = owner is not None and text_of(owner, source) in _MAKERS
    return is_maker and block is not None and block.type in _BLOCKS


_METHODS = words("method singleton_method")
_LISTS = words("method_parameters block_parameters lambda_parameters")
_POSITIONAL = words("""
    identifier optional_parameter splat_parameter hash_splat_parameter block_parameter
    destructured_parameter
""")
_ASSIGNED = words("assignment.left operator_assignment.left exception_variable. for.pattern")

_SCOPING = Scoping(
    names=words("identifier"),
    not_names=words("call.method method.name singleton_method.name setter.name"),
    functions=_METHODS,
    closures=words("do_block block lambda"),
    classes=words("class module singleton_class"),
    binders=_ASSIGNED
    | {f"{parameters}.:{kind}" for parameters in _LISTS for kind in _POSITIONAL}
    | words("""
        keyword_parameter.name block_parameters.locals keyword_pattern.value as_pattern.name
        in_clause.pattern array_pattern.:identifier find_pattern.:identifier
    """),
    reaching=_ASSIGNED,
    uses=words("""
        call element_reference scope_resolution optional_parameter.value keyword_parameter.value
        hash_pattern array_pattern
    """),
    named=words("keyword_parameter.name"),
)

RUBY = Language(
    id="ruby",
    grammar=("tree_sitter_ruby", "language"),
    scoping=_SCOPING,
    definitions={
        **dict.fromkeys(_MODULES, _module),
        **named(SymbolKind.FUNCTION, "method"),
        "singleton_method": _singleton_method,
        "assignment": _assignment,
        "call": _declared_by_call,
    },
    patterns={
        "module": "(module name: (_)) @d",
        "class": "(class name: (_)) @d",
        "call": "(call method: (identifier) arguments: (argument_list . (simple_symbol))) @d"
        " (call (argument_list . [(method) (singleton_method)])) @d",
        "argument_list": "(call (argument_list . [(method) (singleton_method)]) @d)",
    },
    wrappers=words("call argument_list"),
    functions=_METHODS | {"do_block", "block", "lambda"},
    values=words("assignment"),
    roles={"in": {"in _": "value"}},
    transparent=words("parenthesized_statements"),
    implied_keywords=words("end then do"),
    dropped=words("empty_statement"),
    aliases={"do_block": "block", "block_body": "body_statement"},
    sigils=words("instance_variable class_variable global_variable simple_symbol"),
    strings=words("string"),
    concatenations=words("chained_string"),
    interpolations=words("interpolation"),
    raw_quotes=words("'"),
    numbers=words("integer float rational complex"),
    calls={"call": "method"},
    members=words("call.method"),
    self_names=words("self super"),
    is_receiver_implicit=True,
    parse_wrappers=(("", ""), ("class {container}\n", "\nend"), ("module {container}\n", "\nend")),
)
