"""What `chesterton setup neovim` writes works in a real Neovim, beside what is there."""

import os
import subprocess

import pytest

from tests.editors.running import SECONDS, chesterton, found, world
from tests.unit.process import canary

NEOVIM = found("nvim")

LOOK = """\
vim.cmd.edit("pay.py")
local function lenses()
  return vim.lsp.codelens.get(0)
end
vim.wait(20000, function()
  return #vim.lsp.get_clients({ bufnr = 0, name = "chesterton" }) == 1 and #lenses() > 0
end, 50)
local lens = lenses()[1]
io.write("LENS ", lens and lens.command and lens.command.title or "none", "\\n")
io.write("MINE ", tostring(vim.g.mine), "\\n")
io.write("REVIEW ", vim.fn.exists(":LspChestertonReview"), "\\n")
io.write("MESSAGES ", (vim.fn.execute("messages"):gsub("\\n", " ")), "\\n")
vim.cmd("qall!")
"""

NO_PYTHON = ("--cmd", "let g:loaded_python3_provider = 0")
"""Neovim itself looks for a `python3` on the PATH when it opens a Python file."""

pytestmark = pytest.mark.skipif(NEOVIM is None, reason="no Neovim is installed")


def _look(project, environment):
    look = project.parent / "look.lua"
    look.write_text(LOOK)
    return subprocess.run(
        [NEOVIM, "--headless", "-n", *NO_PYTHON, "-c", f"luafile {look}"],
        cwd=project,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )


@pytest.mark.parametrize("init", ["init.lua", "init.vim"])
def test_notes_show_after_one_command(project, tmp_path, init):
    config = tmp_path / "person" / ".config" / "nvim"
    config.mkdir(parents=True)
    (config / init).write_text("vim.g.mine = 1\n" if init == "init.lua" else "let g:mine = 1\n")
    chesterton(project, "remember", "--symbol", "pay.py::charge", "--title", "Charge once")
    chesterton(project, "setup", "neovim")
    done = _look(project, world(project))
    assert "LENS Decision: Charge once\n" in done.stdout, done.stdout + done.stderr
    assert "MINE 1\n" in done.stdout
    assert "REVIEW 2\n" in done.stdout
    assert "MESSAGES \n" in done.stdout


def test_an_opened_repository_runs_nothing(project, tmp_path):
    """It contains a module for every name we import, and a program for each we start."""
    chesterton(project, "remember", "--symbol", "pay.py::charge", "--title", "Charge once")
    chesterton(project, "setup", "neovim")
    canary.lay(project, spare=frozenset())
    environment = world(project, CANARY=str(tmp_path / "song"))
    environment["PATH"] = os.pathsep.join([".", str(project), environment["PATH"]])
    done = _look(project, environment)
    assert "LENS Decision: Charge once\n" in done.stdout, done.stdout + done.stderr
    assert canary.song(environment) == []


CONFIGURATION = (
    *("a.yml", "a.toml", "a.json", "a.jsonc", "a.ini", "a.cfg", ".env", "a.properties", "a.tf"),
    *("a.tfvars", "a.hcl", "a.sql", "Dockerfile", "Containerfile", "Makefile", "a.mk"),
)
ATTACHED = """\
for _, name in ipairs({ %s }) do
  vim.cmd.edit(name)
  vim.wait(20000, function()
    return #vim.lsp.get_clients({ bufnr = 0, name = "chesterton" }) == 1
  end, 50)
  local clients = vim.lsp.get_clients({ bufnr = 0, name = "chesterton" })
  io.write(name, " ", vim.bo.filetype, " ", #clients, "\\n")
end
vim.cmd("qall!")
"""


def test_it_attaches_to_configuration_files(project):
    for name in CONFIGURATION:
        (project / name).write_text("")
    chesterton(project, "setup", "neovim")
    look = project.parent / "attached.lua"
    look.write_text(ATTACHED % ", ".join(f'"{name}"' for name in CONFIGURATION))
    done = subprocess.run(
        [NEOVIM, "--headless", "-n", *NO_PYTHON, "-c", f"luafile {look}"],
        cwd=project,
        env=world(project),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    lines = [line for line in done.stdout.splitlines() if line.split(" ")[0] in CONFIGURATION]
    assert [line for line in lines if not line.endswith(" 1")] == [], done.stdout + done.stderr
    assert len(lines) == len(CONFIGURATION)
