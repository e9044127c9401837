"""Rules for Bash and compatible shells: file types, definitions, scoping, normalisation."""

from collections.abc import Iterator

from tree_sitter import Node

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Definition, Language, Scoping, words
from chesterton.syntax.readers import define, named, text_of

_CONSTANT = words("readonly -r -rx -xr -ir -ri -ar -ra -Ar -rA")


def _variable(node: Node, source: bytes) -> Iterator[Definition]:
    """A global variable; a constant if declared with `readonly` or `declare -r`."""
    name, parent = node.child_by_field_name("name"), node.parent
    if name is None or name.type != "variable_name":
        return
    modifiers: set[str] = set()
    if parent is not None and parent.type == "declaration_command":
        modifiers = {text_of(child, source) for child in parent.children if child.type != node.type}
    kind = SymbolKind.CONSTANT if modifiers & _CONSTANT else SymbolKind.VARIABLE
    yield define(kind, name, source)


_LOCAL = dict.fromkeys(
    (
        f"{word} {kind}"
        for word in ("local", "declare", "typeset")
        for kind in ("variable_name", "variable_assignment")
    ),
    "local",
)

_SCOPING = Scoping(
    names=words("variable_name word"),
    not_names=words("command_name."),
    functions=words("function_definition"),
    binders=words("declaration_command.local"),
    uses=words("variable_assignment.value subscript"),
)

BASH = Language(
    id="bash",
    grammar=("tree_sitter_bash", "language"),
    scoping=_SCOPING,
    definitions={
        **named(SymbolKind.FUNCTION, "function_definition"),
        "variable_assignment": _variable,
    },
    patterns={
        "variable_assignment": "(program (variable_assignment) @d)"
        " (program (declaration_command (variable_assignment) @d))",
        "declaration_command": "(program (declaration_command) @d)",
    },
    functions=words("function_definition"),
    wrappers=words("declaration_command"),
    roles={"declaration_command": _LOCAL},
    strings=words("string raw_string ansi_c_string"),
    leaf_strings=words("raw_string ansi_c_string"),
    interpolations=words("""
        simple_expansion expansion command_substitution arithmetic_expansion process_substitution
    """),
    raw_quotes=words("'"),
    numbers=words("number"),
    significant_punctuation=words("redirected_statement.:"),
    calls={"command": "name"},
    members=words("command_name."),
    self_names=frozenset(),
)
