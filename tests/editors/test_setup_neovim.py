"""What `chesterton setup neovim` writes works in a real Neovim, beside what is there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BESIDE = str(Path(sys.executable).parent)
NEOVIM = shutil.which("nvim", path=os.pathsep.join([BESIDE, os.environ.get("PATH", "")]))
SECONDS = 60

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

pytestmark = pytest.mark.skipif(NEOVIM is None, reason="no Neovim is installed")


@pytest.mark.parametrize("init", ["init.lua", "init.vim"])
def test_notes_show_after_one_command(tmp_path, init):
    project, config = tmp_path / "shop", tmp_path / "config" / "nvim"
    project.mkdir()
    config.mkdir(parents=True)
    (config / init).write_text("vim.g.mine = 1\n" if init == "init.lua" else "let g:mine = 1\n")
    (tmp_path / "look.lua").write_text(LOOK)
    (project / "pay.py").write_text("def charge(card):\n    return card.pay()\n")
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    homes = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("DATA", "STATE", "CACHE")}
    world = {
        **os.environ,
        **homes,
        "XDG_CONFIG_HOME": str(config.parent),
        "CHESTERTON_DATA_DIR": str(tmp_path / "memory"),
    }
    for arguments in (
        ("remember", "--symbol", "pay.py::charge", "--title", "Charge once"),
        ("setup", "neovim"),
    ):
        command = [sys.executable, "-m", "chesterton", *arguments]
        subprocess.run(command, cwd=project, env=world, check=True, capture_output=True)
    done = subprocess.run(
        [NEOVIM, "--headless", "-n", "-c", f"luafile {tmp_path / 'look.lua'}"],
        cwd=project,
        env=world,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    assert "LENS Decision: Charge once\n" in done.stdout, done.stdout + done.stderr
    assert "MINE 1\n" in done.stdout
    assert "REVIEW 2\n" in done.stdout
    assert "MESSAGES \n" in done.stdout
