"""A real Neovim, set up with the lines that the documentation gives, driven as a person would."""

import shutil
from pathlib import Path

import pytest

from tests.docs.markdown import ROOT, code
from tests.editors.running import BESIDE, HERE, chesterton, children_after_a_kill, found, run, world

PAGE = ROOT / "docs" / "editors" / "neovim.md"
NEOVIM = found("nvim")

pytestmark = [
    pytest.mark.skipif(NEOVIM is None, reason="no Neovim is installed"),
    pytest.mark.skipif(
        shutil.which("chesterton", path=BESIDE) is None, reason="chesterton is not installed here"
    ),
]

COMMAND = [NEOVIM, "--headless", "-n", "-c", f"luafile {HERE / 'neovim.lua'}"]


def _work(project, configuration, *, lens):
    """Has Neovim work on the project; what was seen."""
    _configure(project, configuration)
    return run(project, COMMAND, world(project, **({"LENS": "1"} if lens else {})))


def _configure(project, configuration):
    folder = project.parent / "person" / ".config" / "nvim"
    (folder / "lsp").mkdir(parents=True)
    (folder / "lsp" / "chesterton.lua").write_text(configuration[0], encoding="utf-8")
    (folder / "init.lua").write_text(configuration[1], encoding="utf-8")


def _assert_the_day_went_well(seen):
    assert any("Lock on payment_id, not on the user" in line for line in seen["hover"])
    assert any("Two cards may pay at once." in line for line in seen["hover"])
    touched = [each for each in seen["touched"] if each["code"] == "touched"]
    assert [each["line"] for each in touched] == [2]
    told = "Decision: Lock on payment_id, not on the user. You are changing this code: `"
    assert touched[0]["message"].startswith(told)


def test_a_day_as_the_page_says(project):
    seen = _work(project, code(PAGE, "lua")[:2], lens=True)
    _assert_the_day_went_well(seen)
    assert seen["lens"].endswith(": Lock on payment_id, not on the user")
    assert Path(seen["draft"]).parent == project / ".git" / "chesterton" / "drafts"
    assert not Path(seen["draft"]).exists()
    assert seen["clients"] == 1
    assert seen["quickfix"] == ["pay.py:1:5 Lock on payment_id, not on the user"] * 2
    assert seen["back"] is True


def test_a_draft_that_no_server_is_attached_to(project):
    configuration, init = code(PAGE, "lua")[:2]
    seen = _work(project, (configuration.replace(', "markdown"', ""), init), lens=True)
    _assert_the_day_went_well(seen)


def test_hints_where_no_lens_is_drawn(project):
    configuration = code(PAGE, "lua")[0]
    plain = configuration.replace('  init_options = { signals = "lens" },\n', "")
    seen = _work(project, (plain, 'vim.lsp.enable("chesterton")'), lens=False)
    _assert_the_day_went_well(seen)
    assert [(each["line"], each["code"]) for each in seen["hints"]] == [(1, "note")]


def test_a_folder_without_git(project):
    shutil.rmtree(project / ".git")
    chesterton(project, "projects", "add")
    configuration, init = code(PAGE, "lua")[:2]
    here = configuration.replace('root_markers = { ".git" }', f'root_dir = "{project}"')
    seen = _work(project, (here, init), lens=True)
    _assert_the_day_went_well(seen)
    assert project not in Path(seen["draft"]).parents


def test_no_server_outlives_a_neovim_that_is_killed(project):
    chesterton(project, "setup", "neovim")
    assert children_after_a_kill(project, COMMAND, world(project, STAY="1")) == []
