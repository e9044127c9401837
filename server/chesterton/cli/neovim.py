"""Neovim's configuration: two files of ours, nothing of the person's touched.

Neovim reads `lsp/NAME.lua` for a server and runs every file under `plugin/` when it starts, so
that neither init.lua nor init.vim has to be changed, and taking the files away restores all.
"""

import hashlib
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from chesterton.model.errors import UserError
from chesterton.store.location import Location
from chesterton.syntax.language import LANGUAGES

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the files."""

    folder: Path
    written: tuple[Path, ...] = ()
    removed: tuple[Path, ...] = ()
    kept: tuple[Path, ...] = ()  #: changed by the person since: not ours to remove


def folder() -> Path:
    """The person's Neovim configuration."""
    name = os.environ.get("NVIM_APPNAME") or "nvim"
    if named := os.environ.get("XDG_CONFIG_HOME"):
        return Path(named) / name
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / name
    return Path.home() / ".config" / name


def is_set_up() -> bool:
    """Whether both files are there."""
    return all((folder() / name).is_file() for name in _files())


def set_up(location: Location) -> Outcome:
    """Writes the files. Raises UserError, and writes nothing, where a file of the person's is."""
    place, record = folder(), _Record.read(location)
    wanted = {place / name: text for name, text in _files().items()}
    for path, text in wanted.items():
        if path.exists() and _digest(_bytes(path)) not in {record.of(path), _digest(text)}:
            raise UserError(
                f"{path} is yours and is not overwritten",
                "move it away first, or add `vim.lsp.enable('chesterton')` yourself",
            )
    written = [path for path, text in wanted.items() if _put(record, path, text)]
    record.write(location)
    return Outcome(place, written=tuple(written))


def undo(location: Location) -> Outcome:
    """Takes the files away, and the folders that were made for them."""
    place, record = folder(), _Record.read(location)
    ours = {path: _digest(text) for path, text in ((place / n, t) for n, t in _files().items())}
    removed, kept = [], []
    for path in {**ours, **{Path(name): digest for name, digest in record.files.items()}}:
        if not path.exists():
            continue
        if _digest(_bytes(path)) in {ours.get(path), record.of(path)}:
            path.unlink()
            removed.append(path)
        else:
            kept.append(path)
    for made in sorted(map(Path, record.folders), reverse=True):
        if made.is_dir() and not any(made.iterdir()):
            made.rmdir()
    _Record.path(location).unlink(missing_ok=True)
    return Outcome(place, removed=tuple(removed), kept=tuple(kept))


@dataclass(slots=True)
class _Record:
    """What was written where, so that exactly that can be taken back."""

    files: dict[str, str]  #: path and digest
    folders: list[str]  #: made for them

    @staticmethod
    def path(location: Location) -> Path:
        return location.directory / "setup" / "neovim.json"

    @classmethod
    def read(cls, location: Location) -> "_Record":
        try:
            found = json.loads(cls.path(location).read_text("utf-8"))
            return cls(dict(found["files"]), list(found["folders"]))
        except (OSError, ValueError, KeyError, TypeError):
            return cls({}, [])

    def write(self, location: Location) -> None:
        path = self.path(location)
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(json.dumps({"files": self.files, "folders": self.folders}), "utf-8")

    def of(self, path: Path) -> str | None:
        return self.files.get(str(path))


def _put(record: _Record, path: Path, text: str) -> bool:
    missing = [parent for parent in path.parents if not parent.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    record.folders += [str(made) for made in missing if str(made) not in record.folders]
    is_new = not path.exists() or _bytes(path) != text.encode()
    if is_new:
        path.write_bytes(text.encode())
    record.files[str(path)] = _digest(text)
    return is_new


def _files() -> dict[str, str]:
    names = sorted({name for language in LANGUAGES for name in (language.id, *language.lsp_ids)})
    server = _SERVER.format(
        command=", ".join(f"'{_quoted(part)}'" for part in _command()),
        filetypes="\n".join(f"    '{name}'," for name in names),
    )
    return {"lsp/chesterton.lua": server, "plugin/chesterton.lua": _PLUGIN}


def _command() -> list[str]:
    """How Neovim starts the server: by name where the name is known everywhere."""
    if shutil.which("chesterton"):
        return ["chesterton", "lsp"]
    return [sys.executable, "-m", "chesterton", "lsp"]


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(f"{path} cannot be read ({error.strerror})", "check it") from error


def _digest(content: str | bytes) -> str:
    data = content.encode() if isinstance(content, str) else content
    return hashlib.blake2b(data, digest_size=16).hexdigest()
