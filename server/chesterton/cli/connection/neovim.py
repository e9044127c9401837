"""Neovim's configuration: two files of ours, nothing of the person's touched.

Neovim reads `lsp/NAME.lua` for a server and runs every file under `plugin/` when it starts, so
that neither init.lua nor init.vim has to be changed, and taking the files away restores all.
"""

import os
from pathlib import Path

from chesterton.cli.connection.manifest import Record
from chesterton.cli.connection.parts import OwnFile, Part
from chesterton.cli.connection.server_command import server_command
from chesterton.memory.project.languages import language_names

_HEAD = "-- Written by `chesterton setup neovim`; `chesterton setup neovim --undo` takes it away.\n"

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
      end, { desc = 'Review the notes that need a person' })
    end
  end,
})

vim.lsp.enable('chesterton')
"""
)


_FILE_TYPES = {"cs", "cuda"}
"""Of Vim, where they differ from the names in the protocol."""


def folder() -> Path:
    """The person's Neovim configuration."""
    name = os.environ.get("NVIM_APPNAME") or "nvim"
    if named := os.environ.get("XDG_CONFIG_HOME"):
        return Path(named) / name
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
