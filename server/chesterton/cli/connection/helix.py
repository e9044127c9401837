"""Helix: marked lines at the end of languages.toml.

Helix reads the file over its own defaults: an entry with the name of an earlier one is merged into
it, but a list of servers replaces the one before. So each language is named again at the end, with
the servers that it had, and nothing that the person wrote has to be changed.
"""

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import Block, Part
from chesterton.cli.connection.server_command import server_command
from chesterton.memory.project.languages import language_names
from chesterton.model.errors import UserError

_BEGIN = "# >>> chesterton setup helix >>>"
_END = "# <<< chesterton setup helix <<<"
_TOLD = """\
# `chesterton setup helix --undo` takes this away. A list of servers replaces the one before it, so
# each repeats the servers that its language had. After changing one above, set up again."""

DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "bash": ("bash-language-server",),
    "c": ("clangd",),
    "c-sharp": ("roslyn-language-server", "omnisharp", "csharp-ls"),
    "cpp": ("clangd",),
    "go": ("gopls", "golangci-lint-lsp"),
    "java": ("jdtls",),
    "javascript": ("typescript-language-server",),
    "jsx": ("typescript-language-server",),
    "kotlin": ("kotlin-language-server",),
    "lua": ("lua-language-server",),
    "markdown": ("marksman", "markdown-oxide", "rumdl"),
    "php": ("intelephense",),
    "python": ("ty", "ruff", "jedi", "pylsp", "zuban"),
    "ruby": ("ruby-lsp", "solargraph"),
    "rust": ("rust-analyzer",),
    "scala": ("metals",),
    "swift": ("sourcekit-lsp",),
    "tsx": ("typescript-language-server",),
    "typescript": ("typescript-language-server",),
}
"""The servers of each language as Helix names them after 25.07; one that is not there is passed by
with a line in its log."""

NAMES = {
    "javascriptreact": "jsx",
    "typescriptreact": "tsx",
    "csharp": "c-sharp",
    "shellscript": "bash",
}
"""Languages that Helix calls otherwise than the protocol."""

Configuration = Mapping[str, Any]


def parts(record: Record) -> tuple[Part, ...]:
    """The lines, made from what the person wrote above them."""
    try:
        theirs = tomllib.loads(_theirs(record))
    except ValueError:
        theirs = {}  # nothing is written then, but ours can be taken away
    return (Block(_file(), _lines(theirs)),)


def check(record: Record) -> None:
    """Raises UserError where lines at the end could not be read together with the person's."""
    text = _theirs(record)
    try:
        theirs = tomllib.loads(text)
    except ValueError as error:
        raise UserError(f"{_file()} cannot be read as TOML ({error})", "mend it first") from error
    servers = theirs.get("language-server")
    if isinstance(servers, dict) and "chesterton" in servers:
        raise UserError(
            f"{_file()} names the server chesterton already",
            "that is yours and stays; take it out first to have it written",
        )
    try:
        tomllib.loads(f"{text}\n{_lines(theirs)}")
    except ValueError as error:
        raise UserError(
            f"nothing can be added to {_file()} ({error})",
            "write what it holds as [[language]] and [language-server.NAME]",
        ) from error


def _file() -> Path:
    return folder() / "languages.toml"


def _theirs(record: Record) -> str:
    return Block(_file(), f"{_BEGIN}\n").theirs(record).decode("utf-8", "replace")


def folder() -> Path:
    """The person's Helix configuration."""
    if os.name == "nt":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "helix"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "helix"


def languages() -> list[str]:
    """The languages that are served, as Helix names them."""
    named = {NAMES.get(name, name) for name in (*language_names(), "markdown")}
    return sorted(named & DEFAULTS.keys())


def _lines(theirs: Configuration) -> str:
    command = server_command()
    entries = [
        _BEGIN,
        _TOLD,
        "[language-server.chesterton]",
        f"command = {_toml(command[0])}",
        f"args = {_toml(command[1:])}",
    ]
    for name in languages():
        listed = [each for each in _servers(theirs, name) if each != "chesterton"]
        servers = _toml([*listed, "chesterton"])
        entries += ["", "[[language]]", f"name = {_toml(name)}", f"language-servers = {servers}"]
    return "\n".join((*entries, _END, ""))


def _servers(theirs: Configuration, name: str) -> Sequence[Any]:
    """What the person lists for a language, else what Helix does."""
    for each in reversed(theirs.get("language", [])):
        if each.get("name") == name and "language-servers" in each:
            return list(each["language-servers"])
    return DEFAULTS[name]


def _toml(value: Any) -> str:  # noqa: ANN401  # a value of TOML
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, Mapping):
        pairs = (f"{_toml(key)} = {_toml(each)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return json.dumps(value, ensure_ascii=False)
