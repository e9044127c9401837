"""Helix configuration: a marked block at the end of languages.toml.

Helix merges entries of the same name into earlier ones and into its defaults, but a
`language-servers` list replaces the earlier list. So the block repeats each language with its
existing servers plus ours, and the user's own lines stay unchanged.
"""

import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import Block, Part, server_command
from chesterton.memory.project.languages import language_names
from chesterton.model.errors import UserError

_BEGIN = "# >>> chesterton setup helix >>>"
_END = "# <<< chesterton setup helix <<<"
_COMMENT = """\
# `chesterton setup helix --undo` removes this block. A language-servers list replaces any
# earlier one, so each list below repeats the language's other servers. If you change a list above
# this block, run setup again."""

DEFAULTS: Mapping[str, tuple[str, ...]] = {
    "bash": ("bash-language-server",),
    "c": ("clangd",),
    "c-sharp": ("roslyn-language-server", "omnisharp", "csharp-ls"),
    "cpp": ("clangd",),
    "docker-compose": ("docker-compose-langserver", "yaml-language-server"),
    "dockerfile": ("docker-langserver",),
    "env": (),
    "go": ("gopls", "golangci-lint-lsp"),
    "hcl": ("terraform-ls",),
    "helm": ("helm_ls",),
    "ini": (),
    "java": ("jdtls",),
    "javascript": ("typescript-language-server",),
    "json": ("vscode-json-language-server",),
    "json5": (),
    "jsonc": ("vscode-json-language-server",),
    "jsx": ("typescript-language-server",),
    "kotlin": ("kotlin-language-server",),
    "lua": ("lua-language-server",),
    "make": (),
    "markdown": ("marksman", "markdown-oxide", "rumdl"),
    "php": ("intelephense",),
    "properties": (),
    "python": ("ty", "ruff", "jedi", "pylsp", "zuban"),
    "ruby": ("ruby-lsp", "solargraph"),
    "rust": ("rust-analyzer",),
    "scala": ("metals",),
    "sql": (),
    "swift": ("sourcekit-lsp",),
    "tfvars": ("terraform-ls",),
    "toml": ("taplo", "tombi"),
    "tsx": ("typescript-language-server",),
    "typescript": ("typescript-language-server",),
    "yaml": ("yaml-language-server", "ansible-language-server"),
}
"""The default servers of each language in Helix after 25.07; Helix logs and skips missing ones."""

NAMES = {
    "javascriptreact": "jsx",
    "typescriptreact": "tsx",
    "csharp": "c-sharp",
    "shellscript": "bash",
    "dotenv": "env",
    "dockercompose": "docker-compose",
    "makefile": "make",
    "terraform-vars": "tfvars",
}
"""Helix names of languages, where they differ from the LSP language ids."""

Configuration = Mapping[str, Any]


def parts(record: Record) -> tuple[Part, ...]:
    """The block, generated from the user's own configuration."""
    try:
        theirs = tomllib.loads(_theirs(record))
    except ValueError:
        theirs = {}  # `check` refuses to write then, but `undo` still works
    return (Block(_file(), _lines(theirs)),)


def check(record: Record) -> None:
    """Raises UserError if languages.toml is invalid, or would be with our block appended."""
    text = _theirs(record)
    try:
        theirs = tomllib.loads(text)
    except ValueError as error:
        raise UserError(f"{_file()} is not valid TOML ({error})", "fix it first") from error
    servers = theirs.get("language-server")
    if isinstance(servers, dict) and "chesterton" in servers:
        raise UserError(
            f"{_file()} already defines a language server named chesterton",
            "remove that entry, then run setup again",
        )
    try:
        tomllib.loads(f"{text}\n{_lines(theirs)}")
    except ValueError as error:
        raise UserError(
            f"cannot add Chesterton to {_file()} ({error})",
            "rewrite its entries as [[language]] and [language-server.NAME] tables",
        ) from error


def _file() -> Path:
    return folder() / "languages.toml"


def _theirs(record: Record) -> str:
    return Block(_file(), f"{_BEGIN}\n").theirs(record).decode("utf-8", "replace")


def folder() -> Path:
    """The user's Helix configuration folder."""
    if os.name == "nt":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "helix"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "helix"


def languages() -> list[str]:
    """The supported languages, by their Helix names."""
    names = {NAMES.get(name, name) for name in (*language_names(), "markdown")}
    return sorted(names & DEFAULTS.keys())


def _lines(theirs: Configuration) -> str:
    command = server_command()
    entries = [
        _BEGIN,
        _COMMENT,
        "[language-server.chesterton]",
        f"command = {_toml(command[0])}",
        f"args = {_toml(command[1:])}",
    ]
    for name in languages():
        others = [server for server in _servers(theirs, name) if server != "chesterton"]
        servers = _toml([*others, "chesterton"])
        entries += ["", "[[language]]", f"name = {_toml(name)}", f"language-servers = {servers}"]
    return "\n".join((*entries, _END, ""))


def _servers(theirs: Configuration, name: str) -> Sequence[Any]:
    """The servers that the user lists for a language, or else the Helix defaults."""
    for each in reversed(theirs.get("language", [])):
        if each.get("name") == name and "language-servers" in each:
            return list(each["language-servers"])
    return DEFAULTS[name]


def _toml(value: Any) -> str:  # noqa: ANN401  # a TOML value
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, Mapping):
        pairs = (f"{_toml(key)} = {_toml(each)}" for key, each in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return json.dumps(value, ensure_ascii=False)
