"""Rules for Kotlin: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, braced, words
from chesterton.syntax.readers import child_of_kind, define, kind_of_value, named, text_of

_ACCESSORS = words("getter setter")
_RECEIVERS = words("user_type nullable_type parenthesized_type")
_CLASS_KINDS = {
    "interface": SymbolKind.INTERFACE,
    "enum": SymbolKind.ENUM,
    "annotation": SymbolKind.INTERFACE,
}


def _class_like(node: Node, source: bytes) -> Iterator[Definition]:
    """A class, interface, enum or annotation, depending on its modifiers."""
    name = node.child_by_field_name("name")
    if name is None:
        return
    modifiers = _modifiers(node, source) | {
        child.type for child in node.children if not child.is_named
    }
    kinds = [kind for word, kind in _CLASS_KINDS.items() if word in modifiers]
    yield define(kinds[0] if kinds else SymbolKind.CLASS, name, source)


def _function(node: Node, source: bytes) -> Iterator[Definition]:
    """A function; the extension `fun String.twice()` is `String.twice`."""
    name = node.child_by_field_name("name")
    if name is None or name.start_byte == name.end_byte:
        return
    receiver = _receiver(node, name, source)
    kind = SymbolKind.METHOD if receiver else SymbolKind.FUNCTION
    yield define(kind, name, source, name=receiver + text_of(name, source))


def _variable(node: Node, source: bytes) -> Iterator[Definition]:
    """A property: with accessors a function, with `const` a constant."""
    names = [child for child in node.named_children if child.type == "variable_declaration"]
    several = [child for child in node.named_children if child.type == "multi_variable_declaration"]
    for group in several:
        names += [child for child in group.named_children if child.type == "variable_declaration"]
    for declared in names:
        name = child_of_kind(declared, "identifier")
        if name is not None:
            kind, container = _kind(node, source)
            scoped = _receiver(node, declared, source) + text_of(name, source)
            yield define(
                kind, name, source, name=scoped, container=container, closed=len(names) > 1
            )


def _class_parameter(node: Node, source: bytes) -> Iterator[Definition]:
    """A constructor parameter that declares a field: `class Card(val number: String)`."""
    is_field = any(child.type in {"val", "var"} for child in node.children)
    name = child_of_kind(node, "identifier")
    if is_field and name is not None:
        yield define(SymbolKind.FIELD, name, source)


def _alias(node: Node, source: bytes) -> Iterator[Definition]:
    """`typealias Handler = (Int) -> Unit`; the grammar stores the name in the field `type`."""
    name = node.child_by_field_name("type")
    if name is not None:
        yield define(SymbolKind.TYPE, name, source)


def _enum_entry(node: Node, source: bytes) -> Iterator[Definition]:
    """An enum entry; a container if it has a body."""
    name = child_of_kind(node, "identifier")
    if name is not None:
        has_body = any(child.type == "class_body" for child in node.named_children)
        yield define(SymbolKind.FIELD, name, source, container=has_body)


def _kind(node: Node, source: bytes) -> tuple[SymbolKind, bool]:
    if any(child.type in _ACCESSORS for child in node.named_children):
        return SymbolKind.FUNCTION, False
    last = node.named_child(node.named_child_count - 1)
    if last is not None and last.type == "object_literal":
        return SymbolKind.VARIABLE, True
    is_constant = "const" in _modifiers(node, source)
    return kind_of_value(last, SymbolKind.CONSTANT if is_constant else SymbolKind.VARIABLE)


def _modifiers(node: Node, source: bytes) -> set[str]:
    first = node.named_child(0)
    if first is None or first.type != "modifiers":
        return set()
    return {text_of(child, source) for child in first.named_children}


def _receiver(node: Node, name: Node, source: bytes) -> str:
    for child in node.named_children:
        if child.start_byte >= name.start_byte:
            return ""
        if child.type in _RECEIVERS:
            text = text_of(child, source).split("<")[0].strip("?() ")
            return f"{text.split('.')[-1]}."
    return ""


_ANONYMOUS = words("lambda_literal anonymous_function")
_FUNCTIONS = _ANONYMOUS | words("""
    function_declaration secondary_constructor anonymous_initializer getter setter
""")
_TYPES = _RECEIVERS | {"function_type"}
_LATE = words("""
    property_declaration.:variable_declaration property_declaration.:multi_variable_declaration
    when_subject.:variable_declaration
""")

_SCOPING = Scoping(
    names=words("identifier"),
    not_names=words("navigation_expression.member value_argument.name callable_reference.member"),
    functions=_FUNCTIONS,
    closures=words("class_declaration function_type"),
    blocks=words("block for_statement catch_block when_expression"),
    classes=words("class_body enum_class_body"),
    binders=_LATE
    | words("""
        parameter.:identifier class_parameter.:identifier lambda_parameters.*
        for_statement.:variable_declaration for_statement.:multi_variable_declaration
        catch_block.:identifier setter.:identifier type_parameter.:identifier
        function_declaration.name
    """),
    outward=words("function_declaration.name"),
    late=_LATE,
    uses=_TYPES | {"annotation"},
    outer=words("for_statement.value"),
    named=words("parameter.:identifier class_parameter.:identifier"),
    labels=words("label"),
    is_sequential=True,
    is_rebinding=True,
)
_PARTS = {
    "function_value_parameters": "parameters",
    "function_body": "body",
    **{f": {kind}": "return_type" for kind in _TYPES},
}
_TYPED = {f": {kind}": "type" for kind in _TYPES}

KOTLIN = Language(
    id="kotlin",
    grammar=("tree_sitter_kotlin", "language"),
    scoping=_SCOPING,
    definitions={
        "class_declaration": _class_like,
        **named(SymbolKind.CLASS, "object_declaration"),
        "function_declaration": _function,
        "property_declaration": _variable,
        "class_parameter": _class_parameter,
        "enum_entry": _enum_entry,
        "type_alias": _alias,
    },
    functions=_FUNCTIONS,
    values=words("property_declaration"),
    comments=words("line_comment block_comment"),
    roles={
        "function_declaration": _PARTS,
        "anonymous_function": _PARTS,
        "secondary_constructor": {"function_value_parameters": "parameters", "block": "body"},
        "getter": _PARTS,
        "setter": _PARTS,
        "class_declaration": {
            "class_body": "body",
            "enum_class_body": "body",
            "primary_constructor": "parameters",
            "delegation_specifiers": "superclasses",
        },
        "object_declaration": {"class_body": "body", "delegation_specifiers": "superclasses"},
        "property_declaration": {"getter": "getter", "setter": "setter", "= _": "value"},
        "variable_declaration": _TYPED,
        "function_value_parameters": {"= _": "default_value"},
        "parameter": _TYPED,
        "class_parameter": {**_TYPED, "= _": "default_value"},
        "navigation_expression": {
            **dict.fromkeys((". _", "?. _", ":: _"), "member"),
            " _": "object",
        },
        "callable_reference": {":: _": "member"},
        "value_argument": {"identifier =": "name"},
        "for_statement": {"in _": "value", "block": "body", ") _": "body"},
        "call_expression": {
            "value_arguments": "arguments",
            "annotated_lambda": "lambda",
            " _": "function",
        },
    },
    transparent=words("parenthesized_expression"),
    optional_blocks=words("""
        if_expression. for_statement.body when_entry. while_statement. do_while_statement.
    """),
    requires_block=words("property_declaration function_declaration if_expression"),
    implied_keywords=words(";"),
    strings=words("string_literal multiline_string_literal"),
    interpolations=words("interpolation"),
    has_dollar_names=True,
    raw_quotes=frozenset({'"""'}),
    numbers=words("number_literal float_literal"),
    imports=words("import"),
    calls={"call_expression": "function"},
    members=words("navigation_expression.member"),
    self_names=words("this super"),
    is_receiver_implicit=True,
    parse_wrappers=(
        ("", ""),
        *braced("class", "interface", "enum class"),
        ("enum class {container} { _;\n", "\n}"),
        ("class {container}(\n", "\n)"),
        ("class {container} { companion object {\n", "\n} }"),
    ),
)
