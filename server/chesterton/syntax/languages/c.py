"""Rules for C: file types, definitions, scoping, normalisation."""

import re
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, words
from chesterton.syntax.macros import parseable
from chesterton.syntax.readers import define, kind_of_value, named, text_of

_NAMES = words("""
    destructor_name field_identifier identifier operator_cast operator_name primitive_type
    qualified_identifier template_function type_identifier
""")
_SPECIFIERS = {
    "struct_specifier": SymbolKind.STRUCT,
    "class_specifier": SymbolKind.CLASS,
    "union_specifier": SymbolKind.UNION,
    "enum_specifier": SymbolKind.ENUM,
}
_BARE = words("identifier field_identifier")
_WORD = re.compile(r"\w+")
_NAME_ARGUMENTS = 2  #: of a macro that defines something: `TEST(Suite, Name)`
_CONSTANT = words("const constexpr constinit")


class _Declared(NamedTuple):
    """The name that a declarator declares."""

    own: Node  #: the name, with its qualifiers
    is_function: bool


def _function(node: Node, source: bytes) -> Iterator[Definition]:
    """A function; `Class::f` is a method of `Class`, `TEST(Pool, Grows)` is `Pool.Grows`."""
    declarator = node.child_by_field_name("declarator")
    declared = _declared(declarator) if declarator is not None else None
    if declarator is None or declared is None or declared.own.type == "primitive_type":
        return
    if not _is_macro(node, declared, source):
        yield _define(SymbolKind.FUNCTION, declared.own, source)
    elif node.parent is not None and node.parent.type != "compound_statement":
        yield _defined_by_macro(declarator, declared.own, source)


def _is_macro(node: Node, declared: _Declared, source: bytes) -> bool:
    """Whether what looks like a function without a type is a macro call."""
    own = declared.own
    if not declared.is_function or own.type not in _BARE or node.child_by_field_name("type"):
        return False
    name, outer = text_of(own, source), node.parent
    while outer is not None and outer.type in {"field_declaration_list", "template_declaration"}:
        outer = outer.parent
    owner = outer.child_by_field_name("name") if outer and outer.type in _SPECIFIERS else None
    return name.isupper() and (owner is None or _plain(owner, source) != name)


def _defined_by_macro(declarator: Node, macro: Node, source: bytes) -> Definition:
    """A definition named by the leading arguments of the macro: identifiers, or one string."""
    parameters = declarator.child_by_field_name("parameters")
    names: list[tuple[str, Node]] = []
    for parameter in parameters.named_children if parameters else ():
        text = text_of(parameter, source)
        is_string = text.startswith('"')
        name = " ".join(_WORD.findall(text))
        if not name or not (is_string or text.isidentifier()) or (is_string and names):
            break
        names.append((name, parameter))
        if is_string or len(names) == _NAME_ARGUMENTS:
            break
    if not names:
        return define(SymbolKind.FUNCTION, macro, source)
    last = names[-1][1]
    name = ".".join(name for name, _ in names)
    definition = define(SymbolKind.FUNCTION, last, source, name=name)
    return definition._replace(own_name_start=names[0][1].start_byte)


def _declaration(node: Node, source: bytes) -> Iterator[Definition]:
    """Variables and function declarations."""
    is_constant = any(
        child.type == "type_qualifier" and text_of(child, source) in _CONSTANT
        for child in node.children
    )
    plain = SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE
    for declarator in node.children_by_field_name("declarator"):
        declared = _declared(declarator)
        if declared is None or declared.own.type == "primitive_type":
            continue
        if _is_macro(node, declared, source):
            continue
        if declared.is_function:
            yield _define(SymbolKind.FUNCTION, declared.own, source, declaration=True)
        else:
            kind, _ = kind_of_value(declarator.child_by_field_name("value"), plain)
            yield _define(kind, declared.own, source, closed=True)


def _field(node: Node, source: bytes) -> Iterator[Definition]:
    """Fields and method declarations of a class."""
    for declarator in node.children_by_field_name("declarator"):
        declared = _declared(declarator)
        if declared is not None and declared.is_function:
            yield _define(SymbolKind.FUNCTION, declared.own, source, declaration=True)
        elif declared is not None:
            yield _define(SymbolKind.FIELD, declared.own, source, closed=True)


def _type_definition(node: Node, source: bytes) -> Iterator[Definition]:
    """A typedef; one that includes the body of a struct is the struct."""
    base = node.child_by_field_name("type")
    has_body = base is not None and base.child_by_field_name("body") is not None
    kind = _SPECIFIERS.get(base.type, SymbolKind.TYPE) if base and has_body else SymbolKind.TYPE
    for declarator in node.children_by_field_name("declarator")[:1]:
        if (declared := _declared(declarator)) is not None:
            yield define(kind, declared.own, source)


def specifier(node: Node, source: bytes) -> Iterator[Definition]:
    """A struct, class, union or enum with a body."""
    name, body = node.child_by_field_name("name"), node.child_by_field_name("body")
    if name is None or body is None or body.is_missing:
        return
    if node.parent is None or node.parent.type != "type_definition":
        yield _define(_SPECIFIERS[node.type], name, source)


def _define(
    kind: SymbolKind,
    own: Node,
    source: bytes,
    *,
    closed: bool = False,
    declaration: bool = False,
) -> Definition:
    parts, last = _qualified(own, source)
    if len(parts) > 1 and kind is SymbolKind.FUNCTION:
        kind = SymbolKind.METHOD
    name = ".".join(parts)
    return define(kind, last, source, name=name, own=own, closed=closed, declaration=declaration)


def _qualified(own: Node, source: bytes) -> tuple[list[str], Node]:
    """The parts of the qualified name `a::B<T>::f`, and the node of the last part."""
    parts: list[str] = []
    node = own
    while node.type == "qualified_identifier":
        scope, name = node.child_by_field_name("scope"), node.child_by_field_name("name")
        if name is None:
            break
        if scope is not None:
            parts.append(_plain(scope, source))
        node = name
    return [*parts, _plain(node, source)], node


def _plain(node: Node, source: bytes) -> str:
    """A name without template arguments; operators without spaces."""
    if node.type in {"template_type", "template_function", "template_method"}:
        inner = node.child_by_field_name("name")
        return text_of(inner, source) if inner is not None else text_of(node, source)
    if node.type == "operator_cast":
        target = node.child_by_field_name("type")
        return f"operator {text_of(target, source)}" if target is not None else "operator"
    text = text_of(node, source)
    return text.replace(" ", "") if node.type == "operator_name" else text


def _declared(declarator: Node) -> _Declared | None:
    node: Node | None = declarator
    is_function = False
    while node is not None and node.type not in _NAMES:
        if node.type == "function_declarator":
            is_function = True
        elif node.type in {"pointer_declarator", "array_declarator"} and is_function:
            is_function = False  # a pointer to a function
        node = node.child_by_field_name("declarator") or _last_named(node)
    if node is None or node.start_byte == node.end_byte:
        return None
    return _Declared(node, is_function or node.type == "operator_cast")


def _last_named(node: Node) -> Node | None:
    return node.named_child(node.named_child_count - 1) if node.named_child_count else None


_CONDITIONS = tuple(f"preproc_{word}" for word in ("if", "ifdef", "else", "elif"))
_DECLARATION_PARENTS = ("translation_unit", "declaration_list", *_CONDITIONS)

_SCOPING = Scoping(
    names=words("identifier type_identifier"),
    not_names=words("enumerator.name attribute.name"),
    functions=words("function_definition"),
    blocks=words("compound_statement for_statement"),
    binders=words("""
        declaration.declarator init_declarator.declarator parameter_declaration.declarator
        type_definition.declarator
    """),
    uses=words("parameter_list init_declarator.value array_declarator.size"),
    prototypes=words("declaration field_declaration type_definition"),
    labels=words("statement_identifier"),
    is_sequential=True,
)

C = Language(
    id="c",
    family="cpp",
    grammar=("tree_sitter_c", "language"),
    parseable=partial(parseable, is_cpp=False),
    scoping=_SCOPING,
    definitions={
        "function_definition": _function,
        "declaration": _declaration,
        "field_declaration": _field,
        **dict.fromkeys(("struct_specifier", "union_specifier", "enum_specifier"), specifier),
        **named(SymbolKind.FIELD, "enumerator"),
        "type_definition": _type_definition,
        **named(SymbolKind.MACRO, "preproc_def preproc_function_def"),
    },
    patterns={
        "declaration": " ".join(f"({parent} (declaration) @d)" for parent in _DECLARATION_PARENTS)
    },
    functions=words("function_definition"),
    wrappers=words("linkage_specification"),
    transparent=words("parenthesized_expression expression_statement"),
    optional_blocks=words("""
        if_statement.consequence else_clause. for_statement.body while_statement.body
        do_statement.body
    """),
    requires_block=words("declaration if_statement"),
    strings=words("string_literal"),
    concatenations=words("concatenated_string"),
    unparsed_code=words("preproc_arg"),
    numbers=words("number_literal"),
    imports=words("preproc_include"),
    calls={"call_expression": "function"},
    members=words("field_expression.field"),
    self_names=frozenset(),
    revision=2,
    parse_wrappers=(("", ""), ("struct {container} {\n", "\n};"), ("enum {container} {\n", "\n};")),
)
