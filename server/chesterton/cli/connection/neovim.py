"""Neovim configuration: two files that setup owns; the user's own files are not changed.

Neovim reads `lsp/NAME.lua` for a server and runs every file under `plugin/` when it starts, so
init.lua and init.vim need no change, and deleting the two files undoes everything.
"""

import os
from pathlib import Path

from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import OwnFile, Part, server_command, source
from chesterton.memory.project.languages import language_names

_FILE_TYPES = {"cs", "cuda"}
"""Vim filetypes that differ from the LSP language ids."""


def folder() -> Path:
    """The user's Neovim configuration folder."""
    name = os.environ.get("NVIM_APPNAME") or "nvim"
    if xdg := os.environ.get("XDG_CONFIG_HOME"):
        return Path(xdg) / name
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / name
    return Path.home() / ".config" / name


def parts(_record: Record) -> tuple[Part, ...]:
    """The two files that setup writes."""
    command = ", ".join(f"'{_quoted(part)}'" for part in server_command())
    filetypes = "\n".join(f"    '{name}'," for name in sorted(language_names() | _FILE_TYPES))
    server = source("neovim_server.lua", COMMAND=command, FILETYPES=filetypes)
    return (
        OwnFile(folder() / "lsp" / "chesterton.lua", server),
        OwnFile(folder() / "plugin" / "chesterton.lua", source("neovim_plugin.lua")),
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
