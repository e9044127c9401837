"""Neovim configuration: two files of our own; no user file is changed.

Neovim reads `lsp/NAME.lua` for a server and runs every file under `plugin/` when it starts, so
init.lua and init.vim need no change, and deleting the two files undoes everything.
"""

import os
from pathlib import Path

from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import OwnFile, Part
from chesterton.cli.connection.server_command import server_command
from chesterton.memory.project.languages import language_names

_HEAD = "-- Written by `chesterton setup neovim`; `chesterton setup neovim --undo` removes it.\n"

_SERVER = (
    _HEAD
    + """\
return {{
  cmd = {{ {command} }},
  filetypes = {{
{filetypes}
    'markdown', -- drafts of notes
  }},
  root_markers = {{ '.git' }},
  init_options = {{ signals = 'lens' }},
}}
"""
)

_PLUGIN = (
    _HEAD
    + """\
if vim.fn.has('nvim-0.11') == 0 then
  return
end

local function refresh_lenses(buffer)
  if vim.fn.has('nvim-0.12') == 1 then
    vim.lsp.codelens.enable(true, { bufnr = buffer })
    return
  end
  local function refresh()
    vim.lsp.codelens.refresh({ bufnr = buffer })
  end
  vim.api.nvim_create_autocmd({ 'BufEnter', 'CursorHold', 'InsertLeave', 'BufWritePost' }, {
    group = vim.api.nvim_create_augroup('chesterton.lens.' .. buffer, {}),
    buffer = buffer,
    callback = refresh,
  })
  refresh()
end

vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('chesterton', {}),
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == 'chesterton' then
      refresh_lenses(event.buf)
      vim.api.nvim_buf_create_user_command(event.buf, 'LspChestertonReview', function()
        local command = { title = 'Review notes', command = 'chesterton.review' }
        command.arguments = { vim.empty_dict() }
        client:exec_cmd(command)
      end, { desc = 'Review the notes that need attention' })
    end
  end,
})

vim.lsp.enable('chesterton')
"""
)


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
    """The two files."""
    server = _SERVER.format(
        command=", ".join(f"'{_quoted(part)}'" for part in server_command()),
        filetypes="\n".join(f"    '{name}'," for name in sorted(language_names() | _FILE_TYPES)),
    )
    return (
        OwnFile(folder() / "lsp" / "chesterton.lua", server),
        OwnFile(folder() / "plugin" / "chesterton.lua", _PLUGIN),
    )


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")
