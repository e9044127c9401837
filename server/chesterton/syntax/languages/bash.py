"""Bash and compatible shells."""

from chesterton.model.symbol import SymbolKind
from chesterton.syntax.language_rules import Language, Scoping
from chesterton.syntax.readers.bash import variable
from chesterton.syntax.readers.general import named_reader

_LOCAL = dict.fromkeys(
    (
        f"{word} {kind}"
        for word in ("local", "declare", "typeset")
        for kind in (
            "variable_name",
            "variable_assignment",
        )
    ),
    "local",
)
_SCRIPTS = ("profile", "bashrc", "bash_profile", "bash_aliases", "bash_login", "bash_logout")

_SCOPING = Scoping(
    names=frozenset({"variable_name", "word"}),
    not_names=frozenset({"command_name."}),
    functions=frozenset({"function_definition"}),
    binders=frozenset({"declaration_command.local"}),
    uses=frozenset({"variable_assignment.value", "subscript"}),
)

BASH = Language(
    id="bash",
    lsp_ids=("shellscript", "sh", "zsh"),
    extensions=(".sh", ".bash", ".bats", ".ksh", ".zsh"),
    file_names=(*(f".{name}" for name in _SCRIPTS), "PKGBUILD"),
    grammar=("tree_sitter_bash", "language"),
    scoping=_SCOPING,
    definitions={
        "function_definition": named_reader(SymbolKind.FUNCTION),
        "variable_assignment": variable,
    },
    patterns={
        "variable_assignment": "(program (variable_assignment) @d)"
        " (program (declaration_command (variable_assignment) @d))",
        "declaration_command": "(program (declaration_command) @d)",
    },
    functions=frozenset({"function_definition"}),
    wrappers=frozenset({"declaration_command"}),
    roles={"declaration_command": _LOCAL},
    strings=frozenset({"string", "raw_string", "ansi_c_string"}),
    bare_strings=frozenset({"raw_string", "ansi_c_string"}),
    interpolations=frozenset({"simple_expansion", "expansion", "command_substitution"})
    | {"arithmetic_expansion", "process_substitution"},
    raw_quotes=frozenset({"'"}),
    numbers=frozenset({"number"}),
    kept=frozenset({"redirected_statement.:"}),
    calls={"command": "name"},
    members=frozenset({"command_name."}),
    selves=frozenset(),
    frames=(("", ""),),
)
